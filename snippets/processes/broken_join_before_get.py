"""Broken: join() waits for a child that waits for get()."""

from multiprocessing import Process, Queue


def make_report(reports):
    reports.put("x" * 10_000_000)


if __name__ == "__main__":
    reports = Queue()
    child = Process(target=make_report, args=(reports,))
    child.start()
    print("waiting for the child to end")
    child.join()
    print("characters received:", len(reports.get()))
