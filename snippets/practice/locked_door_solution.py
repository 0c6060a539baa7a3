"""The guest tries the very door that is locked."""

import multiprocessing as mp


def try_to_enter(door, answers):
    answers.put(door.acquire(block=False))


def guest_gets_in(context, door):
    answers = context.SimpleQueue()
    guest = context.Process(target=try_to_enter, args=(door, answers))
    guest.start()
    got_in = answers.get()
    guest.join()
    return got_in


if __name__ == "__main__":
    spawn = mp.get_context("spawn")
    door = spawn.Lock()
    with door:
        print("the door is locked")
        print("the guest gets in:", guest_gets_in(spawn, door))
