"""A running number decides between equal priorities: first come."""

from itertools import count
from queue import PriorityQueue

if __name__ == "__main__":
    waiting = PriorityQueue()
    arrivals = count(1)
    patients = [(2, "Ann"), (1, "Bob"), (1, "Carl")]
    for priority, name in patients:
        waiting.put((priority, next(arrivals), {"name": name}))
    for _ in patients:
        priority, number, patient = waiting.get()
        print(f"priority {priority}, no. {number}:", patient["name"])
