"""Asked to stop, a process cleans up; terminated, it does not."""

import multiprocessing as mp


def burn(name, lit, closing_time):
    try:
        lit.set()
        closing_time.wait()
    finally:
        print(f"{name}: switched off")


def light(name):
    lit, closing_time = mp.Event(), mp.Event()
    args = (name, lit, closing_time)
    oven = mp.Process(target=burn, args=args, daemon=True)
    oven.start()
    lit.wait()
    print(f"{name}: burning")
    return oven, closing_time


if __name__ == "__main__":
    left, closing_time = light("left oven")
    right, _ = light("right oven")

    closing_time.set()
    left.join()
    print("main: my code ends here")
