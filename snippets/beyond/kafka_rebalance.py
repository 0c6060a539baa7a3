"""Whoever joins a group or leaves it changes who reads what."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["confluent-kafka"]
# ///
import os

from confluent_kafka import Consumer, Producer

KAFKA = {"bootstrap.servers": os.environ.get("KAFKA")}
OWN = {"test.mock.num.brokers": 1, "log_level": 3}  # to try things


def join(group, address):
    settings = {"bootstrap.servers": address, "group.id": group}
    member = Consumer(settings | {"session.timeout.ms": 6000})
    member.subscribe(["orders"])
    return member


def wait_for(shares):
    """A member hears of its share of the partitions in poll()."""
    while any(len(m.assignment()) != n for m, n in shares.items()):
        for member in shares:
            member.poll(0.1)


if __name__ == "__main__":
    waiter = Producer(KAFKA if os.environ.get("KAFKA") else OWN)
    topics = waiter.list_topics("orders")
    print("partitions:", len(topics.topics["orders"].partitions))
    broker, *_ = topics.brokers.values()
    address = f"{broker.host}:{broker.port}"

    ann = join("kitchen", address)
    wait_for({ann: 4})
    print("Ann reads", len(ann.assignment()))
    ben = join("kitchen", address)
    wait_for({ann: 2, ben: 2})
    print(
        "Ann and Ben read", len(ann.assignment()), len(ben.assignment())
    )
    ann.close()
    wait_for({ben: 4})
    print("Ben reads", len(ben.assignment()))
    ben.close()
