"""Broken: nobody takes the report, so the program cannot end."""

from multiprocessing import Queue

if __name__ == "__main__":
    reports = Queue()
    reports.put("x" * 1_000_000)
    print("main: my code ends here")
    # reports.cancel_join_thread() would end it, and lose the report
