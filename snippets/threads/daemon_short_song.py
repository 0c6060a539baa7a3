"""The daemon's work is the shorter one: both threads finish."""

import threading


def play_song():
    threading.main_thread().join()  # still playing when main ends
    print("the song ends")


def cook(radio):
    radio.join()  # cooking takes longer than the song
    print("the meal is ready")


if __name__ == "__main__":
    radio = threading.Thread(target=play_song, daemon=True)
    cooking = threading.Thread(target=cook, args=(radio,))
    radio.start()
    cooking.start()
    print("the main program ends; is the radio on?", radio.is_alive())
