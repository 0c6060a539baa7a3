"""Each group gets every event; in a group, each goes to one."""

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
    member = Consumer(settings | {"auto.offset.reset": "earliest"})
    member.subscribe(["orders"])
    return member


def wait_for(shares):
    """A member hears of its share of the partitions in poll()."""
    while any(len(m.assignment()) != n for m, n in shares.items()):
        for member in shares:
            member.poll(0.1)


if __name__ == "__main__":
    waiter = Producer(KAFKA if os.environ.get("KAFKA") else OWN)
    broker, *_ = waiter.list_topics("orders").brokers.values()
    address = f"{broker.host}:{broker.port}"
    ann, ben = join("kitchen", address), join("kitchen", address)
    eve = join("till", address)
    wait_for({ann: 2, ben: 2, eve: 4})
    for number in range(40):
        waiter.produce("orders", key=str(number))
    waiter.flush()

    got = {member: [] for member in (ann, ben, eve)}
    while sum(map(len, got.values())) < 80:
        for member, keys in got.items():
            keys += [order.key() for order in member.consume(40, 0.1)]
    print("till:", len(set(got[eve])))
    print("kitchen:", len({*got[ann], *got[ben]}))
    print("both cooks got:", len({*got[ann]} & {*got[ben]}))
    for member in got:
        member.close()
