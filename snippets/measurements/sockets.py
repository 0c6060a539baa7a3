"""N threads ask a server that answers each one after 0.1 s."""

import asyncio
import os
import socket
import sys
from multiprocessing import Pipe, Process
from threading import Thread
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
HOST = "127.0.0.1"


async def answer(reader, writer):
    line = await reader.readline()
    await asyncio.sleep(0.1)
    writer.write(line.upper())
    writer.close()


def serve(pipe):
    async def main():
        server = await asyncio.start_server(answer, HOST, backlog=1000)
        pipe.send(server.sockets[0].getsockname())
        await asyncio.sleep(60)  # it is ended before

    asyncio.run(main(), debug=False)


def ask(address, answers):
    with socket.create_connection(address, timeout=10) as server:
        server.sendall(b"bread\n")
        answers.append(server.recv(100))


def report(number, address):
    answers = []
    args = (address, answers)
    begin = perf_counter()
    threads = [Thread(target=ask, args=args) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"threads x {number}: {perf_counter() - begin:.6f} s")
    if answers != [b"BREAD\n"] * number:
        raise SystemExit("an answer is missing")


if __name__ == "__main__":
    files = os.sysconf("SC_OPEN_MAX") if os.name == "posix" else -1
    pipe, end = Pipe()  # a daemon process is ended along with this one
    Process(target=serve, args=(end,), daemon=True).start()
    end.close()  # so that recv fails if the server does
    address = pipe.recv()
    for number in 3 * (10, 100, 400):
        if 0 < files < 3 * number:  # negative: no limit
            print(f"note: {files} open files: not {number} clients")
        elif number <= max(10, 400 * SCALE):
            report(number, address)
