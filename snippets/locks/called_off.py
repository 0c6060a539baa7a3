"""A party that cannot come calls off the barrier for the others."""

from threading import Barrier, BrokenBarrierError, Thread

meeting_point = Barrier(3)
told = {}


def hike(name, boots):
    try:
        if not boots:
            raise ValueError("no boots")
        meeting_point.wait()
        told[name] = "sets off"
    except ValueError as error:
        meeting_point.abort()
        told[name] = f"calls it off: {error}"
    except BrokenBarrierError:
        told[name] = "goes home"


if __name__ == "__main__":
    hikers = [
        Thread(target=hike, args=("Ann", True)),
        Thread(target=hike, args=("Bob", True)),
        Thread(target=hike, args=("Carl", False)),
    ]
    for hiker in hikers:
        hiker.start()
    for hiker in hikers:
        hiker.join()
    for name in sorted(told):
        print(f"{name} {told[name]}")
