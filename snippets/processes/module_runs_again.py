"""Count how often this file runs under each start method."""

import multiprocessing as mp

print(f"this file runs as {__name__}")


def work():
    pass


if __name__ == "__main__":
    for method in sorted(mp.get_all_start_methods()):
        print(f"{method}: two children")
        ctx = mp.get_context(method)
        for _ in range(2):
            child = ctx.Process(target=work)
            child.start()
            child.join()
