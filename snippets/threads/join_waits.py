"""join() waits for one thread; the others run on."""

from threading import Event, Thread

if __name__ == "__main__":
    bread_done = Event()
    kettle = Thread(target=print, args=("the water boils",))
    oven = Thread(target=bread_done.wait)
    kettle.start()
    oven.start()

    kettle.join()
    print(f"kettle alive: {kettle.is_alive()}")
    print(f"oven alive:   {oven.is_alive()}")

    bread_done.set()
    oven.join()
    print(f"oven alive:   {oven.is_alive()}")
