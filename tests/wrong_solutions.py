"""Solutions of the exercises that are wrong, each in another way.

By exercise, then by a name that says what is wrong: how the model solution is changed, as pairs of
texts; the test of the check that has to refuse it; and words of what it says then.
"""

from collections.abc import Sequence
from typing import NamedTuple

Also = Sequence[tuple[str, str]]


class Wrong(NamedTuple):
    """One wrong solution."""

    changes: tuple[tuple[str, str], ...] | None
    """Of the model solution; None for the starter as it is."""
    test: str
    said: str
    also: tuple[tuple[str, str], ...] = ()
    """Other tests that have to refuse it by themselves, each with words."""


def wrong(test: str, said: str, *changes: tuple[str, str], also: Also = ()) -> Wrong:
    """A wrong solution, refused by that test with those words."""
    return Wrong(changes, test, said, tuple(also))


SLEEP = "from time import sleep\n\nfrom threading import "
IMPORT = "from threading import "
ALL = {
    "run_all": {
        "calls the last one each time": wrong(
            "called_once", "each of them once", ("Thread(target=function)", "Thread(target=lambda: function())")
        ),
        "leaves the last one out": wrong("called_once", "each of them once", ("for function in functions]", "for function in functions[:-1]]")),
        "leaves one out": wrong("called_once", "each of them once", ("for function in functions]", "for function in functions[1:]]")),
        "sleeps instead of joining": wrong(
            "waits_for_all", "neither a sleep", (IMPORT, SLEEP), ("thread.join()", "sleep(2)")
        ),
        "joins with a time limit": wrong(
            "waits_for_all", "neither a sleep", (".join()", ".join(timeout=5)")
        ),
        "joins the last alone": wrong(
            "waits_for_all",
            "still at work",
            ("    for thread in threads:\n        thread.join()", "    threads[-1].join()"),
        ),
        "starts and joins in one loop": wrong(
            "at_the_same_time", "before the first", ("thread.start()", "thread.start(); thread.join()")
        ),
        "calls instead of handing over": wrong(
            "at_the_same_time", "no parentheses", ("target=function", "target=function()")
        ),
        "a pool of four": wrong(
            "at_the_same_time",
            "did not run at the same time",
            (IMPORT, "from concurrent.futures import ThreadPoolExecutor\nfrom threading import "),
            (
                "    threads = [Thread(target=function) for function in functions]\n"
                "    for thread in threads:\n        thread.start()\n"
                "    for thread in threads:\n        thread.join()",
                "    with ThreadPoolExecutor(4) as pool:\n"
                "        for function in functions:\n            pool.submit(function)",
            ),
        ),
    },
    "call_each": {
        "leaves the last answer out": wrong("in_order", "in the order of the items", ("range(len(children))", "range(len(children) - 1)")),
        "cuts long answers": wrong(
            "large_answers",
            "did not come back whole",
            ("    answers.put((number, function(item)))",
             "    found = function(item)\n"
             "    answers.put((number, found[:65536] if isinstance(found, str) else found))"),
        ),
        "two processes with four threads each": wrong(
            "at_once",
            "in a process of its own",
            ("import os\n", "import os\nfrom threading import Thread\n"),
            ("def call_each(",
             "def call_some(function, some, answers):\n"
             "    threads = [Thread(target=call, args=(function, item, number, answers)) for number, item in some]\n"
             "    for thread in threads:\n        thread.start()\n"
             "    for thread in threads:\n        thread.join()\n\n\n"
             "def call_each("),
            ("    children = [\n        Process(target=call, args=(function, item, number, answers))\n"
             "        for number, item in enumerate(items)\n    ]\n",
             "    every = list(enumerate(items))\n    children = [\n"
             "        Process(target=call_some, args=(function, every[n::2], answers)) for n in (0, 1)\n    ]\n"),
            ("for _ in children)", "for _ in every)"),
            ("range(len(children))", "range(len(every))"),
        ),
        "keeps the answers by item": wrong(
            "equal_items",
            "Three equal items",
            ("answers.put((number,", "answers.put((item,"),
            ("return [found[number] for number in range(len(children))]",
             "return [found[item] for item in items]"),
        ),
        "in the order of arrival": wrong(
            "in_order",
            "in the order of the items",
            ("found = dict(answers.get() for _ in children)",
             "found = [answers.get()[1] for _ in children]"),
        ),
        "joins before it gets": wrong(
            "large_answers",
            "was stopped",
            ("    found = dict(answers.get() for _ in children)\n", ""),
            ("        child.join()\n",
             "        child.join()\n    found = dict(answers.get() for _ in children)\n"),
        ),
        "gets with a time limit": wrong(
            "large_answers", "was stopped", ("answers.get()", "answers.get(timeout=2)")
        ),
        "threads": wrong(
            "at_once",
            "in the process of the program itself",
            ("from multiprocessing import Process, Queue",
             "from queue import Queue\nfrom threading import Thread as Process"),
        ),
        "joins none": wrong("is_joined", "Join every one", ("child.join()", "pass")),
        "a pool of four": wrong(
            "at_once",
            "did not run at the same time",
            ("import Process, Queue", "import Pool, Process, Queue"),
            ("    answers = Queue()\n    children",
             "    with Pool(4) as pool:\n        return pool.map(function, items, chunksize=1)\n"
             "    children"),
        ),
    },
    "errand": {
        "gives the answer away once": wrong(
            "answer_comes_back",
            "each time that it is called",
            ("        return self.answer\n", "        answer, self.answer = self.answer, None\n        return answer\n"),
        ),
        "has a thread and is none": wrong(
            "waits",
            "a subclass of threading.Thread",
            ("class Errand(Thread):", "class Errand:"),
            ("        super().__init__()\n",
             "        self.thread = Thread(target=self.run)\n"
             "        self.start, self.join = self.thread.start, self.thread.join\n"),
        ),
        "takes None for no answer": wrong(
            "none_is", "result() has to return None", ("return self.answer", 'return self.answer or "none"')
        ),
        "does not wait": wrong("waits", "has to wait", ("        self.join()\n", "")),
        "waits with a time limit": wrong("waits", "time limit", (".join()", ".join(timeout=5)")),
        "loses the error": wrong(
            "error_comes_back", "did not raise it", ("raise self.error", "return None")
        ),
        "raises what was returned": wrong(
            "error_can_be_an_answer",
            "two places",
            ("if self.error is not None:\n            raise self.error",
             "if isinstance(self.answer, Exception):\n            raise self.answer"),
            ("self.error = error", "self.answer = error"),
        ),
        "runs in the main thread": wrong(
            "waits", "in the main thread", ("        self.join()\n", "        self.run()\n"),
            ("        super().__init__()\n", "        super().__init__(target=print, args=('',))\n"),
            ("    def run(self):", "    def start(self):\n        pass\n\n    def run(self):"),
        ),
    },
    "last_cake": {
        "says it in other words": wrong(
            "eaten_once", "has to go on printing", ('"pieces left:"', '"left over:"')
        ),
        "leaves the last piece": wrong("eaten_once", "it has to be eaten", ("pieces > 0", "pieces > 1")),
        "a fourth guest": wrong(
            "eaten_once", "Three guests", ("for _ in range(3)", "for _ in range(4)"), ("Barrier(3,", "Barrier(4,")
        ),
        "staggered sleeps": wrong(
            "may_take_long",
            "guests have eaten",
            ("from pathlib import Path", "from pathlib import Path\nfrom os import getpid\nimport time"),
            ("    with plate_lock:\n", "    time.sleep(getpid() % 7)\n    if True:\n"),
        ),
        "looks outside of the lock": wrong(
            "may_take_long",
            "guests have eaten",
            ("    with plate_lock:\n        pieces = int(PLATE.read_text())\n        if",
             "    pieces = int(PLATE.read_text())\n    with plate_lock:\n        if"),
        ),
        "threads": wrong(
            "eaten_once",
            "process of its own",
            ("from multiprocessing import Barrier, Lock, Process, SimpleQueue",
             "from queue import SimpleQueue\nfrom threading import Barrier, Lock\n"
             "from threading import Thread as Process"),
        ),
        "a lock for each guest": wrong(
            "may_take_long", "guests have eaten", ("with plate_lock:", "with Lock():")
        ),
        "a lock at module level": wrong(
            "same_lock",
            "the same lock",
            ('PLATE = Path("plate.txt")', 'PLATE = Path("plate.txt")\nLOCK = Lock()'),
            ("with plate_lock:", "with LOCK:"),
        ),
        "one guest alone": wrong(
            "eaten_once", "Three guests", ("for _ in range(3)", "for _ in range(1)"),
            ("Barrier(3,", "Barrier(1,"),
        ),
    },
    "piggy_bank": {
        "adds what is there to itself": wrong(
            "one_child",
            "has to be 5",
            ("self.coins = before + coins", "self.coins += before + coins"),
            also=[("lost and shake", "there is 3 in the bank")],
        ),
        "staggered sleeps": wrong(
            "lost",
            "one lock cover",
            ("from contextlib", "import time\nfrom random import random\nfrom contextlib"),
            ("        with self.lock:\n", "        if not time.sleep(5 * random()):\n"),
        ),
        "the lock comes too late": wrong(
            "lost",
            "one lock cover",
            ("        with self.lock:\n            before = self.coins\n            shake_the_bank()\n"
             "            self.coins = before + coins",
             "        before = self.coins\n        shake_the_bank()\n        with self.lock:\n"
             "            self.coins = before + coins"),
        ),
        "+= without a lock": wrong(
            "lost",
            "one lock cover",
            ("        with self.lock:\n            before = self.coins\n            shake_the_bank()\n"
             "            self.coins = before + coins",
             "        shake_the_bank()\n        self.coins += coins"),
        ),
        "a lock for each call": wrong("lost", "one lock cover", ("with self.lock:", "with Lock():")),
        "counts each coin as one": wrong(
            "one_child", "has to be 5", ("before + coins", "before + 1")
        ),
    },
    "transfer": {
        "sends money the wrong way": wrong(
            "money_moves",
            "Ann has 80",
            ("source.balance -= amount\n        target.balance += amount",
             "source.balance += amount\n        target.balance -= amount"),
            also=[("opposite", "Ann has to have 80 and Bob 120 after both transfers")],
        ),
        "gains by sending to itself": wrong(
            "to_itself",
            "must not change the balance of 100: 130",
            ("import Lock", "import RLock as Lock"),
            ("    if source is target:\n        return  # its lock cannot be taken twice\n", ""),
            ("        source.balance -= amount\n        target.balance += amount\n",
             "        before, there = source.balance, target.balance\n"
             "        source.balance = before - amount\n        target.balance = there + amount\n"),
        ),
        "loses by sending to itself": wrong(
            "to_itself",
            "must not change the balance of 100: 70",
            ("import Lock", "import RLock as Lock"),
            ("    if source is target:\n        return  # its lock cannot be taken twice\n", ""),
            ("        source.balance -= amount\n        target.balance += amount\n",
             "        before, there = source.balance, target.balance\n"
             "        target.balance = there + amount\n        source.balance = before - amount\n"),
        ),
        "never gives its locks back": wrong(
            "no_money",
            "one account in common wait forever",
            ("    with first.lock, second.lock:\n",
             "    first.lock.acquire()\n    second.lock.acquire()\n    if True:\n"),
        ),
        "locks in the order of the call": wrong(
            "opposite", "wait for each other", ("sorted(\n        [source, target], key=lambda account: account.number\n    )", "source, target")
        ),
        "no locks": wrong(
            "no_money", "was lost", ("with first.lock, second.lock:", "if True:")
        ),
        "the lock of one alone": wrong(
            "no_money", "was lost", ("with first.lock, second.lock:", "with first.lock:")
        ),
        "the lock of the target alone": wrong(
            "no_money", "60, 130", ("with first.lock, second.lock:", "with target.lock:")
        ),
        "the lock of the source alone": wrong(
            "no_money", "70, 140", ("with first.lock, second.lock:", "with source.lock:")
        ),
        "locks taken twice": wrong(
            "to_itself", "waits forever", ("    if source is target:\n        return  # its lock cannot be taken twice\n", "")
        ),
        "staggered sleeps": wrong(
            "no_money",
            "was lost",
            ("from threading import Lock", "import time\nfrom random import random\nfrom threading import Lock"),
            ("    with first.lock, second.lock:\n", "    if not time.sleep(5 * random()):\n"),
        ),
        "creates money": wrong("money_moves", "Ann has 80", ("-= amount", "-= 0")),
    },
    "photo_lab": {
        "joins before it gets": wrong(
            "comes_whole and large", "was stopped",
            ("    photo = photos.get()\n    lab.join()\n", "    lab.join()\n    photo = photos.get()\n"),
        ),
        "gets with a time limit": wrong(
            "comes_whole", "ended by an error", ("photos.get()", "photos.get(timeout=20)")
        ),
        "joins with a time limit": wrong("has_ended", "Join it", (".join()", ".join(timeout=9)")),
        "does not join": wrong("has_ended", "Join it", ("    lab.join()\n", "")),
        "a thread": wrong(
            "comes_whole",
            "a process of its own",
            ("from multiprocessing import Process, Queue",
             "from queue import Queue\nfrom threading import Thread as Process"),
        ),
        "no lab at all": wrong(
            "comes_whole",
            "a process of its own",
            ("    photos = Queue()\n", "    return bytes(size)\n    photos = Queue()\n"),
        ),
    },
    "locked_door": {
        "a door of the module, changed in the parent": wrong(
            "locked_door",
            "Under the start method spawn, the guest got in",
            ("import multiprocessing as mp\n", "import multiprocessing as mp\n\nDOOR = mp.Lock()\n"),
            ("answers.put(door.acquire", "answers.put(DOOR.acquire"),
            ("    answers = context", "    global DOOR\n    DOOR = door\n    answers = context"),
        ),
        "a door of the module, locked until then": wrong(
            "open_door",
            "Under the start method spawn, the guest did not get in",
            ("import multiprocessing as mp\n", "import multiprocessing as mp\n\nDOOR = mp.Lock()\nDOOR.acquire()\n"),
            ("answers.put(door.acquire", "answers.put(DOOR.acquire"),
            ("    answers = context", "    global DOOR\n    DOOR = door\n    answers = context"),
        ),
        "no process": wrong(
            "open_door",
            "no process was started",
            ("    answers = context", "    return door.acquire(block=False)\n    answers = context"),
        ),
        "a thread": wrong(
            "open_door",
            "no process was started",
            ("import multiprocessing as mp", "import multiprocessing as mp\nfrom threading import Thread"),
            ("context.Process(", "Thread("),
        ),
        "a new door for the guest": wrong(
            "locked_door", "another door", ("    answers = context", "    door = context.Lock()\n    answers = context")
        ),
        "a door at module level": wrong(
            "locked_door",
            "another door",
            ("import multiprocessing as mp", "import multiprocessing as mp\n\nOWN = mp.Lock()"),
            ("answers.put(door.acquire", "answers.put(OWN.acquire"),
        ),
        "nobody ever gets in": wrong(
            "open_door", "did not get in", ("answers.put(door.acquire(block=False))", "answers.put(False)")
        ),
    },
    "doorbell": {
        "prints what is no number yet": wrong(
            "rings_once", "has to go on counting", ('.submit(len, "welcome").result()', '.submit(len, "welcome")')
        ),
        "rings on loading": wrong(
            "rings_once",
            "loads the file too",
            ('if __name__ == "__main__":\n    bell = Thread(target=ring)\n    bell.start()\n    bell.join()\n',
             'bell = Thread(target=ring)\nbell.start()\nbell.join()\n\nif __name__ == "__main__":'),
        ),
        "rings never": wrong("rings_once", "does not ring at all", ("    bell.start()\n    bell.join()\n", "")),
        "forks its helper": wrong("still_spawns", "has to be spawned", ('"spawn"', '"fork"')),
        "a thread for a helper": wrong(
            "still_spawns",
            "has to be spawned",
            ("import ProcessPoolExecutor", "import ThreadPoolExecutor"),
            ("ProcessPoolExecutor(1, mp_context=spawn)", "ThreadPoolExecutor(1)"),
        ),
        "no helper": wrong(
            "still_spawns",
            "has to be spawned",
            ('    with ProcessPoolExecutor(1, mp_context=spawn) as helper:\n'
             '        letters = helper.submit(len, "welcome").result()\n',
             '    letters = len("welcome")\n'),
        ),
        "prints on loading": wrong(
            "importing", "must do nothing", ("def ring():", 'print("ready")\n\n\ndef ring():')
        ),
    },
    "late_guests": {
        "the last order is cooked first": wrong(
            "get_their_dish",
            "no order will come",
            ("    cooked = list(cook_all(orders))\n",
             "    cooked = []\n    for dish in cook_all(orders):\n        cooked.insert(0, dish)\n"),
            also=[("later_than", "let the waiter say"), ("any_dish", "nobody can order")],
        ),
        "nothing to tell if nobody comes": wrong(
            "without_guests", "has to be an empty list", ("    return cooked\n", "    return cooked or None\n")
        ),
        "waits for all orders, then begins": wrong(
            "order_that_fails", "or with that error, not with []", ("for dish in guests:", "for dish in list(guests):")
        ),
        "no finally": wrong(
            "order_that_fails",
            "was stopped",
            ("    try:\n        for dish in guests:\n            orders.put(dish)\n    finally:\n"
             "        orders.put(NO_MORE)  # also after an exception",
             "    for dish in guests:\n        orders.put(dish)\n    orders.put(NO_MORE)"),
        ),
        "waits two seconds": wrong(
            "very_late or later_than",
            "let the waiter say",
            ("from queue import Queue", "from queue import Empty, Queue"),
            ("    finally:\n        orders.put(NO_MORE)", "    finally:\n        pass"),
            ("    while (dish := orders.get()) is not NO_MORE:\n        yield dish",
             "    cooked = []\n    try:\n        while True:\n"
             "            cooked.append(orders.get(timeout=2))\n"
             "    except Empty:\n        return cooked"),
        ),
        "sleeps two seconds": wrong(
            "very_late or later_than",
            "let the waiter say",
            ("from queue import Queue", "from queue import Queue\nfrom time import sleep"),
            ("    finally:\n        orders.put(NO_MORE)", "    finally:\n        pass"),
            ("    while (dish := orders.get()) is not NO_MORE:\n        yield dish",
             "    cooked = []\n    while True:\n        if orders.empty():\n            sleep(2)\n"
             "        if orders.empty():\n            return cooked\n"
             "        cooked.append(orders.get())"),
        ),
        "ends at None": wrong("any_dish", "nobody can order", ("NO_MORE = object()", "NO_MORE = None")),
        "ends at a word": wrong("any_dish", "nobody can order", ("object()", '"the end"')),
        "ends at what equals the sign": wrong(
            "any_dish", "compared by `is`", ("is not NO_MORE", "!= NO_MORE")
        ),
        "asks whether it is empty": wrong(
            "late_guests",
            "no order will come",
            ("    while (dish := orders.get()) is not NO_MORE:\n        yield dish",
             "    cooked = [orders.get()]\n    while not orders.empty():\n"
             "        cooked.append(orders.get())\n"
             "    return [dish for dish in cooked if dish is not NO_MORE]"),
        ),
        "waits for the first guest": wrong(
            "without_guests",
            "was stopped",
            ("    try:\n        for dish in guests:\n            orders.put(dish)\n    finally:\n"
             "        orders.put(NO_MORE)  # also after an exception",
             "    dish = None\n    for dish in guests:\n        orders.put(dish)\n"
             "    if dish is not None:\n        orders.put(NO_MORE)"),
        ),
    },
    "job_queue": {
        "raises another error": wrong(
            "closed_queue",
            "nobody would do that job",
            ("raise RuntimeError(", "raise ValueError("),
            also=[("while_the_queue_is_closed", "has to raise a RuntimeError at once")],
        ),
        "loses the errors": wrong(
            "fails",
            "It has: []",
            ("                self.errors.append(error)", "                pass"),
            also=[("while_the_queue_is_closed", "has to raise a RuntimeError at once")],
        ),
        "keeps what the errors say": wrong(
            "fails", "It has: ['str']", ("self.errors.append(error)", "self.errors.append(str(error))")
        ),
        "tries twice what has failed": wrong(
            "fails",
            "It has: ['ZeroDivisionError', 'ZeroDivisionError']",
            ("            try:\n                job()\n            except BaseException as error:\n"
             "                self.errors.append(error)",
             "            for _ in range(2):\n                try:\n                    job()\n"
             "                    break\n                except BaseException as error:\n"
             "                    self.errors.append(error)"),
            also=[("while_the_queue_is_closed", "has to raise a RuntimeError at once")],
        ),
        "one worker for all": wrong(
            "at_once", "three jobs did not run at the same time", ("range(workers)", "range(1)")
        ),
        "two workers at least": wrong(
            "one_worker", "two jobs ran at the same time", ("range(workers)", "range(max(2, workers))")
        ),
        "waits until nothing is in the queue": wrong(
            "waits_for_every",
            "before close",
            ("from queue", "import time\nfrom queue"),
            ("            self.closed = True\n            self.jobs.put(None)  # the sentinel\n"
             "        for worker in self.crew:\n            worker.join()\n",
             "            self.closed = True\n        while not self.jobs.empty():\n"
             "            time.sleep(0.1)\n        self.jobs.put(None)\n"),
        ),
        "waits for the jobs, and not for the workers": wrong(
            "no_worker",
            "3 threads of the job queue are still there",
            ("Thread(target=self.work)", "Thread(target=self.work, daemon=True)"),
            ("            self.jobs.put(None)  # the sentinel\n"
             "        for worker in self.crew:\n            worker.join()\n",
             "        self.jobs.join()\n"),
            ("                self.errors.append(error)\n",
             "                self.errors.append(error)\n            self.jobs.task_done()\n"),
        ),
        "does the job that it refuses": wrong(
            "accepted_is_done and crowd",
            "The queue was closed",
            ("                raise RuntimeError(", "                job()\n                raise RuntimeError("),
        ),
        "says nothing to who comes too late": wrong(
            "closed_queue",
            "nobody would do that job",
            ('raise RuntimeError("the job queue is closed")', "return"),
        ),
        "counts those who go home": wrong(
            "no_worker",
            "a second time",
            ("from threading import Lock, ", "from threading import Lock, Semaphore, "),
            ("        self.lock, self.closed", "        self.gone = Semaphore(0)\n        self.lock, self.closed"),
            ("            worker.join()", "            self.gone.acquire()\n            worker.join()"),
            ("  # for the next worker", "\n        self.gone.release()"),
        ),
        "joins while it holds the lock": wrong(
            "while_the_queue_is_closed",
            "was stopped",
            ("        for worker in self.crew:\n            worker.join()\n",
             "            for worker in self.crew:\n                worker.join()\n"),
        ),
        "looks without the lock": wrong(
            "between",
            "Jobs accepted: 1, done: 0. The queue was closed",
            ("        with self.lock:  # so that no job comes after the sentinel\n"
             "            if self.closed:\n"
             '                raise RuntimeError("the job queue is closed")\n'
             "            self.jobs.put(job)",
             "        if self.closed:\n"
             '            raise RuntimeError("the job queue is closed")\n'
             "        self.jobs.put(job)"),
        ),
        "joins with a time limit": wrong(
            "waits_for_every or no_worker", "before close", (".join()", ".join(timeout=5)")
        ),
        "one sentinel": wrong("no_worker", "was stopped", ("        self.jobs.put(None)  # for the next worker\n", "")),
        "a failing job ends its worker": wrong(
            "fails",
            "were not done anymore",
            ("            except BaseException as error:\n                self.errors.append(error)",
             "            except BaseException as error:\n                self.errors.append(error)\n"
             "                return"),
        ),
        "a thread for each job": wrong(
            "at_once",
            "nine jobs were done by 9 threads",
            ("            try:\n                job()\n            except BaseException as error:\n"
             "                self.errors.append(error)",
             "            helper = Thread(target=job)\n            helper.start()"),
        ),
        "daemons that nobody joins": wrong(
            "waits_for_every",
            "before close",
            ("Thread(target=self.work)", "Thread(target=self.work, daemon=True)"),
            ("            worker.join()", "            pass"),
        ),
    },
    "shout_server": {
        "closes the shop after a bad client": wrong(
            "harms_nobody and vanishes",
            "The next one who came got no answer",
            ("def serve(", "gone = []\n\n\ndef serve("),
            ("            conn, _ = server.accept()\n",
             "            conn, _ = server.accept()\n            if gone:\n                return conn.close()\n"),
            ("pass  # only this", "gone.append(conn)  # not only this"),
            also=[
                ("harms_nobody and half", "The next one who came got no answer"),
                ("harms_nobody and garbage", "The next one who came got no answer"),
                ("hung_up_on and nothing", "the next one who came got no answer"),
            ],
        ),
        "closes the shop after nonsense": wrong(
            "harms_nobody and half",
            "The next one who came got no answer",
            ("def serve(", "gone = []\n\n\ndef serve("),
            ("            conn, _ = server.accept()\n",
             "            conn, _ = server.accept()\n            if gone:\n                return conn.close()\n"),
            ("        except (OSError, UnicodeDecodeError):\n            pass  # only this",
             "        except TimeoutError:\n            pass\n        except (OSError, UnicodeDecodeError):\n"
             "            gone.append(conn)  # not only this"),
        ),
        "hangs up on all after a bad client": wrong(
            "harms_nobody and half",
            "who had been there before, got no answer",
            ("import socket\n", "import socket\nfrom contextlib import suppress\n"),
            ("def talk(conn, patience):\n", "conns = []\n\n\ndef talk(conn, patience):\n    conns.append(conn)\n"),
            ("            pass  # only this client is hung up on",
             "            for one in conns:\n                with suppress(OSError):\n"
             "                    one.shutdown(socket.SHUT_RDWR)"),
        ),
        "decodes what recv() brings": wrong(
            "halves",
            "collect whole lines",
            ('    with conn, conn.makefile(encoding="utf-8", newline="\\n") as lines:\n', "    with conn:\n"),
            ("            for line in lines:\n                conn.sendall(line.upper().encode())\n",
             "            while data := conn.recv(100_000):\n"
             "                conn.sendall(data.decode().upper().encode())\n"),
        ),
        "answers lines that it cannot read": wrong(
            "is_hung_up_on and garbage",
            "and was answered",
            ('makefile(encoding="utf-8", newline="\\n")', 'makefile("rb")'),
            ("                conn.sendall(line.upper().encode())\n",
             '                if line.endswith(b"\\n"):\n'
             '                    text = line.decode(errors="replace")\n'
             "                    conn.sendall(text.upper().encode())\n"),
        ),
        "a tenth of the patience": wrong(
            "hung_up_on and nothing", "hung up at once", ("settimeout(patience)", "settimeout(patience / 10)")
        ),
        "a pool of thirty": wrong(
            "many_clients",
            "Forty clients",
            ("from multiprocessing", "from concurrent.futures import ThreadPoolExecutor\nfrom multiprocessing"),
            ("    while True:\n", "    pool = ThreadPoolExecutor(30)\n    while True:\n"),
            ("Thread(target=talk, args=(conn, patience)).start()", "pool.submit(talk, conn, patience)"),
        ),
        "one line behind": wrong(
            "one_client",
            "an empty line gets",
            ("        try:\n            for line in lines:\n                conn.sendall(line.upper().encode())\n",
             '        try:\n            before = "\\n"\n            for line in lines:\n'
             "                conn.sendall(before.upper().encode())\n                before = line\n"),
        ),
        "says more than the line": wrong(
            "long_line", "300003 came", ("sendall(line.upper()", 'sendall(f"> {line.upper()}"')
        ),
        "a bad client ends the process": wrong(
            "harms_nobody",
            "who had been there before, got no answer",
            ("import socket\n", "import os\nimport socket\n"),
            ("pass  # only this", "os._exit(1)  # not only this"),
        ),
        "a line, and no more": wrong(
            "one_client", "an empty line gets", ("(line.upper().encode())", "(line.upper().encode())\n                return")
        ),
        "replaces what is not UTF-8": wrong(
            "is_hung_up_on and garbage",
            "and was answered",
            ('encoding="utf-8", newline', 'encoding="utf-8", errors="replace", newline'),
            also=[("is_hung_up_on and half", "and was answered")],
        ),
        "keeps the connection": wrong(
            "is_hung_up_on and garbage",
            "stayed open",
            ("    with conn, conn.makefile", "    kept.append(conn)\n    with conn.makefile"),
            ("def serve(", "kept = []\n\n\ndef serve("),
            also=[("is_hung_up_on and half", "stayed open")],
        ),
        "a pool of four": wrong(
            "many_clients",
            "Forty clients",
            ("from multiprocessing", "from concurrent.futures import ThreadPoolExecutor\nfrom multiprocessing"),
            ("    while True:\n", "    pool = ThreadPoolExecutor(4)\n    while True:\n"),
            ("Thread(target=talk, args=(conn, patience)).start()", "pool.submit(talk, conn, patience)"),
        ),
        "any end of a line": wrong("line_feed", "Text files take", (', newline="\\n"', "")),
        "ends when files run out": wrong("crowd", "no file descriptor", ("(EMFILE, ENFILE)", "()")),
        "sends a part": wrong("long_line", "300001", ("sendall(line", "send(line")),
        "no patience": wrong("hung_up_on and nothing", "did not hang up", ("    conn.settimeout(patience)\n", "")),
        "one at a time": wrong(
            "nothing_stops_nobody",
            "got no answer",
            ("Thread(target=talk, args=(conn, patience)).start()", "talk(conn, patience)"),
        ),
    },
}  # fmt: skip
