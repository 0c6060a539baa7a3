"""Wrong solutions of the capstones: see wrong_solutions.py."""

from wrong_solutions import Wrong, wrong

COURSE = {
    "a word of its own": wrong(
        "the_service", "'waiting', 'gone']", ('LEFT = "left"', 'LEFT = "gone"')
    ),
    "the seats twice": wrong(
        "the_service",
        "lists: [['Bob', 'Cem'], ['Bob', 'Cem']]",
        ("waiting=waiting)", "waiting=seats)"),
    ),
    "the waiting list first": wrong(
        "waiting_list_moves_up",
        "Your lists: [['Cem', 'Dan'], ['Bob', 'Eve']]",
        ("return people[:seats], people[seats:]", "return people[seats:], people[:seats]"),
        also=[("service_is_killed", "Now the lists are [[], ['Ann']]")],
    ),
    "the first in the list leaves": wrong(
        "waiting_list_moves_up",
        "Your lists: [['Bob', 'Eve'], ['Cem', 'Dan']]",
        (
            '"DELETE FROM places WHERE course = ? AND student = ?",\n            [course, student],',
            '"DELETE FROM places WHERE came = (SELECT min(came) FROM places WHERE course = ?)",\n'
            "            [course],",
        ),
    ),
    "lists that were shown are kept in memory": wrong(
        "another_process",
        "lists were then, here: [['Ann'], []]",
        (
            "            people = self._people(course)\n",
            "            people = self.known.setdefault(course, self._people(course))\n",
        ),
        ("        self.turn = Lock()\n", "        self.turn = Lock()\n        self.known = {}\n"),
    ),
    "places kept in memory": wrong(
        "service_is_killed",
        "Now the lists are [[], []], and the same request is answered by 'seat'",
        ("CREATE TABLE IF NOT EXISTS places", "CREATE TEMP TABLE places"),
    ),
    "nobody waits after a restart": wrong(
        "service_is_killed",
        "Now the lists are [['Ann', 'Bob'], []]",
        (
            "        self.db.executescript(TABLES)\n",
            "        self.db.executescript(TABLES)\n"
            '        self.db.execute("DELETE FROM places WHERE came > 1 + (SELECT min(came) FROM places)")\n',
        ),
    ),
    "writes the list anew that it has read before": wrong(
        "two_at_once and both_leave and same",
        "Cem has a seat",
        (
            "        return self._once(self._leave, request, student, course)",
            "        with self.turn:\n            people = self._people(course)\n"
            "        return self._once(partial(self._leave, people), request, student, course)",
        ),
        ("def _leave(self, ", "def _leave(self, people: list[str], "),
        ("act.__name__", "str(act)"),
        (
            "        if kept[0] != asked:\n            raise ValueError",
            "        if False:\n            raise ValueError",
        ),
        (
            "        gone = self.db.execute(\n"
            '            "DELETE FROM places WHERE course = ? AND student = ?",\n'
            "            [course, student],\n        )\n"
            "        return Answer.LEFT if gone.rowcount else Answer.ABSENT",
            '        self.db.execute("DELETE FROM places WHERE course = ?", [course])\n'
            "        rest = [(course, one) for one in people if one != student]\n"
            '        add = "INSERT INTO places (course, student) VALUES (?, ?)"\n'
            "        self.db.executemany(add, rest)\n"
            "        return Answer.LEFT if student in people else Answer.ABSENT",
        ),
        also=[("two_at_once and leaving and same", "Cem comes first")],
    ),
    "answers in capitals": wrong(
        "the_service", "Answers: ['SEAT', 'SEAT'", ("answer=answer)  #", "answer=answer.name)  #")
    ),
    "takes the seats for the waiting list": wrong(
        "the_service",
        "lists: [[], ['Bob', 'Cem']]",
        ("seats=seats, waiting=waiting)", "seats=waiting, waiting=seats)"),
    ),
    "no lock": wrong(
        "two_at_once and clash and same",
        "so she can have one of them",
        ("        with self.turn:  # one thread of this process\n", "        if True:\n"),
        ("BEGIN IMMEDIATE", "SELECT 1"),
        ('execute("COMMIT")', 'execute("SELECT 1")'),
        also=[("two_at_once and two_tabs and same", "She can have one place")],
    ),
    "a lock of Python alone": wrong(
        "two_at_once and clash and other",
        "came to the other office",
        ("BEGIN IMMEDIATE", "SELECT 1"),
        ('execute("COMMIT")', 'execute("SELECT 1")'),
    ),
    "a transaction that begins with the look": wrong(
        "two_at_once and one_seat and other", "database is locked", ("BEGIN IMMEDIATE", "BEGIN")
    ),
    "the lock of the file alone": wrong(
        "two_at_once and one_seat and same",
        "within a transaction",
        ("        with self.turn:  # one thread of this process\n", "        if True:\n"),
    ),
    "looks for a clash before the lock": wrong(
        "two_at_once and clash and same",
        "so she can have one of them",
        (
            "        return self._once(self._enroll, request, student, course)",
            "        mine = [c for c in self.courses if student in self._people(c)]\n"
            "        clash = any(self.courses[course].hours & self.courses[c].hours for c in mine)\n"
            "        return self._once(partial(self._enroll, clash), request, student, course)",
        ),
        ("def _enroll(self, ", "def _enroll(self, clash: bool, "),
        (
            "        if any(wanted.hours & self.courses[c].hours for (c,) in mine):",
            "        if clash:",
        ),
        ("act.__name__", "str(act)"),
        (
            "        if kept[0] != asked:\n            raise ValueError",
            "        if False:\n            raise ValueError",
        ),
    ),
    "looks for the request before the lock": wrong(
        "two_at_once and double_click and same",
        "It is one request",
        (
            "        with self._transaction():\n            kept =",
            "        if True:\n            kept =",
        ),
        (
            "                answer = act(*order)\n                self.db.execute(\n"
            '                    "INSERT INTO answers VALUES (?, ?, ?)",\n'
            "                    [request, asked, answer],\n                )\n",
            "                with self._transaction():\n                    answer = act(*order)\n"
            '                    self.db.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)",\n'
            "                        [request, asked, answer])\n",
        ),
    ),
    "the waiting list is lost when somebody leaves": wrong(
        "waiting_list_moves_up",
        "wait. Your lists: [['Bob', 'Eve'], []]",
        (
            '"DELETE FROM places WHERE course = ? AND student = ?",\n            [course, student],',
            '"DELETE FROM places WHERE course = ? AND (student = ? OR student NOT IN (SELECT student"\n'
            '            " FROM places WHERE course = ? ORDER BY came LIMIT 2))",\n'
            "            [course, student, course],",
        ),
    ),
    "the last who waits moves up": wrong(
        "waiting_list_moves_up",
        "Your lists: [['Bob', 'Dan'], ['Eve', 'Cem']]",
        (
            "        return Answer.LEFT if gone.rowcount",
            '        last = "SELECT max(came) FROM places WHERE course = ?"\n'
            '        self.db.execute(f"UPDATE places SET came = 2.5 WHERE came = ({last})", [course])\n'
            "        return Answer.LEFT if gone.rowcount",
        ),
        ("    came INTEGER PRIMARY KEY,", "    came REAL,"),
        (
            '"INSERT INTO places (course, student) VALUES (?, ?)"',
            '"INSERT INTO places SELECT count(*) + 1, ?, ? FROM places"',
        ),
    ),
    "two places for one student": wrong(
        "the_rules",
        "Ann has a place, and orders another",
        ("            return Answer.ALREADY", "            pass"),
        ("    UNIQUE (course, student)\n", ""),
        ("    student TEXT NOT NULL,\n", "    student TEXT NOT NULL\n"),
        ("hours for (c,) in mine)", "hours for (c,) in mine if c != course)"),
    ),
    "every request is new": wrong(
        "request_is_done_once",
        "The same request came twice",
        ("            if kept is None:", "            if True:"),
        ('"INSERT INTO answers', '"INSERT OR REPLACE INTO answers'),
    ),
    "a request is forgotten when its place is given back": wrong(
        "request_is_done_once",
        "brought her back",
        (
            "        return Answer.LEFT if gone.rowcount",
            '        self.db.execute("DELETE FROM answers WHERE asked LIKE ?", [f"%{student}%"])\n'
            "        return Answer.LEFT if gone.rowcount",
        ),
    ),
    "kept in memory": wrong(
        "another_process",
        "The other one answered",
        ("            file,\n", '            ":memory:",\n'),
    ),
    "lists kept in memory, too": wrong(
        "another_process",
        "The other one answered",
        (
            '        """All of a course, in the order of coming; by turns."""\n',
            '        """All of a course, in the order of coming; by turns."""\n'
            "        if course in self.known and not self.db.in_transaction:\n"
            "            return self.known[course]\n",
        ),
        (
            "        return [student for (student,) in rows]",
            "        self.known[course] = [student for (student,) in rows]\n"
            "        return self.known[course]",
        ),
        ("        self.turn = Lock()\n", "        self.turn = Lock()\n        self.known = {}\n"),
    ),
    "stores an answer when somebody looks": wrong(
        "killed_at_any_moment",
        "The office was killed after its answer",
        (
            '            self.db.execute("BEGIN IMMEDIATE")  # and one process\n',
            "            if not self.db.in_transaction:\n"
            '                self.db.execute("BEGIN IMMEDIATE")\n',
        ),
        ('                self.db.execute("COMMIT")\n', ""),
        (
            "            people = self._people(course)\n",
            "            if self.db.in_transaction:\n                self.db.commit()\n"
            "            people = self._people(course)\n",
        ),
    ),
    "answers before it is stored": wrong(
        "killed_at_any_moment",
        "The lists were [['Ann', 'Bob'], []]",
        (
            '            self.db.execute("BEGIN IMMEDIATE")  # and one process\n',
            "            if self.db.in_transaction:\n                self.db.commit()\n"
            '            self.db.execute("BEGIN IMMEDIATE")\n',
        ),
        ('                self.db.execute("COMMIT")\n', ""),
        also=[("killed_at_any_moment and Eve", "what was answered stays")],
    ),
    "the answer is kept by a second transaction": wrong(
        "killed_at_any_moment",
        "its answer is kept with it",
        (
            "                answer = act(*order)\n",
            '                answer = act(*order)\n                self.db.execute("COMMIT")\n'
            '                self.db.execute("BEGIN IMMEDIATE")\n',
        ),
    ),
    "requests kept in memory": wrong(
        "service_is_killed",
        "the same request is answered by 'already'",
        ("CREATE TABLE IF NOT EXISTS answers", "CREATE TEMP TABLE answers"),
    ),
    "lists of no course": wrong(
        "the_service",
        "the lists of an unknown course 404",
        ('self.reply(404, error="no such course")', "self.reply(200, seats=[], waiting=[])"),
    ),
    "a transaction is left open": wrong(
        "says_no",
        "Nothing of what was refused may stay",
        ("                self.db.rollback()\n", ""),
    ),
    "the disk is asked for nothing": wrong(
        "power_cut", "nobody had asked the disk", ("synchronous = FULL", "synchronous = NORMAL")
    ),
    "one client at a time": wrong(
        "the_service",
        "Does one client keep the others waiting",
        (
            "import BaseHTTPRequestHandler, ThreadingHTTPServer",
            "import BaseHTTPRequestHandler, HTTPServer",
        ),
        ("class Service(ThreadingHTTPServer)", "class Service(HTTPServer)"),
        ("    timeout = 10  #", "    timeout = 60  #"),
    ),
}

ALL: dict[str, dict[str, Wrong]] = {
    "course": COURSE,
    "atm": {
        "a withdrawal is not committed": wrong(
            "another_process",
            "and found {'Ann': 10000",
            ('                    db.execute("COMMIT")\n',
             '                    if work.__name__ != "withdraw":\n                        db.execute("COMMIT")\n'),
        ),
        "sends to nobody": wrong(
            "money_moves and threads", "balances() says", ("            taker.book(amount)\n", "")
        ),
        "a statement of what came after the opening": wrong(
            "money_moves and threads", "the opening one first", ("entries.copy()", "entries[1:]")
        ),
        "a statement without the last change": wrong(
            "money_moves and threads", "the opening one first", ("entries.copy()", "entries[:-1]")
        ),
        "a statement from the last change back": wrong(
            "money_moves and threads", "the opening one first", ("entries.copy()", "entries[::-1]")
        ),
        "books, then looks": wrong(
            "money_moves and threads",
            "What is refused must change nothing",
            ("        if sum(self.entries) + amount < 0:\n            raise Refused(\"too little money\")\n"
             "        self.entries.append(amount)\n",
             "        self.entries.append(amount)\n        if sum(self.entries) < 0:\n"
             "            raise Refused(\"too little money\")\n"),
        ),
        "halves of cents": wrong(
            "whole_cents and threads",
            "An amount of 0.5 has to raise a ValueError",
            ("type(amount) is not int or amount <= 0", "amount <= 0"),
        ),
        "sends less than nothing": wrong(
            "whole_cents and threads",
            "An amount of 0 has to raise a ValueError, not end with 'ok': in transfer()",
            ("giver.book(-cents(amount))", "giver.book(-amount)"),
        ),
        "pays out less than nothing": wrong(
            "whole_cents and threads",
            "An amount of 0 has to raise a ValueError, not end with 'ok': in withdraw()",
            ("account.cash.get(today, 0) + cents(amount)", "account.cash.get(today, 0) + amount"),
        ),
        "what is paid stays in the cart": wrong(
            "cart_reserves and threads",
            "He pays 3,000, and it is sold",
            ("            for piece in wanted:\n                piece.sold = True\n            return", "            return"),
        ),
        "a checkout on credit": wrong(
            "together and threads",
            "Ann has 100 and a cake for 3,000 in her cart. checkout() ended with",
            ("customer.book(-price)", "customer.entries.append(-price)"),
        ),
        "looks for the name before the lock": wrong(
            "moment and threads and same",
            "Two customers open accounts with the same name",
            ("        with self.lock:\n            if owner in self.accounts:\n"
             '                raise Refused(f"{owner} has an account")\n',
             "        if owner in self.accounts:\n"
             '            raise Refused(f"{owner} has an account")\n        with self.lock:\n'),
        ),
        "looks into the cart before the lock": wrong(
            "moment and threads and paid",
            "presses the button twice",
            ("        with self.lock:\n            wanted = self.in_cart(owner)\n            if not wanted:\n"
             '                raise Refused("the cart is empty")\n            price',
             "        wanted = self.in_cart(owner)\n        if not wanted:\n"
             '            raise Refused("the cart is empty")\n        with self.lock:\n            price'),
            also=[("moment and threads and thoughts", "A checkout while the same cart is emptied")],
        ),
        "no lock": wrong(
            "moment and threads and withdrawals",
            "from the look at the balance to its change is one step",
            ("                stack.enter_context(self.accounts[owner].lock)\n", "                pass\n"),
            also=[("moment and threads and transfers", "Two transfers from one account")],
        ),
        "an entry is lost": wrong(
            "moment and threads and deposits",
            "one was lost, or counted twice",
            ("                stack.enter_context(self.accounts[owner].lock)\n", "                pass\n"),
            ("        self.entries.append(amount)\n", "        self.entries = [*self.entries, amount]\n"),
        ),
        "notes a deposit when the lock is given back": wrong(
            "moment and threads and deposits",
            "Found: statement of Ann: [10000, 100] Right",
            ("    lock: Lock = field(default_factory=Lock)  # of both\n",
             "    lock: Lock = field(default_factory=Lock)  # of both\n"
             "    notes: list[int] = field(default_factory=list)\n"),
            ("    def book(self, amount: int) -> None:\n",
             "    def book(self, amount: int, note: bool = True) -> None:\n"),
            ("        self.entries.append(amount)\n",
             "        self.entries.append(amount)\n        self.notes += [amount] * note\n"),
            ("            account.book(cents(amount))\n",
             "            account.book(cents(amount), note=False)\n"
             "        account.notes = [*account.notes, amount]\n"),
            ("return account.entries.copy()", "return [account.entries[0], *account.notes]"),
        ),
        "counts a deposit when the lock is given back": wrong(
            "moment and threads and deposits",
            "Found: balance of Ann: 10100; statement of Ann: [10000, 100, 200] Right",
            ("    lock: Lock = field(default_factory=Lock)  # of both\n",
             "    lock: Lock = field(default_factory=Lock)  # of both\n    total: int = 0\n"),
            ("    def book(self, amount: int) -> None:\n",
             "    def book(self, amount: int, count: bool = True) -> None:\n"),
            ("        self.entries.append(amount)\n",
             "        self.entries.append(amount)\n        self.total += amount * count\n"),
            ("            account.book(cents(amount))\n",
             "            account.book(cents(amount), count=False)\n"
             "        account.total = account.total + amount\n"),
            ("            sums = [sum(account.entries) for account in accounts]\n",
             "            sums = [one.entries[0] + one.total for one in accounts]\n"),
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
            ("        with self.lock, self.held(*self.accounts) as accounts:\n"
             "            sums = [sum(account.entries) for account in accounts]\n",
             "        with self.lock:\n"
             "            sums = [sum(self.statement(owner)) for owner in self.accounts]\n"),
        ),
        "accounts that were there before": wrong(
            "moment and threads and newcomer",
            "or neither it nor her money",
            ("        with self.lock, self.held(*self.accounts) as accounts:\n"
             "            sums = [sum(account.entries) for account in accounts]\n"
             "            return dict(zip(self.accounts, sums, strict=True))\n",
             "        with self.lock:\n            owners = list(self.accounts)\n"
             "        with self.held(*owners) as accounts:\n"
             "            sums = [sum(account.entries) for account in accounts]\n"
             "            return dict(zip(owners, sums, strict=True))\n"),
        ),
        "the last cent stays": wrong(
            "money_moves and processes",
            "Ann has 6,500 and takes 6,500 out",
            ("if self.balance(db, owner) + amount < 0", "if self.balance(db, owner) + amount < 1"),
        ),
        "a cent over the limit": wrong(
            "limit_of_a_day and processes",
            "the day after that 501: refused",
            ("(taken or 0) > self.limit", "(taken or 1) > self.limit"),
        ),
        "counts while somebody pays": wrong(
            "moment and threads and shelf",
            "it has to show both sold, or none",
            ("        found: Stock = {}\n        with self.lock:\n",
             "        found: Stock = {}\n        if True:\n"),
        ),
        "a delivery that is seen half": wrong(
            "moment and threads and delivery",
            "it has to show both, or none",
            ("        with self.lock:\n            for _ in range(n)",
             "        if True:\n            for _ in range(n)"),
        ),
        "a cart for anybody": wrong(
            "money_moves and threads",
            "Eve has no account and puts a cake in her cart",
            ("        with self.lock, self.held(owner):\n            for piece in self.pieces:\n"
             "                if piece.article",
             "        with self.lock:\n            for piece in self.pieces:\n"
             "                if piece.article"),
        ),
        "a cart of nobody": wrong(
            "money_moves and threads",
            "Eve has no account and empties her cart",
            ("        with self.lock, self.held(owner):\n            for piece in self.in_cart",
             "        with self.lock:\n            for piece in self.in_cart"),
        ),
        "a statement of nobody": wrong(
            "money_moves and processes",
            "Eve has no account and asks for her statement",
            ('        self.balance(db, owner)  # or refused\n        look = f"SELECT amount',
             '        look = f"SELECT amount'),
        ),
        "looks at the shelf without the lock": wrong(
            "moment and threads and cake",
            "Two customers want the last cake",
            ("        with self.lock, self.held(owner):\n            for piece in self.pieces:\n                if piece.article",
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
        "no retry": wrong("says_no", "all of it has to be tried again", ("MOST_TRIES = 100", "MOST_TRIES = 1"),
            also=[("says_no and transfer", "Nothing of transfer()"), ("says_no and checkout", "Nothing of checkout()")]),
        "no patience": wrong(
            "moment and processes and deposits",
            "It has to end as if one had come after the other",
            ("timeout=30", "timeout=0"), ("MOST_TRIES = 100", "MOST_TRIES = 2"),
        ),
    },
}  # fmt: skip

TABLES = "        self.db.executescript(TABLES)\n"
CLOSED = "        with self.turn:\n            self.db.close()\n"
ONCE = "    def _once(self, act: Act, request: str, *order: str) -> Answer:\n"
# What is another way to be right: the tests that have to pass, and the changes of the model solution.
RIGHT = {
    "transfer": {
        "gives one back and tries again": (
            "test",
            ("    with first.lock, second.lock:\n        source.balance -= amount\n"
             "        target.balance += amount\n",
             "    first.lock.acquire()\n"
             "    while not second.lock.acquire(timeout=0.01):\n"
             "        first.lock.release()\n        first.lock.acquire()\n"
             "    source.balance -= amount\n    target.balance += amount\n"
             "    second.lock.release()\n    first.lock.release()\n"),
        ),
    },
    "course": {
        "one thread owns the connection, and takes orders from a queue": (
            "course",
            ("import json\n", "import json\nimport queue\n"),
            (
                TABLES,
                f"{TABLES}        self.orders = queue.Queue()\n"
                "        self.owner = Thread(target=self.work, daemon=True)\n"
                "        self.owner.start()\n",
            ),
            (CLOSED, f"        self.orders.put(None)\n        self.owner.join()\n{CLOSED}"),
            (
                ONCE,
                f"{ONCE}        reply = queue.Queue()\n"
                "        self.orders.put((reply, act, request, order))\n"
                "        found = reply.get()\n"
                "        if isinstance(found, Exception):\n            raise found\n"
                "        return found\n\n"
                "    def work(self):\n"
                "        while (one := self.orders.get()) is not None:\n"
                "            reply, act, request, order = one\n"
                "            try:\n                reply.put(self._act(act, request, *order))\n"
                "            except Exception as error:\n                reply.put(error)\n\n"
                f"{ONCE.replace('_once', '_act')}",
            ),
        ),
        "a connection for each call, and no lock of Python": (
            "not (two_at_once and other)",  # the same office has other connections, too
            ("from threading import", "from threading import local,"),
            ("            file,\n            timeout=30,", "            self.file,\n            timeout=30,"),
            ("        self.turn = Lock()\n        self.db = sqlite3.connect(",
             "        self.file, self.own = file, local()\n        self.open()\n        self.db.close()\n\n"
             "    def open(self):\n        self.own.db = sqlite3.connect("),
            (TABLES, f"{TABLES}\n    @property\n    def db(self):\n        return self.own.db\n"),
            (CLOSED, "        pass\n"),
            ("        with self.turn:\n            people = self._people(course)\n",
             "        self.open()\n        with closing(self.db):\n            people = self._people(course)\n"),
            ("        with self.turn:  # one thread of this process\n",
             "        self.open()\n        with closing(self.db):\n"),
        ),
    },
    "atm": {
        "one lock that its holder may take again": (
            "threads",
            ("from threading import Lock", "from threading import RLock as Lock"),
            ("        self.lock = Lock()  # of the shop: the next two\n", "        self.lock = THE_LOCK\n"),
            ("    lock: Lock = field(default_factory=Lock)  # of both\n", "    lock: Lock = field(default_factory=lambda: THE_LOCK)\n"),
            ("@dataclass\nclass Account", "THE_LOCK = Lock()\n\n\n@dataclass\nclass Account"),
        ),
        "a condition for a lock": (
            "moment and threads",
            ("from threading import Lock", "from threading import Condition as Lock"),
        ),
        "begins to write late, and tries again": (
            "(moment and processes) or says_no",
            ("BEGIN IMMEDIATE", "BEGIN"), ("MOST_TRIES = 100", "MOST_TRIES = 3"),
        ),
        "a transaction of the sqlite3 module": (
            "(moment and processes) or says_no or power",
            ('                    db.execute("BEGIN IMMEDIATE")  # before any look\n'
             "                    result = work(mall, db, *args, **kw)\n"
             '                    db.execute("COMMIT")\n'
             "                    return result\n",
             "                    with db:\n"
             '                        db.execute("BEGIN IMMEDIATE")\n'
             "                        return work(mall, db, *args, **kw)\n"),
        ),
    },
}  # fmt: skip
