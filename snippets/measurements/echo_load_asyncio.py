"""An echo server in asyncio, under the load of the others."""

import asyncio
import sys
from multiprocessing import Process
from selectors import EVENT_READ, DefaultSelector
from socket import create_connection, create_server
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
CLIENTS, LINES = max(2, int(50 * min(SCALE, 2))), 40
WARM_UP = max(1, CLIENTS // 5)


async def serve_all(server):
    served = asyncio.Semaphore(0)

    async def serve(reader, writer):
        async for line in reader:
            writer.write(line)
            await writer.drain()
        writer.close()
        served.release()

    async with await asyncio.start_server(serve, sock=server):
        for _ in range(WARM_UP + CLIENTS):
            await asyncio.wait_for(served.acquire(), 30)


def run_server(server):
    asyncio.run(serve_all(server))


def visit(place, waits):
    start = perf_counter()  # the first wait includes the connect
    with create_connection(place, 30) as sock, sock.makefile() as lines:
        for number in range(LINES):
            sock.sendall(b"%d\n" % number)
            yield sock  # until there is an answer
            if int(lines.readline()) != number:
                raise SystemExit("wrong answer")
            waits.append(perf_counter() - start)
            start = perf_counter()


def send_clients(place, clients):  # all of them in one thread
    waits = []
    with DefaultSelector() as selector:
        for _ in range(clients):
            client = visit(place, waits)
            selector.register(next(client), EVENT_READ, client)
        while selector.get_map():
            for key, _ in selector.select(30) or sys.exit("too slow"):
                if next(key.data, None) is None:  # it has left
                    selector.unregister(key.fileobj)
    return waits


if __name__ == "__main__":
    for _ in range(2):
        with create_server(("127.0.0.1", 0)) as server:
            process = Process(target=run_server, args=(server,))
            process.start()
            send_clients(server.getsockname(), WARM_UP)  # warms up
            start = perf_counter()
            waits = send_clients(server.getsockname(), CLIENTS)
            seconds = perf_counter() - start
            process.join()
        print(f"asyncio: {len(waits) / seconds:.0f} /s")
        waits.sort()
        print(f"asyncio, median: {waits[len(waits) // 2]:.6f} s")
        last = waits[len(waits) * 99 // 100]
        print(f"asyncio, 99th percentile: {last:.6f} s")
