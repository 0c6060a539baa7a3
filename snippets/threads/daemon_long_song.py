"""The daemon's work is the longer one: its last line is missing."""

import threading
import time


def play_song():
    time.sleep(3600)  # a very long song
    print("the song ends")


def cook():
    threading.main_thread().join()  # still cooking when main ends
    print("the meal is ready")


if __name__ == "__main__":
    radio = threading.Thread(target=play_song, daemon=True)
    cooking = threading.Thread(target=cook)
    radio.start()
    cooking.start()
    print("the main program ends; is the radio on?", radio.is_alive())
