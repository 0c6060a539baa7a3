"""A bounded queue makes a fast producer wait for its consumer."""

from multiprocessing import Process, Queue, Semaphore


def bake(shelf, baked):
    for loaf in range(1, 6):
        shelf.put(loaf)
        baked.release()


if __name__ == "__main__":
    shelf = Queue(maxsize=3)
    baked = Semaphore(0)  # one release for every finished put()
    baker = Process(target=bake, args=(shelf, baked))
    baker.start()

    for loaf in (1, 2, 3):
        baked.acquire()
        print("on the shelf: loaf", loaf)
    another = baked.acquire(timeout=0.2)
    print("loaf 4 while the shelf is full:", another)
    print("sold: loaf", shelf.get())
    another = baked.acquire()
    print("loaf 4 once there is room:", another)

    for _ in range(4):
        shelf.get()
    baker.join()
