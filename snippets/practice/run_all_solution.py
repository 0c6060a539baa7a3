"""Every call has a thread of its own: start all, then join all."""

from threading import Thread, current_thread


def run_all(functions):
    threads = [Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    cooks = []

    def cook():
        cooks.append(current_thread())

    run_all([cook, cook, cook])
    print("dishes cooked:", len(cooks))
    print("threads that cooked:", len(set(cooks)))
