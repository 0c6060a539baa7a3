"""Only the thread queue can be shut down, from Python 3.13 on."""

import multiprocessing
import queue

if __name__ == "__main__":
    threads = queue.Queue()
    processes = multiprocessing.Queue()
    print("queue.Queue:", hasattr(threads, "shutdown"))
    print("multiprocessing.Queue:", hasattr(processes, "shutdown"))
