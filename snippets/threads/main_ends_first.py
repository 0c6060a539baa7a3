"""The process lives on after the main thread has ended."""

import atexit
import os
import threading


def wash_up(shop_pid):
    threading.main_thread().join()
    print("main thread alive:", threading.main_thread().is_alive())
    print("same process:", os.getpid() == shop_pid)
    print("washed up")


if __name__ == "__main__":
    atexit.register(print, "lights off (atexit)")
    threading.Thread(target=wash_up, args=(os.getpid(),)).start()
    print("the main program ends")
