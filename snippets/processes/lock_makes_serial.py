"""A lock makes its block serial; the code around it is not."""

from multiprocessing import Barrier, Lock, Process, SimpleQueue
from time import sleep


def cook(all_chopping, oven, log):
    log.put("chop")
    all_chopping.wait()  # opens once all three are chopping
    with oven:
        log.put("oven in")
        sleep(0.05)  # baking
        log.put("oven out")


if __name__ == "__main__":
    all_chopping = Barrier(3, timeout=8)  # seconds
    oven = Lock()
    log = SimpleQueue()
    cooks = [
        Process(target=cook, args=(all_chopping, oven, log))
        for _ in range(3)
    ]
    for process in cooks:
        process.start()
    for process in cooks:
        process.join()
    while not log.empty():
        print(log.get())
