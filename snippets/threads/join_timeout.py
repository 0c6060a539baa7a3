"""After join(timeout=...) only is_alive() tells whether it ended."""

from threading import Event, Thread

if __name__ == "__main__":
    bread_done = Event()
    oven = Thread(target=bread_done.wait)
    oven.start()

    answer = oven.join(timeout=0.05)
    print(f"too early: join() -> {answer}, alive: {oven.is_alive()}")

    bread_done.set()
    answer = oven.join(timeout=60)
    print(f"in time:   join() -> {answer}, alive: {oven.is_alive()}")
