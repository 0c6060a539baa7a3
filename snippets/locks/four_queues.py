"""Four queues for threads: which item comes first, who counts work."""

from queue import LifoQueue, PriorityQueue, Queue, SimpleQueue

if __name__ == "__main__":
    for kind in (Queue, SimpleQueue, LifoQueue, PriorityQueue):
        waiting = kind()
        for number in (3, 1, 2):
            waiting.put(number)
        print(f"{kind.__name__}: put 3, 1, 2")
        print("  got", *(waiting.get() for _ in range(3)))
        print("  counts unfinished tasks:", hasattr(waiting, "join"))
