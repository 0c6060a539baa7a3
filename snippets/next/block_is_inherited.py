"""A child inherits a blocked SIGTERM: terminate() does not end it."""

import multiprocessing as mp
import signal
from threading import Event


def serve(ready, unblock):
    if unblock:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    ready.set()
    Event().wait()  # nobody will set it


if __name__ == "__main__":
    for unblock in False, True:
        ready = mp.Event()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        worker = mp.Process(target=serve, args=(ready, unblock))
        worker.start()
        ready.wait()
        worker.terminate()
        worker.join(timeout=1)
        print(f"unblocked: {unblock}, code: {worker.exitcode}")
        worker.kill()
        worker.join()
