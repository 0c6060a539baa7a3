"""Judges job_queue.py in the page: each function is a scene, and what has to hold after it."""

from threading import Barrier, Lock, Thread, active_count
from time import sleep

STATES = 40  # most scenes have thousands, and finding that out takes long in a browser
SEEDS = 150


def early():
    """Two workers get three jobs of an hour each, and the queue is closed at once."""
    done = []

    def job():
        sleep(3600)
        done.append(True)

    jobs = JobQueue(workers=2)
    for _ in range(3):
        jobs.submit(job)
    jobs.close()
    assert len(done) == 3, (
        f"Three jobs were accepted, and when close() returned, {len(done)} were done."
    )


def at_once():
    """Two workers get two jobs that wait for each other."""
    meeting = Barrier(2)

    def job():
        meeting.wait()

    jobs = JobQueue(workers=2)
    jobs.submit(job)
    jobs.submit(job)
    jobs.close()


def no_more_at_once():
    """One worker gets two jobs, each of which checks whether the other is at work."""
    active, most, lock = [], [], Lock()

    def job():
        with lock:
            active.append(True)
            most.append(len(active))
        with lock:
            active.pop()

    jobs = JobQueue(workers=1)
    jobs.submit(job)
    jobs.submit(job)
    jobs.close()
    assert max(most) == 1, f"With one worker {max(most)} jobs ran at the same time."


def none_left():
    """Two workers get a job. After close() threads are counted, and the queue is closed again."""
    before = active_count()
    jobs = JobQueue(workers=2)
    jobs.submit(bool)
    jobs.close()
    left = active_count() - before
    assert left == 0, f"After close(), {left} threads of the queue are still there: join them."
    jobs.close()


def failing():
    """One worker gets a job that divides by zero, then one that does not."""
    done = []
    jobs = JobQueue(workers=1)
    jobs.submit(lambda: 1 / 0)
    jobs.submit(lambda: done.append(True))
    jobs.close()
    assert done, "A job raised an error, and the job after it was not done."
    kept = [type(error).__name__ for error in jobs.errors]
    assert kept == ["ZeroDivisionError"], f"The error has to be in the list errors; it has {kept}."


def too_late():
    """A job is submitted after close()."""
    jobs = JobQueue(workers=1)
    jobs.close()
    try:
        jobs.submit(bool)
        refused = False
    except RuntimeError:
        refused = True
    assert refused, "submit() has to raise a RuntimeError: nobody would do that job."


def from_a_job():
    """A job submits another one, before or after the queue is closed."""
    jobs = JobQueue(workers=1)
    jobs.submit(lambda: jobs.submit(bool))
    jobs.close()
    kept = [type(error).__name__ for error in jobs.errors]
    assert kept in ([], ["RuntimeError"]), f"submit() may raise a RuntimeError, not {kept}."


def between():
    """A job is submitted by another thread while the queue is closed."""
    jobs, accepted, done = JobQueue(workers=1), [], []

    def submit():
        try:
            jobs.submit(lambda: done.append(True))
            accepted.append(True)
        except RuntimeError:
            pass

    late = Thread(target=submit)
    late.start()
    jobs.close()
    late.join()
    assert accepted == done, (
        "A job was accepted and not done: the queue was closed after the check and before the put. "
        "These two need a lock."
    )
