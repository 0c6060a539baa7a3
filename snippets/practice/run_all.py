"""Start here: one thread makes all the calls, one after the other."""

from threading import current_thread


def run_all(functions):
    for function in functions:
        function()


if __name__ == "__main__":
    cooks = []

    def cook():
        cooks.append(current_thread())

    run_all([cook, cook, cook])
    print("dishes cooked:", len(cooks))
    print("threads that cooked:", len(set(cooks)))
