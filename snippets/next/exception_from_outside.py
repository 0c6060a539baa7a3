"""An exception from outside comes late, and between any two steps."""

from ctypes import c_ulong, py_object, pythonapi
from socket import socketpair
from threading import Thread

MENU = bytes(20_000_000)  # more than a connection holds


class Stop(BaseException):
    pass


def serve(guest):
    try:
        guest.sendall(MENU)
        print("waiter: the menu is sent, and noted as sent")
    except Stop:
        print("waiter: stopped, nothing noted")


if __name__ == "__main__":
    guest, waiter_side = socketpair()
    with guest, waiter_side:
        waiter = Thread(target=serve, args=(waiter_side,))
        waiter.start()
        received = len(guest.recv(1))  # so the waiter is in sendall()
        pythonapi.PyThreadState_SetAsyncExc(
            c_ulong(waiter.ident), py_object(Stop)
        )
        waiter.join(timeout=0.5)
        print("waiter: still there:", waiter.is_alive())
        while received < len(MENU):
            received += len(guest.recv(100_000))
        waiter.join()
    print("guest: the whole menu is here:", received == len(MENU))
