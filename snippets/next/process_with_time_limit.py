"""One call with a time limit that really ends it."""

import multiprocessing as mp
from threading import Event


def send_result(line, function, arguments):
    line.send(function(*arguments))


def call(function, *arguments, seconds):
    line, far_end = mp.Pipe(duplex=False)
    args = (far_end, function, arguments)
    worker = mp.Process(target=send_result, args=args)
    worker.start()
    far_end.close()
    try:
        if not line.poll(seconds):
            raise TimeoutError(f"no result after {seconds} s")
        result = line.recv()
        worker.join(timeout=1)  # so that its output is not lost
        return result
    finally:
        worker.kill()  # a handler could ignore terminate()
        worker.join()
        line.close()


def bake(what):
    if what == "stone":
        Event().wait()  # nobody will set it
    return f"{what}, baked"


if __name__ == "__main__":
    print(call(bake, "bread", seconds=60))
    try:
        call(bake, "stone", seconds=0.5)
    except TimeoutError as error:
        print(type(error).__name__)
