"""Solutions of the exercises that are right, each in another way than the model solution.

By exercise: what is another way, and how the model solution is changed, as pairs of texts. Its
check has to let each pass: a reader who has found one is right.
"""

LAST = 'on the doormat:", letters)\n'
THREAD = "from threading import Thread\n"
GUARD = 'if __name__ == "__main__":\n'
ALL = {
    "run_all": {
        "joins the last one first": [
            ("for thread in threads:\n        thread.join()",
             "for thread in reversed(threads):\n        thread.join()"),
        ],
    },
    "call_each": {
        "a pipe for each call": [
            ("import Process, Queue", "import Pipe, Process"),
            ("answers.put((number, function(item)))", "answers[number][1].send(function(item))"),
            ("    answers = Queue()\n",
             "    items = list(items)\n    answers = [Pipe(duplex=False) for _ in items]\n"),
            ("dict(answers.get() for _ in children)", "[here.recv() for here, _ in answers]"),
        ],
    },
    "errand": {
        "keeps a future": [
            (THREAD, f"from concurrent.futures import Future\n{THREAD}"),
            ("self.answer = None", "self.future = Future()"),
            ("self.answer = self.function(*self.args)",
             "self.future.set_result(self.function(*self.args))"),
            ("self.error = error", "self.future.set_exception(error)"),
            ("        if self.error is not None:\n            raise self.error\n", ""),
            ("return self.answer", "return self.future.result()"),
        ],
    },
    "last_cake": {
        "a lock with an owner": [
            ("Lock, Process", "Process, RLock"), ("plate_lock = Lock()", "plate_lock = RLock()"),
        ],
        "releases by hand": [
            ("    with plate_lock:\n", "    plate_lock.acquire()\n    try:\n"),
            ("    results.put(", "    finally:\n        plate_lock.release()\n    results.put("),
        ],
    },
    "piggy_bank": {
        "one lock for all banks": [
            ("class PiggyBank:", "LOCK = Lock()\n\n\nclass PiggyBank:"), ("self.lock:", "LOCK:"),
        ],
    },
    "photo_lab": {
        "a pipe": [
            ("Process, Queue", "Pipe, Process"), ("photos = Queue()", "here, photos = Pipe()"),
            ("photos.put(bytes(size))", "photos.send_bytes(bytes(size))"),
            ("photos.get()", "here.recv_bytes()"),
        ],
    },
    "locked_door": {"another queue": [("SimpleQueue", "Queue")]},
    "doorbell": {
        "a function of its own": [
            (GUARD, "def main():\n"),
            (LAST, f"{LAST}\n\n{GUARD}    main()\n"),
        ],
        "rings when the letters are counted": [
            ("    bell.start()\n    bell.join()\n", ""),
            (LAST, f"{LAST}    bell.start()\n    bell.join()\n"),
        ],
    },
    "late_guests": {
        "raises the error of an order": [
            ("NO_MORE = object()\n", "NO_MORE = object()\nerrors = []\n"),
            ("    finally:\n",
             "    except BaseException as error:\n        errors.append(error)\n    finally:\n"),
            ("    waiter.join()\n", "    waiter.join()\n    if errors:\n        raise errors[0]\n"),
        ],
    },
    "job_queue": {
        "a sentinel for each worker": [
            ("            self.jobs.put(None)  # the sentinel\n",
             "            for _ in self.crew:\n                self.jobs.put(None)\n"),
            ("        self.jobs.put(None)  # for the next worker\n", ""),
        ],
    },
    "shout_server": {
        "threads that end with the server": [
            ("args=(conn, patience))", "args=(conn, patience), daemon=True)"),
        ],
    },
    "transfer": {
        "a lock for all accounts besides": [
            ("    with first.lock, second.lock:", "    with ALL, first.lock, second.lock:"),
            ("class Account:", "ALL = Lock()\n\n\nclass Account:"),
        ],
    },
}  # fmt: skip
