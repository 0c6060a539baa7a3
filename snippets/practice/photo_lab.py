"""To mend: the photo never comes, so somebody added a time limit."""

from multiprocessing import Process, Queue


def develop(size, photos):
    photos.put(bytes(size))


def fetch_photo(size):
    photos = Queue()
    lab = Process(target=develop, args=(size, photos))
    lab.start()
    lab.join(timeout=2)
    if lab.is_alive():
        lab.terminate()
        lab.join()
        return b""
    return photos.get()


if __name__ == "__main__":
    print("bytes asked for: 10000000")
    print("bytes received:", len(fetch_photo(10_000_000)))
