"""A full queue makes put() wait, or raise Full if told not to wait."""

from multiprocessing import Event, Process, Queue
from queue import Full


def bake(shelf, two_baked):
    shelf.put("bread")
    shelf.put("rolls")
    two_baked.set()
    shelf.put("cake")  # no room: waits here


if __name__ == "__main__":
    shelf = Queue(maxsize=2)
    two_baked = Event()
    baker = Process(target=bake, args=(shelf, two_baked))
    baker.start()
    two_baked.wait()

    print("full() at first:", shelf.full())
    try:
        shelf.put_nowait("pie")
    except Full:
        print("put_nowait() raised Full")
    try:
        shelf.put("pie", timeout=0.2)
    except Full:
        print("put(timeout=0.2) raised Full")
    print("the baker still waits:", baker.is_alive())
    print("sold:", shelf.get())
    baker.join()
    print("the baker went home:", not baker.is_alive())
    print("sold:", shelf.get(), shelf.get())
    print("full() at last:", shelf.full())
