"""Four processes at one file: looks are part of the transaction."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from tempfile import TemporaryDirectory

PAY = "UPDATE mall SET ann = ann - 300, shop = shop + 300"
TAKE = "UPDATE mall SET cakes = cakes - 1, sold = sold + 1"
connect = partial(sqlite3.connect, timeout=30, isolation_level=None)


def buy_cakes(path):
    with closing(connect(path)) as db:
        for _ in range(25):
            db.execute("BEGIN IMMEDIATE")  # now nobody else writes
            look = db.execute("SELECT ann, cakes FROM mall")
            [money, cakes] = look.fetchone()
            if money >= 300 and cakes:
                db.execute(PAY)
                db.execute(TAKE)
            db.execute("COMMIT")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path = f"{folder}/mall.db"
        with closing(connect(path)) as db:
            db.execute("CREATE TABLE mall (ann, shop, cakes, sold)")
            db.execute("INSERT INTO mall VALUES (20000, 0, 50, 0)")
        with ProcessPoolExecutor(max_workers=4) as customers:
            list(customers.map(buy_cakes, [path] * 4))
        with closing(connect(path)) as db:
            [[ann, shop, cakes, sold]] = db.execute(
                "SELECT * FROM mall"
            )
            print(f"Ann has {ann}, the shop has {shop}: {ann + shop}")
            print(f"{cakes} cakes left, {sold} sold: {cakes + sold}")
