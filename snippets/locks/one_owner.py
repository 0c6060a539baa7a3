"""One seller owns the tickets; buyers ask by queue; nobody locks."""

from concurrent.futures import ThreadPoolExecutor
from queue import Queue, SimpleQueue
from threading import Barrier, Thread


def sell(requests):
    tickets = 2  # a local variable: no other thread can reach it
    while (answer := requests.get()) is not None:
        sold = tickets > 0
        if sold:
            tickets -= 1
        answer.put(sold)
    print("tickets left:", tickets)


def buy(requests, all_here):
    answer = SimpleQueue()
    all_here.wait()
    requests.put(answer)
    return answer.get()


if __name__ == "__main__":
    requests = Queue()
    seller = Thread(target=sell, args=(requests,))
    seller.start()

    all_here = Barrier(5)
    with ThreadPoolExecutor(max_workers=5) as pool:
        buyers = [
            pool.submit(buy, requests, all_here) for _ in range(5)
        ]
    got_one = [buyer.result() for buyer in buyers]
    print("buyers: 5, tickets sold:", sum(got_one))
    requests.put(None)
    seller.join()
