"""Look and bite under one lock: the piece of cake is eaten once."""

from multiprocessing import Barrier, Lock, Process, SimpleQueue
from pathlib import Path

PLATE = Path("plate.txt")


def eat(all_are_here, plate_lock, results):
    all_are_here.wait()
    with plate_lock:
        pieces = int(PLATE.read_text())
        if pieces > 0:
            PLATE.write_text(str(pieces - 1))
    results.put(pieces > 0)


if __name__ == "__main__":
    PLATE.write_text("1")
    all_are_here = Barrier(3, timeout=8)  # seconds
    plate_lock = Lock()
    results = SimpleQueue()
    guests = [
        Process(target=eat, args=(all_are_here, plate_lock, results))
        for _ in range(3)
    ]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    eaten = 0
    while not results.empty():  # whoever crashed has told nothing
        eaten += results.get()
    print("pieces eaten:", eaten)
    print("pieces left:", PLATE.read_text())
