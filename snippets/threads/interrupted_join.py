"""Ctrl-C ends the wait in join(), and not the thread."""

import os
import signal
from threading import Event, Thread, Timer
from time import sleep

main_waits_no_longer = Event()


def bake():
    main_waits_no_longer.wait()
    sleep(0.5)
    print("baker: the bread is ready")


def press_ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    baker = Thread(target=bake)
    baker.start()
    try:
        Timer(0.1, press_ctrl_c).start()
        baker.join()
    except KeyboardInterrupt:
        print("main: I wait no longer; alive:", baker.is_alive())
        main_waits_no_longer.set()
