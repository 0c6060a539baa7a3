"""A daemon thread is cut off at the end of the program."""

from threading import Thread
from time import sleep


def play_songs():
    while True:
        sleep(0.14)  # one song


def cook():
    sleep(0.5)
    print("the meal is ready")


if __name__ == "__main__":
    radio = Thread(target=play_songs, name="radio", daemon=True)
    cooking = Thread(target=cook, name="cook")
    radio.start()
    cooking.start()
    sleep(0.1)
    print("the main program ends; is the radio on?", radio.is_alive())
