"""Five hundred threads wait in one process at the same time."""

from threading import Event, Thread, active_count

if __name__ == "__main__":
    closing_time = Event()
    guests = [Thread(target=closing_time.wait) for _ in range(500)]

    print(f"before:  {active_count()}")
    for guest in guests:
        guest.start()
    print(f"waiting: {active_count()}")

    closing_time.set()
    for guest in guests:
        guest.join()
    print(f"after:   {active_count()}")
