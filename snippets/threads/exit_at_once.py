"""os._exit() waits for nobody, not even for non-daemon threads."""

import os
import threading


def wash_up():
    threading.main_thread().join()
    print("washed up")


if __name__ == "__main__":
    threading.Thread(target=wash_up).start()
    print(
        threading.active_count(), "threads; now os._exit()", flush=True
    )
    os._exit(0)
