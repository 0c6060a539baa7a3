"""A thread queue can be shut down since 3.13, a process queue not."""

import multiprocessing
import queue

if __name__ == "__main__":
    threads = queue.Queue()
    processes = multiprocessing.Queue()
    print("queue.Queue:", hasattr(threads, "shutdown"))
    print("multiprocessing.Queue:", hasattr(processes, "shutdown"))
