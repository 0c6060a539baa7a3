"""Joins that are refused; a second join is not."""

from threading import Thread, current_thread


def join_myself():
    try:
        current_thread().join()
    except RuntimeError as error:
        print(f"inside the thread: {error}")


if __name__ == "__main__":
    cook = Thread(target=join_myself)
    try:
        cook.join()
    except RuntimeError as error:
        print(f"before start():    {error}")

    cook.start()
    print(f"joined once:       {cook.join()}")
    print(f"joined twice:      {cook.join()}")
