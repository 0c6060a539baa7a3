"""The end of a program, in order: two threads and two processes."""

import atexit
from multiprocessing import Barrier, Pipe, Process, connection
from threading import Thread, main_thread
from time import sleep


def listen(line, all_here):
    all_here.wait()
    print("baker:", line.recv())  # the radio never hears anything


def wash_up(radio):
    main_thread().join()
    sleep(0.1)
    print("waiter: does the radio play?", radio.is_alive())


def watch(radio, line):
    connection.wait([radio.sentinel])  # until it has ended
    sleep(0.1)
    line.send("the watchman tells me to go home")
    sleep(60)


if __name__ == "__main__":
    (line, far_end), all_here = Pipe(), Barrier(3, timeout=8)
    job = {"target": listen, "args": (far_end, all_here)}
    radio = Process(**job, name="radio", daemon=True)
    baker = Process(**job, name="baker")
    radio.start()
    baker.start()
    all_here.wait()
    Thread(target=wash_up, args=[radio], name="waiter").start()
    watcher = Thread(target=watch, args=[radio, line], name="watchman")
    watcher.daemon = True
    watcher.start()
    atexit.register(print, "atexit: a handler runs")
    print("main: my code ends here")
