"""Broken: a daemon thread in input() makes Python crash at its end."""

# /// script
# requires-python = ">=3.11,<3.13"
# ///
import os
import sys
from threading import Thread

if __name__ == "__main__":
    keyboard, hands = os.pipe()
    os.dup2(keyboard, sys.stdin.fileno())  # nobody types anything
    asking = Thread(target=input, daemon=True)
    asking.start()
    asking.join(timeout=0.2)
    print("no answer; the program ends")
