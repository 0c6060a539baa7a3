"""Echo servers under one load, which does not wait for answers."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process, get_start_method
from selectors import EVENT_READ, DefaultSelector
from socket import create_connection, create_server
from threading import Thread
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
CLIENTS, RATE = max(2, int(50 * min(1, 2 * SCALE))), 1000
REQUESTS = max(20, int(500 * SCALE))  # RATE of them in a second
BY_PROCESS = f"process per client ({get_start_method()})"
KINDS = "thread per client", BY_PROCESS, "thread pool", "asyncio"


def serve(conn):
    with conn, conn.makefile("rb") as lines:
        for line in lines:
            conn.sendall(line)


async def serve_all(server):
    async def answer(reader, writer):
        async for line in reader:
            writer.write(line)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, sock=server):
        await asyncio.sleep(60)  # it is ended before


def run_server(kind, server):
    if kind == "asyncio":
        asyncio.run(serve_all(server), debug=False)
    with ThreadPoolExecutor(CLIENTS) as pool:
        while True:
            conn, _ = server.accept()
            if kind == "thread per client":
                Thread(target=serve, args=(conn,)).start()
            elif kind == "thread pool":
                pool.submit(serve, conn)
            else:
                with conn:  # closes our copy
                    Process(target=serve, args=(conn,)).start()


def wait_for_first_answers(conns):
    for conn in conns:
        conn.sendall(b"hello\n")
    for conn in conns:
        conn.recv(100)


def send_all(conns, selector):
    begin, waits, sent = perf_counter(), [], []
    while len(waits) < REQUESTS:
        due = (perf_counter() - begin) * RATE
        while len(sent) < min(REQUESTS, due):  # answered or not
            conn = conns[len(sent) % CLIENTS]
            sent.append(perf_counter())
            conn.sendall(b"%d\n" % len(sent))
        for key, _ in selector.select(1 / RATE):
            for number in key.fileobj.recv(10_000).split():
                waits.append(perf_counter() - sent[int(number) - 1])
    return sorted(waits)


def measure(place):
    begin = perf_counter()
    conns = [create_connection(place, 30) for _ in range(CLIENTS)]
    wait_for_first_answers(conns)
    start = (perf_counter() - begin) / CLIENTS
    with DefaultSelector() as selector:
        for conn in conns:
            selector.register(conn, EVENT_READ)
        waits = send_all(conns, selector)
    for conn in conns:
        conn.close()
    return start, waits[REQUESTS // 2], waits[REQUESTS * 99 // 100]


if __name__ == "__main__":
    for kind in KINDS:
        with create_server(("127.0.0.1", 0), backlog=CLIENTS) as server:
            process = Process(target=run_server, args=(kind, server))
            process.start()
            for turn in range(4):
                found = measure(server.getsockname())
                names = "start", "median", "99th percentile"
                for name, seconds in zip(names, found, strict=True):
                    if turn:  # the first one warms up
                        print(f"{kind}, {name}: {seconds:.6f} s")
            process.terminate()
            process.join()
