"""How often do two threads that switch often lose a step?"""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, local

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
ROUNDS, CALLS = max(2, round(30 * SCALE)), 10_000
TRIES = 2 * ROUNDS * CALLS
both_ready = Barrier(2)
balance, portions, tickets = 0, {}, 1
sold_twice = []
mine = local()


def pay_in():
    global balance
    seen = balance
    new = seen + 50
    balance = new


def order(dish):
    if dish not in portions:
        portions[dish] = 0
    portions[dish] += 1


def sell():
    global tickets
    if tickets > 0:
        tickets -= 1


def sell_again():
    global tickets
    tickets = 1
    sell()
    if tickets < 0:
        sold_twice.append(tickets)


def plus_50(number):
    return number + 50


def pay_in_by_call():
    global balance
    balance = plus_50(balance)


def pay_in_by_with():
    global balance
    lock = mine.lock  # nobody else wants it
    seen = balance
    with lock:
        balance = seen + 50


def call(function, *args):
    mine.lock = Lock()
    for _ in range(ROUNDS):
        both_ready.wait()
        for _ in range(CALLS):
            function(*args)


def by_two(*task):
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(call, *task) for _ in range(2)]:
            done.result()


def report(label, lost):
    print(f"{label}: {lost:,} of {TRIES:,} lost")


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # as often as they can
    by_two(pay_in)
    report("three_steps", TRIES - balance // 50)
    by_two(order, "soup")
    report("first_order", TRIES - portions["soup"])
    by_two(sell_again)
    report("last_ticket", len(sold_twice))
    balance = 0
    by_two(pay_in_by_call)
    report("with a call", TRIES - balance // 50)
    balance = 0
    by_two(pay_in_by_with)
    report("into a with block", TRIES - balance // 50)
