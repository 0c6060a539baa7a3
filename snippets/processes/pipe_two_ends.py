"""A pipe between two processes, and how its end is noticed."""

from multiprocessing import Pipe, Process


def cook(hatch):
    with hatch:
        while (dish := hatch.recv()) != "closing time":
            hatch.send(f"{dish} is ready")


if __name__ == "__main__":
    hall, kitchen = Pipe()
    worker = Process(target=cook, args=(kitchen,))
    worker.start()
    kitchen.close()  # the child has its own; this one is ours
    for dish in "soup", "fish":
        hall.send(dish)
        print(hall.recv())
    hall.send("closing time")
    try:
        hall.recv()
    except EOFError:
        print("nobody is at the other end")
    hall.close()
    worker.join()
