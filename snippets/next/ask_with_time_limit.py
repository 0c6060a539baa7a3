"""Ask the user, but not forever: wait until there is a line."""

import os
import select
import sys


def ask(question, seconds):
    print(question, end=" ", flush=True)
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return sys.stdin.readline().strip() if ready else None


if __name__ == "__main__":
    keyboard, hands = os.pipe()
    os.dup2(keyboard, sys.stdin.fileno())  # a user whom we can play
    print(ask("What would you like?", seconds=0.2))
    os.write(hands, b"soup\n")
    print(ask("And now?", seconds=5))
