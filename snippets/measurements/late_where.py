"""After how many tries does a thread act though its flag is up?"""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
DAYS = max(200, round(2000 * SCALE))
opened = Semaphore(0)
closed = served_late = False


def serve():
    global served_late
    while not closed:
        served_late = closed  # one guest is served


def close():
    global closed
    closed = True


def greet():
    return "hello"


def serve_by_call():
    global served_late
    while not closed:
        greet()
        served_late = closed


def first_late_day(function):
    """On which day a guest was served after closing; 0 if on none."""
    global closed, served_late
    for day in range(1, DAYS + 1):
        closed = served_late = False
        opened.release()
        function()
        if served_late:
            opened.release(
                DAYS - day
            )  # the other days are not waited for
            return day
    return 0


def close_each_day():
    for _ in range(DAYS):
        opened.acquire()
        close()


def report(label, function):
    with ThreadPoolExecutor(2) as pool:
        boss = pool.submit(close_each_day)
        cook = pool.submit(first_late_day, function)
    boss.result()
    if day := cook.result():
        print(f"{label}, seen: {day:,} tried")
    else:
        print(f"{label}, never seen: {DAYS:,} tried")


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # as often as they can
    report("stop_flag", serve)
    report("stop_flag with a call", serve_by_call)
