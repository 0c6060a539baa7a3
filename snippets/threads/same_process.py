"""Threads share one process; the system numbers each thread."""

import os
import threading


def introduce(cards, all_here):
    name = threading.current_thread().name
    cards[name] = (os.getpid(), threading.get_native_id())
    all_here.wait()  # no thread ends before all have been seen


if __name__ == "__main__":
    cards = {}
    all_here = threading.Barrier(3)
    for name in ["baker", "waiter"]:
        threading.Thread(
            target=introduce, args=(cards, all_here), name=name
        ).start()
    introduce(cards, all_here)

    for name in ["MainThread", "baker", "waiter"]:
        pid, native_id = cards[name]
        print(f"{name}: pid {pid}, native id {native_id}")
    native_ids = {native_id for _, native_id in cards.values()}
    print("different native ids:", len(native_ids))
