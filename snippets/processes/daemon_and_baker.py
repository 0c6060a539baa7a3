"""A daemonic process ends with the main code, a normal one does not."""

import multiprocessing as mp
from time import sleep


def play_radio(line):
    line.send("music")
    line.recv()


def bake(line, radio_heard):
    print("baker: I hear", line.recv())
    radio_heard.set()
    try:
        line.recv()
    except EOFError:
        print("baker: the radio is off, I go on baking")
        sleep(0.1)


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    radio_end, baker_end = ctx.Pipe()
    radio_heard = ctx.Event()
    radio = ctx.Process(
        target=play_radio, args=(radio_end,), daemon=True
    )
    baker = ctx.Process(target=bake, args=(baker_end, radio_heard))
    radio.start()
    baker.start()
    radio_end.close()
    baker_end.close()

    radio_heard.wait()
    sleep(0.1)
    print("main: my code ends here")
