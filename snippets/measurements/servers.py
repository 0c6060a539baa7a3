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
NAMES = "start", "median", "99th percentile"
BY_PROCESS = f"process per client ({get_start_method()})"


def serve(conn, kind):
    with conn, conn.makefile("rb") as lines:
        conn.sendall(kind.encode())  # says who serves
        for line in lines:
            conn.sendall(line)


async def answer(reader, writer):
    writer.write(b"asyncio")
    async for line in reader:
        writer.write(line)
        await writer.drain()
    writer.close()


def by_tasks(server):
    async def serve_all():
        async with await asyncio.start_server(answer, sock=server):
            await asyncio.sleep(60)  # it is ended before

    asyncio.run(serve_all(), debug=False)


def by_threads(server):
    while True:
        conn, _ = server.accept()
        Thread(target=serve, args=(conn, "thread per client")).start()


def by_processes(server):
    while True:
        with server.accept()[0] as conn:  # closes our copy
            Process(target=serve, args=(conn, BY_PROCESS)).start()


def by_pool(server):
    with ThreadPoolExecutor(CLIENTS) as pool:
        while True:
            pool.submit(serve, server.accept()[0], "thread pool")


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
    (kind,) = {conn.recv(100).decode() for conn in conns}
    start = (perf_counter() - begin) / CLIENTS
    with DefaultSelector() as selector:
        for conn in conns:
            selector.register(conn, EVENT_READ)
        waits = send_all(conns, selector)
    for conn in conns:
        conn.close()
    found = start, waits[REQUESTS // 2], waits[REQUESTS * 99 // 100]
    return kind, found


if __name__ == "__main__":
    for run_server in by_threads, by_processes, by_pool, by_tasks:
        with create_server(("127.0.0.1", 0), backlog=CLIENTS) as server:
            process = Process(target=run_server, args=(server,))
            process.start()
            measure(server.getsockname())  # warms up
            for _ in range(3):
                kind, found = measure(server.getsockname())
                for name, seconds in zip(NAMES, found, strict=True):
                    print(f"{kind}, {name}: {seconds:.6f} s")
            process.terminate()
            process.join()
