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
OLD_NAMES = """
import logging
import threading

box, cond, done = [], threading.Condition(), threading.Event()

def consumer():
    with cond:
        while not box:
            cond.wait()
        logging.info("%s has %s", threading.currentThread().getName(), box)
    done.set()

logging.basicConfig(format="%(asctime)s: %(message)s", level=logging.INFO, datefmt="%H:%M:%S")
t = threading.Thread(target=consumer)
t.start()
with cond:
    box.append(1)
    cond.notifyAll()
t.join()
print(threading.activeCount(), done.isSet())
"""
HUNDRED_THOUSAND = """
import threading

counter = 0

def increment():
    global counter
    for _ in range(100_000):
        counter += 1

threads = [threading.Thread(target=increment) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter)
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
TRANSFER = """
import threading
import time

class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.lock = threading.Lock()

def transfer(a, b, amount):
    with a.lock:
        time.sleep(0.1)
        with b.lock:
            a.balance -= amount
            b.balance += amount

ann, bob = Account("Ann", 100), Account("Bob", 100)
t1 = threading.Thread(target=transfer, args=(ann, bob, 10))
t2 = threading.Thread(target=transfer, args=(bob, ann, 20))
t1.start()
t2.start()
t1.join()
t2.join()
print(ann.balance, bob.balance)
"""
PING_PONG = """
from threading import Event, Thread

ping, pong = Event(), Event()

def player(name, mine, other):
    for _ in range(3):
        mine.wait()
        mine.clear()
        print(name)
        other.set()

a = Thread(target=player, args=("ping", ping, pong))
b = Thread(target=player, args=("pong", pong, ping))
a.start()
b.start()
ping.set()
a.join()
b.join()
"""
H2O = """
from threading import Barrier, Semaphore, Thread

h_slots, o_slots = Semaphore(2), Semaphore(1)
bond = Barrier(3)

def hydrogen():
    with h_slots:
        bond.wait()
        print("H", end="")

def oxygen():
    with o_slots:
        bond.wait()
        print("O", end="")

threads = [Thread(target=f) for f in (hydrogen, oxygen, hydrogen)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print()
"""
ODD_EVEN = """
import threading

n = 6
count = 1
lock = threading.Condition()

def printer(parity):
    global count
    while True:
        with lock:
            while count <= n and count % 2 != parity:
                lock.wait()
            if count > n:
                break
            print(threading.current_thread().name, count)
            count += 1
            lock.notify()

odd = threading.Thread(target=printer, args=(1,), name="odd")
even = threading.Thread(target=printer, args=(0,), name="even")
odd.start()
even.start()
odd.join()
even.join()
"""
LATCH = """
import threading

class CountDownLatch:
    def __init__(self, count):
        self.count = count
        self.condition = threading.Condition()

    def count_down(self):
        with self.condition:
            self.count -= 1
            if self.count <= 0:
                self.condition.notify_all()

    def wait(self):
        with self.condition:
            while self.count > 0:
                self.condition.wait()

latch = CountDownLatch(2)

def service(name):
    print(name, "ready")
    latch.count_down()

for name in ("db", "cache"):
    threading.Thread(target=service, args=(name,)).start()
latch.wait()
print("all services ready")
"""
TRY_LOCK = """
import threading
import time

lock = threading.Lock()

def worker(name):
    for attempt in range(2):
        if lock.acquire(timeout=0.1):
            try:
                print(name, "has the lock")
                time.sleep(0.3)
            finally:
                lock.release()
            return
        print(name, "retries")
    print(name, "gives up")

threads = [threading.Thread(target=worker, args=(n,)) for n in ("A", "B")]
for t in threads:
    t.start()
for t in threads:
    t.join()
"""
DOWNLOADS = """
import concurrent.futures
import time

def download(name, seconds):
    time.sleep(seconds)
    if name == "bad":
        raise ValueError("no such file")
    return name

with concurrent.futures.ThreadPoolExecutor() as ex:
    futures = {ex.submit(download, n, s): n for n, s in [("good", 0.2), ("bad", 0.1)]}
    for f in concurrent.futures.as_completed(futures):
        try:
            print(futures[f], f.result())
        except ValueError as e:
            print(futures[f], "failed:", e)
"""
SINGLETON = """
import threading

class Singleton:
    _instance = None
    _lock = threading.Lock()

    def __new__(cls):
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = super().__new__(cls)
        return cls._instance

seen = []

def work():
    seen.append(Singleton())

threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(seen[0] is seen[1])
"""
READERS = """
import threading

class RWLock:
    def __init__(self):
        self.readers = 0
        self.mutex = threading.Lock()
        self.write = threading.Lock()

    def acquire_read(self):
        with self.mutex:
            self.readers += 1
            if self.readers == 1:
                self.write.acquire()

    def release_read(self):
        with self.mutex:
            self.readers -= 1
            if self.readers == 0:
                self.write.release()

lock = RWLock()
data = {"x": 0}
seen = []

def reader():
    lock.acquire_read()
    try:
        seen.append(data["x"])
    finally:
        lock.release_read()

def writer():
    with lock.write:
        data["x"] += 1

threads = [threading.Thread(target=f) for f in (reader, writer)]
[t.start() for t in threads]
[t.join() for t in threads]
"""
REPEAT = """
import threading

class RepeatTimer(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)

timer = RepeatTimer(1.0, print, args=("tick",))
timer.start()
timer.join(2.5)
timer.cancel()
timer.join()
print("stopped")
"""
RATE = """
import threading
import time

class RateLimiter:
    def __init__(self, rate):
        self.interval = 1 / rate
        self.lock = threading.Lock()
        self.next = time.monotonic()

    def wait(self):
        with self.lock:
            now = time.monotonic()
            delay = self.next - now
            self.next = max(self.next, now) + self.interval
        if delay > 0:
            time.sleep(delay)

limiter = RateLimiter(10)

def call(n):
    limiter.wait()
    print("call", n)

threads = [threading.Thread(target=call, args=(n,)) for n in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
"""
CONNECTED = """
import threading

connected = {"Ann": 5001, "Bob": 5002}

def leave(name):
    del connected[name]

def tell():
    print([name for name in connected])

bob = threading.Thread(target=leave, args=("Bob",))
ann = threading.Thread(target=tell)
bob.start()
ann.start()
bob.join()
ann.join()
"""
FEWER_LINES = DAEMON.replace('    logging.debug("Exiting")\n', "")
NOT_AS_THEY_ARE = {
    *("HEARTBEAT", "DAEMON", "MAP", "FEWER_LINES", "SINGLETON", "READERS", "REPEAT", "RATE"),
    *("CONNECTED", "HUNDRED_THOUSAND", "NOT_AS_THEY_ARE"),
}
EXPLORED = {
    name.lower(): source
    for name, source in list(globals().items())
    if name.isupper() and name not in NOT_AS_THEY_ARE
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
        "too_long",
        HEARTBEAT.replace("while True:", "for _ in range(2):"),
    ),
    "a hundred thousand rounds": (
        HUNDRED_THOUSAND,
        "too_long",
        HUNDRED_THOUSAND.replace("100_000", "2"),
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
    "an object made inside another call": (
        SINGLETON,
        "too_many_states",
        SINGLETON.replace("seen.append(Singleton())", "one = Singleton()\n    seen.append(one)"),
    ),
    "a comprehension that starts threads": (
        READERS.replace("reader, writer)", "reader, writer, reader)"),
        "too_many_states",
        READERS.replace("[t.start() for t in threads]", "for t in threads:\n    t.start()").replace(
            "[t.join() for t in threads]", "for t in threads:\n    t.join()"
        ),
    ),
    "a dictionary that is looked through and changed": (
        CONNECTED,
        "gone_through",
        CONNECTED.replace(
            "print([name for name in connected])",
            "for name in connected:\n        print(name)",
        ),
    ),
    "what a timer is made of": (
        REPEAT,
        "no_method",
        """
import threading

stop = threading.Event()

def tick():
    for _ in range(2):
        if stop.wait(1.0):
            break
        print("tick")

timer = threading.Thread(target=tick)
timer.start()
timer.join(2.5)
stop.set()
timer.join()
print("stopped")
""",
    ),
    "a rate by the clock": (
        RATE,
        "clock",
        """
import threading

lock = threading.Lock()
never = threading.Event()

def call(n):
    with lock:
        print("call", n)
        never.wait(timeout=0.1)

threads = [threading.Thread(target=call, args=(n,)) for n in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
""",
    ),
}
