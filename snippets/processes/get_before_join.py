"""Take everything out of the queue, then join the child."""

from multiprocessing import Process, Queue


def make_report(reports):
    reports.put("x" * 10_000_000)


if __name__ == "__main__":
    reports = Queue()
    child = Process(target=make_report, args=(reports,))
    child.start()
    print("waiting for the report")
    report = reports.get()
    child.join()
    print("characters received:", len(report))
