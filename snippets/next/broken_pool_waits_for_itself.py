"""Broken: the only worker waits for a call that needs a worker."""

from concurrent.futures import ThreadPoolExecutor


def make_toast():
    print("the toast is made")
    return "toast"


def make_breakfast(kitchen):
    toast = kitchen.submit(make_toast)
    print("breakfast waits for the toast")
    return f"eggs and {toast.result()}"


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as kitchen:
        breakfast = kitchen.submit(make_breakfast, kitchen)
        print(breakfast.result())
