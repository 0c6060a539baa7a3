"""To mend: three guests eat the one piece of cake."""

from multiprocessing import Barrier, Process, SimpleQueue
from pathlib import Path

PLATE = Path("plate.txt")


def eat(all_have_looked, results):
    pieces = int(PLATE.read_text())
    all_have_looked.wait()  # the unlucky moment, made certain
    if pieces > 0:
        PLATE.write_text(str(pieces - 1))
    results.put(pieces > 0)


if __name__ == "__main__":
    PLATE.write_text("1")
    all_have_looked = Barrier(3, timeout=8)  # seconds
    results = SimpleQueue()
    guests = [
        Process(target=eat, args=(all_have_looked, results))
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
