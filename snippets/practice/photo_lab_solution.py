"""First get the photo, then wait for the lab to close."""

from multiprocessing import Process, Queue


def develop(size, photos):
    photos.put(bytes(size))


def fetch_photo(size):
    photos = Queue()
    lab = Process(target=develop, args=(size, photos))
    lab.start()
    photo = photos.get()
    lab.join()
    return photo


if __name__ == "__main__":
    print("bytes asked for: 10000000")
    print("bytes received:", len(fetch_photo(10_000_000)))
