"""put() counts up, task_done() counts down, get() does neither."""

from multiprocessing import JoinableQueue
from threading import Thread

if __name__ == "__main__":
    orders = JoinableQueue()
    orders.put("soup")
    orders.put("rice")
    boss = Thread(target=orders.join)
    boss.start()

    orders.get()
    orders.get()
    boss.join(timeout=0.2)
    print("after two get(), join() waits:", boss.is_alive())
    orders.task_done()
    boss.join(timeout=0.2)
    print("after one task_done():", boss.is_alive())
    orders.task_done()
    boss.join()
    print("after two task_done():", boss.is_alive())
