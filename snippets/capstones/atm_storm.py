"""A storm at one account: two cash machines, and what they leave."""

from contextlib import nullcontext
from threading import Barrier, Lock, Thread


def storm(title, lock, meet):
    balance, paid = [100], [0]  # all that they ever were
    notebook = Lock()  # keeps these lists, and no account

    def cash_machine():
        for _ in range(10):
            with lock:
                seen = balance[-1]
                meet()
                cash = 10 if seen >= 10 else 0
                with notebook:
                    balance.append(seen - cash)
                    paid.append(paid[-1] + cash)

    machines = [Thread(target=cash_machine) for _ in range(2)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    both = [sum(pair) for pair in zip(balance, paid, strict=True)]
    print(f"{title}:")
    print("  in the account:", *balance)
    print("  paid out:", *paid)
    print("  together:", *both)


if __name__ == "__main__":
    storm("without a lock", nullcontext(), meet=Barrier(2).wait)
    storm("with a lock", Lock(), meet=lambda: None)
