"""One lock for all that a rule looks at, and all that it decides."""

from threading import Barrier, Lock, Thread

HOURS = {
    "drawing": {"Mon 10", "Wed 10"},
    "choir": {"Mon 10"},
    "painting": {"Tue 14"},
}
NEEDS = {"painting": {"drawing"}}
PASSED = {"drawing"}  # by Ann, last year
lock = Lock()
timetable = []  # of Ann, who has three windows open
all_are_here = Barrier(3)


def enroll(course):
    all_are_here.wait()
    with lock:
        if not NEEDS.get(course, set()) <= PASSED:
            return
        if any(HOURS[course] & HOURS[c] for c in timetable):
            return
        timetable.append(course)


if __name__ == "__main__":
    windows = [
        Thread(target=enroll, args=(course,)) for course in HOURS
    ]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    print("painting:", "painting" in timetable)
    print("of drawing and choir:", len(set(timetable) - {"painting"}))
