"""Broken: two processes look, and only then begin to write."""

import sqlite3
from contextlib import closing
from functools import partial
from multiprocessing import Barrier, Process
from tempfile import TemporaryDirectory

PAY = "UPDATE account SET balance = ?, paid = paid + 8000"
connect = partial(sqlite3.connect, timeout=30, isolation_level=None)


def withdraw(path, both_have_looked):
    with closing(connect(path)) as db:
        look = db.execute("SELECT balance FROM account")
        [balance] = look.fetchone()
        both_have_looked.wait()  # the unlucky moment, made certain
        if balance >= 80_00:
            db.execute("BEGIN IMMEDIATE")
            db.execute(PAY, [balance - 80_00])
            db.execute("COMMIT")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path, meeting = f"{folder}/bank.db", Barrier(2)
        with closing(connect(path)) as db:
            db.execute("CREATE TABLE account (balance, paid)")
            db.execute("INSERT INTO account VALUES (10000, 0)")
        machines = [
            Process(target=withdraw, args=(path, meeting)) for _ in "AB"
        ]
        for machine in machines:
            machine.start()
        for machine in machines:
            machine.join()
        with closing(connect(path)) as db:
            [[left, paid]] = db.execute("SELECT * FROM account")
            print(f"in the account: {left}, paid out: {paid}")
