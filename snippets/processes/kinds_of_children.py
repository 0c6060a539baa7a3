"""How a pool makes its workers; max_tasks_per_child changes it."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import current_process, get_start_method


def kind():
    return type(current_process()).__name__


if __name__ == "__main__":
    print("default:", get_start_method())
    with ProcessPoolExecutor(1) as pool:
        print("a pool: ", pool.submit(kind).result())
    with ProcessPoolExecutor(1, max_tasks_per_child=10) as pool:
        print("with max_tasks_per_child:", pool.submit(kind).result())
