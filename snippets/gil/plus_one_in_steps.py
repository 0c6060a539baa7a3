"""One line of Python is several instructions of bytecode."""

import dis

served = 0


def serve():
    global served
    served += 1


if __name__ == "__main__":
    for instruction in dis.get_instructions(serve):
        print(instruction.opname)
