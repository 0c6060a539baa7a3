"""Checks job_queue.py. In the folder where both are: pytest check_job_queue.py"""

import queue
import threading
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, Semaphore, Thread

from tail import ask, tell, time_flies


def test_as_many_jobs_at_once_as_workers(tmp_path):
    """Three jobs meet; who does the others is one of the three."""
    met, by = ask(work_at_once, tmp_path)
    if met < 3:
        tell("With workers=3, three jobs did not run at the same time.")
    if by > 3:
        tell(
            f"With workers=3, nine jobs were done by {by} threads. Nothing keeps more than three "
            "of these from running at the same time: a worker does the next job itself."
        )


def work_at_once():
    """How many of three jobs met, and how many threads did nine jobs."""
    from job_queue import JobQueue

    meeting, done = Barrier(3), Semaphore(0)
    met, by = [], []

    def job():
        by.append(threading.current_thread())
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=5)
            met.append(True)
        done.release()

    jobs = JobQueue(workers=3)
    for _ in range(9):
        jobs.submit(job)
    for _ in range(9):
        done.acquire(timeout=10)
    jobs.close()
    return len(met), len(set(by))


def test_one_worker_does_one_job_at_a_time(tmp_path):
    """Each of two jobs waits a second for the other."""
    if ask(two_jobs_of_one_worker, tmp_path):
        tell("With workers=1, two jobs ran at the same time.")


def two_jobs_of_one_worker():
    """Whether they met."""
    from job_queue import JobQueue

    meeting, met = Barrier(2), []

    def job():
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=1)
            met.append(True)

    jobs = JobQueue(workers=1)
    jobs.submit(job)
    jobs.submit(job)
    jobs.close()
    return bool(met)


def test_close_waits_for_every_job(tmp_path):
    """Those that wait in the queue too: more jobs than workers."""
    done = ask(close_early, tmp_path)
    if done < 6:
        tell(
            f"Six jobs were submitted, and when close() returned, {done} were done. What was "
            "accepted has to be done before close() returns."
        )


def close_early():
    """How many of six jobs were done when close() returned, if no time limit of it lasts."""
    time_flies()
    from job_queue import JobQueue

    done, closed = [], Event()

    def job():
        closed.wait(timeout=0.3)
        done.append(True)

    jobs = JobQueue(workers=2)
    for _ in range(6):
        jobs.submit(job)
    jobs.close()
    found = len(done)
    closed.set()
    return found


def test_no_worker_is_left(tmp_path):
    """The number of threads is as before."""
    left, again = ask(close_twice, tmp_path)
    if left:
        tell(f"After close(), {left} threads of the job queue are still there. End and join them.")
    if again:
        tell("Closing a second time has to do nothing. It did not return.")


def close_twice():
    """How many threads are left after close(), and whether a second close() waits forever."""
    time_flies()
    from job_queue import JobQueue

    before = threading.active_count()
    jobs = JobQueue(workers=3)
    jobs.submit(lambda: None)
    jobs.close()
    left = threading.active_count() - before
    second = Thread(target=jobs.close, daemon=True)
    second.start()
    second.join(timeout=10)
    return left, second.is_alive()


def test_a_job_that_fails_ends_no_worker(tmp_path):
    """One worker, and the first job raises."""
    done, errors = ask(fail_first, tmp_path)
    if done < 1:
        tell("A job raised an error, and the jobs after it were not done anymore.")
    if errors != ["ZeroDivisionError"]:
        tell(f"The errors of jobs have to be kept in the list `errors`. It has: {errors}")


def fail_first():
    """How many jobs were done after one that failed, and which errors were kept."""
    from job_queue import JobQueue

    done = Event()
    jobs = JobQueue(workers=1)
    jobs.submit(lambda: 1 / 0)
    jobs.submit(done.set)
    was_done = done.wait(timeout=5)
    jobs.close()
    return int(was_done), [type(error).__name__ for error in jobs.errors]


def test_a_closed_queue_refuses(tmp_path):
    """Who comes too late has to be told."""
    if ask(submit_late, tmp_path) != "RuntimeError":
        tell("submit() has to raise a RuntimeError after close(): nobody would do that job.")


def submit_late():
    """What submit() raises after close()."""
    from job_queue import JobQueue

    jobs = JobQueue(workers=1)
    jobs.close()
    try:
        jobs.submit(lambda: None)
    except Exception as error:
        return type(error).__name__


def test_a_job_may_submit_while_the_queue_is_closed(tmp_path):
    """The job is told that it is too late, and close() returns."""
    if ask(submit_from_a_job, tmp_path) != ["RuntimeError"]:
        tell(
            "A job that runs while close() waits for it called submit(), which has to raise a "
            "RuntimeError at once. Does close() hold the lock while it joins the workers?"
        )


def submit_from_a_job():
    """The errors of a job that submits another one after the queue was closed."""
    from job_queue import JobQueue

    joining, join = Event(), Thread.join

    def join_and_tell(self, timeout=None):
        joining.set()
        join(self, timeout)

    def job():
        joining.wait(timeout=5)
        jobs.submit(lambda: None)

    Thread.join = join_and_tell
    jobs = JobQueue(workers=1)
    jobs.submit(job)
    jobs.close()
    return [type(error).__name__ for error in jobs.errors]


EACH = {"moment": ["between", "crowd"]}


def test_what_is_accepted_is_done(tmp_path, moment):
    """The queue is closed while jobs are submitted."""
    accepted, done = ask({"between": close_between, "crowd": close_in_a_crowd}[moment], tmp_path)
    if accepted != done:
        tell(
            f"Jobs accepted: {accepted}, done: {done}. The queue was closed after the check "
            "whether it is closed, and before the put: these two need a lock."
        )


def close_between():
    """How many jobs were accepted and done, if close() may come right before the put."""
    from job_queue import JobQueue

    accepted, done, about_to_put, closed = [], [], Event(), Event()
    put = queue.Queue.put

    def put_late(self, *args, **options):
        if threading.current_thread() is late:
            about_to_put.set()
            closed.wait(timeout=1)
        put(self, *args, **options)

    def submit_one():
        with suppress(RuntimeError):
            jobs.submit(lambda: done.append(True))
            accepted.append(True)

    jobs, late = JobQueue(workers=2), Thread(target=submit_one)
    queue.Queue.put = put_late
    late.start()
    about_to_put.wait(timeout=5)
    jobs.close()
    closed.set()
    late.join()
    return len(accepted), len(done)


def close_in_a_crowd():
    """How many jobs were accepted until all were refused, and how many were done."""
    from job_queue import JobQueue

    accepted, done, many = [], [], Event()

    def submit_many():
        with suppress(RuntimeError):
            for number in range(20_000):
                jobs.submit(lambda: done.append(True))
                accepted.append(True)
                if number == 50:
                    many.set()

    jobs = JobQueue(workers=2)
    crowd = [Thread(target=submit_many) for _ in range(4)]
    for thread in crowd:
        thread.start()
    many.wait()
    jobs.close()
    for thread in crowd:
        thread.join()
    return len(accepted), len(done)
