"""Broken: the cake goes first, and then there is no money for it."""

from threading import Event, Lock, Thread

PRICE = 30_00
account_lock, shelf_lock = Lock(), Lock()
mall = {"Ann": 40_00, "shop": 0, "cakes": 1}
looked, withdrawn = Event(), Event()


def checkout():
    with account_lock:
        enough = mall["Ann"] >= PRICE
    looked.set()
    withdrawn.wait()  # the unlucky moment, made certain
    if enough:
        with shelf_lock:
            mall["cakes"] -= 1
        with account_lock:
            if mall["Ann"] < PRICE:
                raise ValueError("too little money")
            mall["Ann"] -= PRICE
            mall["shop"] += PRICE


def withdraw():
    looked.wait()
    with account_lock:
        mall["Ann"] -= 20_00
    withdrawn.set()


if __name__ == "__main__":
    threads = Thread(target=checkout), Thread(target=withdraw)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("cakes left:", mall["cakes"])
    print("paid to the shop:", mall["shop"])
