"""Small programs of the kinds with which threads are taught, as people write them.

Each with its remedy where the explorer refuses it: what the refusal says to do, done.
"""

TWO_COUNTERS = """
import threading

counter = 0
lock = threading.Lock()

def increment(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 1

t1 = threading.Thread(target=increment, args=(2,))
t2 = threading.Thread(target=increment, args=(2,))
t1.start()
t2.start()
t1.join()
t2.join()
print(f"counter = {counter}")
"""
HELLO = """
import threading
import time

def worker(num):
    print(f"Worker: {num}")
    time.sleep(1)

threads = []
for i in range(3):
    t = threading.Thread(target=worker, args=(i,))
    threads.append(t)
    t.start()
for t in threads:
    t.join()
print("done")
"""
NAMES = """
import threading
import time

def worker():
    print(threading.current_thread().name, "starting")
    time.sleep(0.2)
    print(threading.current_thread().getName(), "exiting")

w = threading.Thread(name="worker", target=worker)
w2 = threading.Thread(target=worker)
w.start()
w2.start()
"""
DAEMON = """
import logging
import threading
import time

logging.basicConfig(level=logging.DEBUG, format="(%(threadName)-10s) %(message)s")

def daemon():
    logging.debug("Starting")
    time.sleep(0.2)
    logging.debug("Exiting")

def non_daemon():
    logging.debug("Starting")
    logging.debug("Exiting")

d = threading.Thread(name="daemon", target=daemon)
d.setDaemon(True)
t = threading.Thread(name="non-daemon", target=non_daemon)
d.start()
t.start()
d.join(0.1)
print("d.is_alive()", d.is_alive())
t.join()
"""
SUBCLASS = """
import threading

class Square(threading.Thread):
    def __init__(self, number):
        super().__init__()
        self.number = number
        self.result = None

    def run(self):
        self.result = self.number ** 2

squares = [Square(n) for n in (2, 3)]
for square in squares:
    square.start()
for square in squares:
    square.join()
print([square.result for square in squares])
"""
TIMER = """
import threading

def delayed():
    print("worker running")

t1 = threading.Timer(0.3, delayed)
t2 = threading.Timer(0.3, delayed)
t1.start()
t2.start()
t2.cancel()
print("done")
"""
EVENT = """
import threading

def wait_for_event(e):
    e.wait()
    print("event set:", e.is_set())

def wait_for_event_timeout(e, t):
    while not e.is_set():
        if e.wait(t):
            print("processing event")
        else:
            print("doing other work")
            break

e = threading.Event()
t1 = threading.Thread(target=wait_for_event, args=(e,))
t2 = threading.Thread(target=wait_for_event_timeout, args=(e, 2))
t1.start()
t2.start()
e.set()
t1.join()
t2.join()
"""
SET_AND_CLEAR = """
import threading

bell = threading.Event()

def listen():
    bell.wait()
    print("heard")

def ring():
    bell.set()
    bell.clear()

threads = [threading.Thread(target=listen), threading.Thread(target=ring)]
for t in threads:
    t.start()
for t in threads:
    t.join()
"""
PRODUCER = """
import queue
import random
import threading

pipeline = queue.Queue(maxsize=1)
random.seed(7)

def producer():
    for _ in range(2):
        message = random.randint(1, 100)
        pipeline.put(message)
    pipeline.put(None)

def consumer():
    while True:
        message = pipeline.get()
        if message is None:
            break
        print("got", message)

t1 = threading.Thread(target=producer)
t2 = threading.Thread(target=consumer)
t1.start()
t2.start()
t1.join()
t2.join()
"""
DAEMON_WORKERS = """
import threading
from queue import Queue

q = Queue()

def worker():
    while True:
        item = q.get()
        print(f"Finished {item}")
        q.task_done()

threading.Thread(target=worker, daemon=True).start()
for item in range(2):
    q.put(item)
q.join()
print("All work completed")
"""
SUBMITTED = """
from concurrent.futures import ThreadPoolExecutor

def square(n):
    return n * n

with ThreadPoolExecutor(max_workers=2) as executor:
    futures = [executor.submit(square, n) for n in (1, 2, 3)]
print([future.result() for future in futures])
"""
MAP = """
from concurrent.futures import ThreadPoolExecutor

def square(n):
    return n * n

with ThreadPoolExecutor(max_workers=2) as executor:
    print(list(executor.map(square, [1, 2, 3])))
"""
AS_COMPLETED = """
from concurrent.futures import ThreadPoolExecutor, as_completed
import time

def fetch(page):
    time.sleep(0.1)
    return f"page {page}"

with ThreadPoolExecutor(max_workers=2) as pool:
    futures = [pool.submit(fetch, n) for n in (1, 2)]
    for future in as_completed(futures):
        print(future.result())
"""
LOCAL = """
import threading

data = threading.local()
seen = []

def work(value):
    data.value = value
    seen.append(data.value)

threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(seen))
"""
SEMAPHORE = """
import threading
import time

pool = threading.BoundedSemaphore(value=2)
active = []

def worker(name):
    with pool:
        active.append(name)
        time.sleep(0.1)
        active.remove(name)

threads = [threading.Thread(target=worker, args=(str(i),)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
"""
CONDITION = """
import threading

condition = threading.Condition()
items = []

def consume():
    with condition:
        while not items:
            condition.wait(timeout=1)
        items.pop()

def produce():
    with condition:
        items.append("bread")
        condition.notify()

c = threading.Thread(target=consume)
p = threading.Thread(target=produce)
c.start()
p.start()
c.join()
p.join()
print(items)
"""
BARRIER = """
import threading

barrier = threading.Barrier(2)

def racer(name):
    print(name, "is ready")
    barrier.wait()
    print(name, "runs")

racers = [threading.Thread(target=racer, args=(n,)) for n in ("Ann", "Bob")]
for r in racers:
    r.start()
for r in racers:
    r.join()
"""
DEADLOCK = """
import threading
import time

lock_a = threading.Lock()
lock_b = threading.Lock()

def one():
    lock_a.acquire()
    time.sleep(0.1)
    lock_b.acquire()
    lock_b.release()
    lock_a.release()

def two():
    lock_b.acquire()
    time.sleep(0.1)
    lock_a.acquire()
    lock_a.release()
    lock_b.release()

first = threading.Thread(target=one)
second = threading.Thread(target=two)
first.start()
second.start()
first.join()
second.join()
"""
BANK = """
import threading
import time

class BankAccount:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if self.balance >= amount:
            time.sleep(0.1)
            self.balance -= amount
            return True
        return False

account = BankAccount(100)
threads = [threading.Thread(target=account.withdraw, args=(80,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("balance:", account.balance)
"""
TIMED = """
import threading
import time

def work():
    time.sleep(1)

start = time.perf_counter()
t1 = threading.Thread(target=work)
t2 = threading.Thread(target=work)
t1.start()
t2.start()
t1.join()
t2.join()
print(f"finished in {time.perf_counter() - start:.2f} s")
"""
MAIN_FUNCTION = """
import threading

def main():
    results = {}

    def download(name):
        results[name] = len(name)

    threads = [threading.Thread(target=download, args=(n,)) for n in ("a", "bc")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(results.items()))

if __name__ == "__main__":
    main()
"""
HEARTBEAT = """
import threading
import time

def beat():
    while True:
        print("tick")
        time.sleep(1)

threading.Thread(target=beat, daemon=True).start()
print("done")
"""
FEWER_LINES = DAEMON.replace('    logging.debug("Exiting")\n', "")
EXPLORED = {
    name.lower(): source
    for name, source in list(globals().items())
    if name.isupper() and name not in ("HEARTBEAT", "DAEMON", "MAP", "FEWER_LINES")
}
REFUSED = {
    "a random number": (
        PRODUCER.replace("random.seed(7)\n", ""),
        "unseeded",
        PRODUCER,
    ),
    "a loop until a time": (
        """
import threading, time

def work():
    end = time.time() + 1
    while time.time() < end:
        len("")

threading.Thread(target=work).start()
""",
        "clock",
        """
import threading

stop = threading.Event()

def work():
    while not stop.wait(timeout=1):
        len("")

threading.Thread(target=work).start()
stop.set()
""",
    ),
    "an endless heartbeat": (
        HEARTBEAT,
        "too_many_states",
        HEARTBEAT.replace("while True:", "for _ in range(2):"),
    ),
    "a map over three items": (MAP, "too_many_states", MAP.replace("[1, 2, 3]", "[1, 2]")),
    "a daemon and four lines of logging": (DAEMON, "too_many_states", FEWER_LINES),
    "too many threads": (
        HELLO.replace("range(3)", "range(20)"),
        "too_many_threads",
        HELLO,
    ),
    "a number from the keyboard": (
        TWO_COUNTERS.replace("args=(2,)", "args=(int(input()),)"),
        "outside",
        TWO_COUNTERS,
    ),
    "sockets": (
        "import socket\n" + HELLO,
        "no_module",
        HELLO,
    ),
}
