"""threading counts only the threads that it knows of."""

import _thread
import threading


def stranger(ask, asked, leave):
    ask.wait()
    print("stranger:", type(threading.current_thread()).__name__)
    asked.set()
    leave.wait()


if __name__ == "__main__":
    ask, asked, leave = (threading.Event() for _ in range(3))
    _thread.start_new_thread(stranger, (ask, asked, leave))
    print("running, but unknown:", threading.active_count())

    ask.set()
    asked.wait()
    print("after current_thread():", threading.active_count())
    leave.set()
