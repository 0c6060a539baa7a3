"""Which operations on shared objects go wrong without a lock?"""

import itertools
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
TIMES = max(1000, round(50_000 * SCALE))  # by each thread
FEW = max(200, round(2000 * SCALE))  # of what takes longer
both_ready = Barrier(2)


def repeat(operation, times):
    """The results; None in place of an exception."""
    found = []
    both_ready.wait()
    for number in range(times):
        try:
            found.append(operation(number))
        except (ValueError, IndexError):
            found.append(None)
    return found


def by_two(operation, other=None, times=TIMES):
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(repeat, operation, times)
        two = pool.submit(repeat, other or operation, times)
    return one.result(), two.result()


def report(code, wrong, times=2 * TIMES):
    print(f"{code}: {wrong:,} of {times:,} wrong")


def missing(lists):
    """How many were handed out twice, or not at all."""
    found = [*itertools.chain(*lists)]
    return len(found) - len({*found} - {None})


def add_one(_):
    global x
    x += 1


def add_one_in_dict(_):
    d["k"] += 1


def shift(_):
    lst.insert(0, None)
    lst.pop(0)


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # as often as they can
    x = 0
    by_two(add_one)
    report("x += 1", 2 * TIMES - x)
    d = {"k": 0}
    by_two(add_one_in_dict)
    report("d[k] += 1", 2 * TIMES - d["k"])
    lst = []
    by_two(lst.append)
    report("lst.append(y)", 2 * TIMES - len(lst))
    lst = [*range(2 * TIMES)]
    report("lst.pop()", missing(by_two(lambda _: lst.pop())))
    lst = [*range(2 * FEW)]
    taken = by_two(lambda _: lst.pop(0), times=FEW)
    report("lst.pop(0)", missing(taken), 2 * FEW)
    lst = [*range(1000)]
    _, seen = by_two(lambda _: lst.sort(), lambda _: len(lst))
    report("lst.sort()", sum(n != 1000 for n in seen), TIMES)
    lst = [*range(100)]
    _, seen = by_two(shift, lambda _: 99 in lst)
    report("y in lst", seen.count(False), TIMES)
    d = {}
    one, two = by_two(lambda n: d.setdefault(n, object()))
    wrong = sum(a is not b for a, b in zip(one, two, strict=True))
    report("d.setdefault(k, y)", wrong, TIMES)
    it = iter([*range(2 * TIMES)])
    report("next(it)", missing(by_two(lambda _: next(it))))
    queue = deque()
    by_two(queue.append)
    report("deque.append(y)", 2 * TIMES - len(queue))
    count = itertools.count()
    report("next(count)", missing(by_two(lambda _: next(count))))
