"""A process starts with one thread; all its threads share one pid."""

import os
import threading


def sign_in(book, all_are_here):
    book.append((os.getpid(), threading.get_native_id()))
    all_are_here.wait()


if __name__ == "__main__":
    print(f"threads at the start: {threading.active_count()}")

    book, all_are_here = [], threading.Barrier(3)
    args = (book, all_are_here)
    helpers = [
        threading.Thread(target=sign_in, args=args) for _ in range(2)
    ]
    for helper in helpers:
        helper.start()
    sign_in(*args)
    for helper in helpers:
        helper.join()

    print(f"threads that signed in: {len(book)}")
    pids, native_ids = map(set, zip(*book, strict=True))
    print(f"different process ids: {len(pids)}")
    print(f"different native ids: {len(native_ids)}")
    main_thread = threading.main_thread()
    is_pid = main_thread.native_id == os.getpid()
    print(f"the main thread's native id is the pid: {is_pid}")
