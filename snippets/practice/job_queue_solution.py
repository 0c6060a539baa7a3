"""A job queue that finishes what it has accepted, then goes home."""

from queue import Queue
from threading import Lock, Thread


class JobQueue:
    def __init__(self, workers):
        self.jobs, self.errors = Queue(), []
        self.lock, self.closed = Lock(), False
        self.crew = [Thread(target=self.work) for _ in range(workers)]
        for worker in self.crew:
            worker.start()

    def submit(self, job):
        with self.lock:  # so that no job comes after the sentinel
            if self.closed:
                raise RuntimeError("the job queue is closed")
            self.jobs.put(job)

    def close(self):
        with self.lock:
            self.closed = True
            self.jobs.put(None)  # the sentinel
        for worker in self.crew:
            worker.join()

    def work(self):
        while (job := self.jobs.get()) is not None:
            try:
                job()
            except BaseException as error:
                self.errors.append(error)
        self.jobs.put(None)  # for the next worker


if __name__ == "__main__":
    jobs = JobQueue(workers=2)
    jobs.submit(lambda: print("the cake is baked"))
    jobs.close()
