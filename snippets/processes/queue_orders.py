"""Three queues give back the same items in three orders."""

from queue import LifoQueue, PriorityQueue, Queue

if __name__ == "__main__":
    for kind in (Queue, LifoQueue, PriorityQueue):
        waiting = kind()
        for number in (3, 1, 2):
            waiting.put(number)
        served = [waiting.get() for _ in range(3)]
        print(f"{kind.__name__}: put 3, 1, 2, got {served}")
