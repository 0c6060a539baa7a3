"""Right after put(), empty() often still says True."""

from multiprocessing import Queue

TRIES = 200

if __name__ == "__main__":
    orders = Queue()
    wrong = 0
    for number in range(TRIES):
        orders.put(number)
        if orders.empty():
            wrong += 1
        orders.get()
    print(f"empty() was wrong {wrong} times out of {TRIES}")
