"""A process pool that hangs can be ended; a new one takes its place."""

# /// script
# requires-python = ">=3.14"
# ///
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Event


def bake(what):
    if what == "stone":
        Event().wait()  # nobody will set it
    return f"{what}, baked"


if __name__ == "__main__":
    kitchen = ProcessPoolExecutor(max_workers=1)
    stone = kitchen.submit(bake, "stone")
    try:
        stone.result(timeout=1)
    except TimeoutError:
        print("the stone takes too long")
        kitchen.terminate_workers()
    broken = isinstance(stone.exception(), BrokenProcessPool)
    print("its future says that the pool is broken:", broken)
    with ProcessPoolExecutor(max_workers=1) as kitchen:
        print(kitchen.submit(bake, "bread").result())
