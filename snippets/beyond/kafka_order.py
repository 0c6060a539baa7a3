"""Kafka keeps the order of the events that have one key."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["confluent-kafka"]
# ///
import os
from collections import defaultdict

from confluent_kafka import Consumer, Producer

KAFKA = {"bootstrap.servers": os.environ.get("KAFKA")}
OWN = {"test.mock.num.brokers": 1, "log_level": 3}  # to try things
EVENTS = "Ann:in Ben:in Ann:soup Ben:fish Ann:paid Eve:in Ben:paid"

if __name__ == "__main__":
    waiter = Producer(KAFKA if os.environ.get("KAFKA") else OWN)
    broker, *_ = waiter.list_topics().brokers.values()
    address = f"{broker.host}:{broker.port}"
    for event in EVENTS.split():
        guest, _ = event.split(":")
        waiter.produce("guests", key=guest, value=event)
    waiter.flush()

    reader = {"bootstrap.servers": address, "group.id": "kitchen"}
    start = {"auto.offset.reset": "earliest"}
    kitchen = Consumer(reader | start | {"session.timeout.ms": 6000})
    kitchen.subscribe(["guests"])
    seen, places = defaultdict(list), defaultdict(set)
    for event in kitchen.consume(7):
        guest, what = event.value().decode().split(":")
        seen[guest].append(what)
        places[guest].add(event.partition())
    kitchen.close()
    for guest in sorted(seen):
        print(
            f"{guest}, partitions: {len(places[guest])},", *seen[guest]
        )
