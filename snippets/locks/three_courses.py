"""Nobody begins a course before all have finished the last one."""

from threading import Barrier, Thread

log = []
all_done = Barrier(3, action=lambda: log.append("bell"))


def cook():
    for course in ("soup", "fish", "cake"):
        log.append(course)
        all_done.wait()


if __name__ == "__main__":
    cooks = [Thread(target=cook) for _ in range(3)]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    for start in range(0, len(log), 4):
        print(*log[start : start + 4])
