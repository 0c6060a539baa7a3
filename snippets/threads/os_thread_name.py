"""What Linux calls a thread: since Python 3.14, its Python name."""

import os
import threading
from pathlib import Path


def show():
    name = Path("/proc/thread-self/comm").read_text().strip()
    print("Python:", threading.current_thread().name)
    print("Linux: ", name)


if __name__ == "__main__":
    thread = threading.Thread(target=show, name="bread oven number 7")
    thread.start()
    thread.join()
    main_id = threading.main_thread().native_id
    print("main thread's native id is the pid:", main_id == os.getpid())
