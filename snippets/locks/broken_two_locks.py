"""Broken: two locks guard one sum, so a reader sees it half done."""

from threading import Event, Lock, Thread

accounts = {"Ann": 100, "Bob": 100}
writing, reading = Lock(), Lock()
half_done, looked = Event(), Event()


def transfer(amount):
    with writing:
        accounts["Ann"] -= amount
        half_done.set()
        looked.wait()
        accounts["Bob"] += amount


def audit():
    half_done.wait()
    with reading:  # nobody else takes this lock
        print("the auditor counts:", sum(accounts.values()))
    looked.set()


if __name__ == "__main__":
    print("before:", sum(accounts.values()))
    threads = [
        Thread(target=transfer, args=(50,)),
        Thread(target=audit),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("after:", sum(accounts.values()))
