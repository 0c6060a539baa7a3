"""Broken: equal priorities, so the queue compares what follows."""

from queue import PriorityQueue

if __name__ == "__main__":
    waiting = PriorityQueue()
    waiting.put((2, {"name": "Ann"}))
    waiting.put((1, {"name": "Bob"}))
    print("different priorities: fine")
    waiting.put((1, {"name": "Carl"}))
