"""Start here: a job queue that closes before its jobs are done."""

from queue import Queue
from threading import Event, Thread


class JobQueue:
    def __init__(self, workers):
        self.errors = []
        self.jobs = Queue()
        for _ in range(workers):
            Thread(target=self.work, daemon=True).start()

    def submit(self, job):
        self.jobs.put(job)

    def close(self):
        pass

    def work(self):
        while True:
            job = self.jobs.get()
            job()


if __name__ == "__main__":
    baked, closed = [], Event()

    def bake():
        closed.wait(timeout=3)  # it takes a while
        baked.append("cake")

    jobs = JobQueue(workers=2)
    jobs.submit(bake)
    jobs.submit(bake)
    jobs.close()
    print("cakes baked when close() returned:", len(baked))
    closed.set()
