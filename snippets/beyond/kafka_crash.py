"""A consumer dies before it commits: one dish is served twice."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["confluent-kafka"]
# ///
import os
from multiprocessing import get_context

from confluent_kafka import Consumer, Producer

KAFKA = {"bootstrap.servers": os.environ.get("KAFKA")}
OWN = {"test.mock.num.brokers": 1, "log_level": 3}  # to try things
READER = {
    "group.id": "kitchen",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
    "session.timeout.ms": 6000,
}


def work(address, cook, accident):
    kitchen = Consumer(READER | {"bootstrap.servers": address})
    kitchen.subscribe(["orders"])
    dish = None
    while dish != "fish":
        [order] = kitchen.consume(1)
        dish = order.value().decode()
        print(cook, "serves", dish, flush=True)
        if dish == accident:
            os._exit(1)  # as in a power cut
        kitchen.commit(order, asynchronous=False)
    kitchen.close()


if __name__ == "__main__":
    waiter = Producer(KAFKA if os.environ.get("KAFKA") else OWN)
    broker, *_ = waiter.list_topics().brokers.values()
    address = f"{broker.host}:{broker.port}"
    for dish in ("bread", "soup", "fish"):
        waiter.produce("orders", key="table 7", value=dish)
    waiter.flush()
    for who in (("Ann", "soup"), ("Ben", None)):
        spawn = get_context("spawn")  # no fork where threads run
        cook = spawn.Process(target=work, args=(address, *who))
        cook.start()
        cook.join()
