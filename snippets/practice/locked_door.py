"""To mend: the bathroom is locked, and the guest gets in."""

import multiprocessing as mp

door = mp.Lock()


def try_to_enter(answers):
    answers.put(door.acquire(block=False))


def guest_gets_in(context, door):
    answers = context.SimpleQueue()
    guest = context.Process(target=try_to_enter, args=(answers,))
    guest.start()
    got_in = answers.get()
    guest.join()
    return got_in


if __name__ == "__main__":
    spawn = mp.get_context("spawn")
    with door:
        print("the door is locked")
        print("the guest gets in:", guest_gets_in(spawn, door))
