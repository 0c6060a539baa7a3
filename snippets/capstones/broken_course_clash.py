"""Broken: a lock for each course, and a rule that is about two."""

from threading import Barrier, Lock, Thread

HOURS = {"drawing": {"Mon 10", "Wed 10"}, "choir": {"Mon 10"}}
locks = {course: Lock() for course in HOURS}
timetable = []  # of Ann, who has two windows open
both_have_looked = Barrier(2)


def enroll(course):
    with locks[course]:
        clash = any(HOURS[course] & HOURS[c] for c in timetable)
        both_have_looked.wait()  # the unlucky moment, made certain
        if not clash:
            timetable.append(course)


if __name__ == "__main__":
    windows = [
        Thread(target=enroll, args=(course,)) for course in HOURS
    ]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    print("Ann's courses:", sorted(timetable))
    print("at the same hour:", *set.intersection(*HOURS.values()))
