"""A process pool takes only what a worker can find by its name."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def double(number):
    return 2 * number


def outcome(order):
    if error := order.exception():
        return type(error).__name__
    return order.result()


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as threads:
        print("thread, lambda:", outcome(threads.submit(lambda: 42)))
    with ProcessPoolExecutor(max_workers=1) as processes:
        print("process, double:", outcome(processes.submit(double, 21)))
        print("process, lambda:", outcome(processes.submit(lambda: 42)))
