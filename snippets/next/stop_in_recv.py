"""A thread that waits for a socket also waits for a call to stop."""

import selectors
import socket
from threading import Thread


def serve(guest, stop):
    with selectors.DefaultSelector() as both:
        both.register(guest, selectors.EVENT_READ)
        both.register(stop, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in both.select()]
            if stop in ready:
                print("waiter: asked to stop")
                return
            if not (heard := guest.recv(1024)):
                return  # the guest has left
            guest.sendall(b"hot " + heard)


if __name__ == "__main__":
    guest, waiter_side = socket.socketpair()
    stop, waiter_stop = socket.socketpair()
    with guest, waiter_side, stop, waiter_stop:
        waiter = Thread(target=serve, args=(waiter_side, waiter_stop))
        waiter.start()
        guest.sendall(b"soup")
        print("guest: got", guest.recv(1024).decode())
        stop.send(b"!")  # the guest says nothing more
        waiter.join()
