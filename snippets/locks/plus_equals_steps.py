"""The steps that this interpreter makes of `count += 1`."""

import dis

count = 0


def add():
    global count
    count += 1


if __name__ == "__main__":
    for step in dis.get_instructions(add):
        print(f"{step.opname:14} {step.argrepr}".rstrip())
