"""A manager keeps objects for others; what is inside is a copy."""

from multiprocessing import Manager, Process


def order(book):
    book["open"] = True  # a message to the manager: it does this
    book["Ann"].append("soup")  # changes a copy, which is dropped
    orders = book["Bob"]
    orders.append("fish")
    book["Bob"] = orders  # so send it back


if __name__ == "__main__":
    with Manager() as manager:
        book = manager.dict(open=False, Ann=[], Bob=[])
        waiter = Process(target=order, args=(book,))
        waiter.start()
        waiter.join()
        for key, value in book.items():
            print(f"{key}: {value}")
