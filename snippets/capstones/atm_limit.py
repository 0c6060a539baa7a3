"""One lock, from the look at the limit to the last change."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

LIMIT = 500_00  # cents a day


@dataclass
class Account:
    entries: list[int]  # the balance is their sum
    cash_today: int = 0
    lock: Lock = field(default_factory=Lock)

    def withdraw(self, amount: int) -> bool:
        with self.lock:
            within = self.cash_today + amount <= LIMIT
            enough = sum(self.entries) >= amount
            if within and enough:
                self.cash_today += amount
                self.entries.append(-amount)
            return within and enough


if __name__ == "__main__":
    account = Account([2_000_00])
    amounts = [20_00, 30_00] * 50
    with ThreadPoolExecutor(max_workers=8) as machines:
        paid = list(machines.map(account.withdraw, amounts))
    cash = sum(
        amount for amount, ok in zip(amounts, paid, strict=True) if ok
    )
    print("within the limit:", cash <= LIMIT)
    print("nothing more would go:", cash + 30_00 > LIMIT)
    print("the statement adds up:", sum(account.entries) + cash)
