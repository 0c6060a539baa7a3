"""Wrong solutions of the capstones: see wrong_solutions.py."""

from wrong_solutions import Wrong, wrong

ALL: dict[str, dict[str, Wrong]] = {
    "atm": {
        "no lock": wrong(
            "moment and threads and withdrawals",
            "from the look at the balance to its change is one step",
            ("                stack.enter_context(self.accounts[owner].lock)\n", "                pass\n"),
        ),
        "a lock for each call": wrong(
            "moment and threads and withdrawals",
            "from the look at the balance to its change is one step",
            ("stack.enter_context(self.accounts[owner].lock)", "stack.enter_context(Lock())"),
        ),
        "the lock is too small": wrong(
            "moment and threads and limit",
            "from the look at what was withdrawn today to the withdrawal is one step",
            ("        with self.held(owner) as [account]:\n            cash = account.cash.get(today, 0) + cents(amount)\n"
             "            if cash > self.limit:\n                raise Refused(\"over the limit of the day\")\n",
             "        [account] = [self.accounts[owner]]\n        cash = account.cash.get(today, 0) + cents(amount)\n"
             "        if cash > self.limit:\n            raise Refused(\"over the limit of the day\")\n"
             "        with self.held(owner):\n"),
        ),
        "two locks in two orders": wrong(
            "moment and threads and opposite",
            "In which order does each take its locks?",
            ("sorted(set(owners))", "dict.fromkeys(owners)"),
        ),
        "a lock taken twice": wrong(
            "moment and threads and checkout",
            "Does one take a lock twice?",
            ("            wanted = self.in_cart(owner)\n            if not", "            with self.lock:\n"
             "                wanted = self.in_cart(owner)\n            if not"),
        ),
        "one account after the other": wrong(
            "moment and threads and reader",
            "has to show all accounts at one moment",
            ("        with self.held(*owners) as accounts:  # all at one moment\n"
             "            sums = [sum(account.entries) for account in accounts]\n",
             "        sums = [sum(self.statement(owner)) for owner in owners]\n"),
        ),
        "looks at the shelf without the lock": wrong(
            "moment and threads and cake",
            "Two customers want the last cake",
            ("        with self.lock:\n            for piece in self.pieces:\n                if piece.article",
             "        if True:\n            for piece in self.pieces:\n                if piece.article"),
        ),
        "a cart that reserves nothing": wrong(
            "cart_reserves and threads",
            "Ann puts it in her cart: free 0, in carts 1",
            ("state = 2 if piece.sold else 1 if piece.owner else 0", "state = 2 if piece.sold else 0"),
        ),
        "stock without money": wrong(
            "together and threads",
            "has to leave all as it was",
            ("            with self.held(owner, SHOP)",
             "            for piece in wanted:\n                piece.sold = True\n            with self.held(owner, SHOP)"),
        ),
        "float money": wrong(
            "whole_cents and threads",
            "somewhere money is a float",
            ("    return amount\n\n\n@dataclass", "    return amount / 1.0\n\n\n@dataclass"),
        ),
        "a limit for life": wrong(
            "limit_of and threads", "On the next day", ("today = self.today()\n        with", "today = date.min\n        with")
        ),
        "in-memory state behind two processes": wrong(
            "another_process",
            "Another process then made a StoredMall of the same file",
            ("class StoredMall:\n", "class StoredMall(Mall):\n    def __init__(self, path: str, limit: int, today: Today = date.today) -> None:\n"
             "        super().__init__(limit, today)\n\n\nclass Unused:\n"),
        ),
        "a lock of threads between processes": wrong(
            "moment and processes and withdrawals",
            "from the look at the balance to its change is one step",
            ("    def whole(", "    lock = Lock()\n\n    def whole("),
            ("                with closing(mall.connect()) as db:  # or rolled back\n"
             '                    db.execute("BEGIN IMMEDIATE")  # before any look\n',
             "                with lock, closing(mall.connect()) as db:\n"),
            ('                    db.execute("COMMIT")\n', ""),
        ),
        "looks before the transaction": wrong(
            "moment and processes and limit",
            "from the look at what was withdrawn today to the withdrawal is one step",
            ('        today = self.today().isoformat()\n',
             '        today = self.today().isoformat()\n        db.execute("COMMIT")\n'),
            ('        self.book(db, owner, -amount, cash=today)',
             '        db.execute("BEGIN IMMEDIATE")\n        self.book(db, owner, -amount, cash=today)'),
        ),
        "two transactions": wrong(
            "power",
            "one transaction, one commit",
            ("        self.book(db, SHOP, price)\n",
             '        self.book(db, SHOP, price)\n        db.execute("COMMIT")\n        db.execute("BEGIN IMMEDIATE")\n'),
        ),
        "retry without rollback": wrong(
            "says_no",
            "Nothing of withdraw() may stay",
            ("        for attempt in range(MOST_TRIES):\n            try:\n"
             "                with closing(mall.connect()) as db:  # or rolled back\n"
             '                    db.execute("BEGIN IMMEDIATE")  # before any look\n',
             "        db = mall.connect()\n        for attempt in range(MOST_TRIES):\n            try:\n"
             "                if db:\n                    if not db.in_transaction:\n"
             '                        db.execute("BEGIN IMMEDIATE")\n'),
        ),
        "no retry": wrong("says_no", "all of it has to be tried again", ("MOST_TRIES = 100", "MOST_TRIES = 1")),
        "no patience": wrong(
            "moment and processes and deposits",
            "It has to end as if one had come after the other",
            ("timeout=30", "timeout=0"), ("MOST_TRIES = 100", "MOST_TRIES = 2"),
        ),
    },
}  # fmt: skip
