"""chunksize: how many calls travel to a worker in one message."""

from concurrent.futures import ProcessPoolExecutor


class CountingPool(ProcessPoolExecutor):
    messages = 0

    def submit(self, *call):  # map() calls it, once for each chunk
        self.messages += 1
        return super().submit(*call)


def double(number):
    return 2 * number


if __name__ == "__main__":
    with CountingPool(max_workers=2) as pool:
        for chunksize in 1, 50:
            pool.messages = 0
            answers = pool.map(double, range(1000), chunksize=chunksize)
            total = sum(answers)
            print(f"chunks of {chunksize}: {pool.messages} messages,")
            print("  sum of the answers:", total)
