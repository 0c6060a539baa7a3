"""Broken: one order, reported as finished twice."""

from multiprocessing import JoinableQueue

if __name__ == "__main__":
    orders = JoinableQueue()
    orders.put("soup")
    orders.get()
    orders.task_done()
    print("the soup is finished")
    orders.task_done()
