"""SIGTERM: take nothing new, finish what is begun, end with 0."""

import signal
from multiprocessing import Event, Process
from queue import Queue
from threading import Event as ThreadEvent
from threading import Thread

CLOSED = object()
ENDINGS = {signal.SIGTERM, signal.SIGINT}


def cook(orders, at_work, asked):
    while (dish := orders.get()) is not CLOSED:
        at_work.set()
        asked.wait()  # the soup takes that long
        print("cooked", dish)


def restaurant(at_work):
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    orders, asked = Queue(), ThreadEvent()
    worker = Thread(target=cook, args=(orders, at_work, asked))
    worker.start()
    orders.put("soup")
    orders.put("fish")
    print("asked by", signal.sigwait(ENDINGS).name)
    asked.set()
    orders.put(CLOSED)  # comes after the fish
    worker.join()


if __name__ == "__main__":
    at_work = Event()
    service = Process(target=restaurant, args=(at_work,))
    service.start()
    at_work.wait()
    service.terminate()  # sends SIGTERM, as systemd and Docker do
    service.join()
    print("exit code", service.exitcode)
