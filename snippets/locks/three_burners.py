"""Nine cooks, three burners: a semaphore lets in three at a time."""

from threading import Barrier, Lock, Semaphore, Thread

burners = Semaphore(3)
three_here = Barrier(3)
counting = Lock()
cooking = most = 0


def cook():
    global cooking, most
    with burners:
        with counting:
            cooking += 1
            most = max(most, cooking)
        three_here.wait()  # nobody leaves before three are in
        with counting:
            cooking -= 1


if __name__ == "__main__":
    cooks = [Thread(target=cook) for _ in range(9)]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    print("cooks:", len(cooks))
    print("most at the stove at once:", most)
    print("at the stove now:", cooking)
