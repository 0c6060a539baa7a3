"""Many processes, one log: a queue of the standard library at work."""

import logging
import sys
from logging.handlers import QueueHandler, QueueListener
from multiprocessing import Process, Queue


def cook(name, records):
    log = logging.getLogger(name)
    log.setLevel(logging.INFO)
    log.addHandler(QueueHandler(records))
    log.info("the soup is ready")
    log.warning("no salt left")


if __name__ == "__main__":
    records = Queue()
    cooks = [
        Process(target=cook, args=(name, records))
        for name in ("Ann", "Bob")
    ]
    for process in cooks:
        process.start()

    output = logging.StreamHandler(sys.stdout)
    output.setFormatter(
        logging.Formatter("%(name)s %(levelname)s %(message)s")
    )
    listener = QueueListener(records, output)
    listener.start()  # a thread that takes records out
    for process in cooks:
        process.join()
    listener.stop()
