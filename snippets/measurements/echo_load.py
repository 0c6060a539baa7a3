"""Three kinds of echo server under the same load."""

import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process
from selectors import EVENT_READ, DefaultSelector
from socket import create_connection, create_server
from threading import Thread
from time import perf_counter

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1
CLIENTS, LINES = max(2, int(50 * min(SCALE, 2))), 40
KINDS = "thread per client", "process per client", "thread pool"
WORKERS = max(1, CLIENTS // 5)  # of the pool; the others must wait


def serve(conn):
    with conn, conn.makefile("rb") as lines:
        for line in lines:
            conn.sendall(line)


def run_server(kind, server):
    server.settimeout(30)
    with ThreadPoolExecutor(WORKERS) as pool:
        for _ in range(WORKERS + CLIENTS):
            conn, _ = server.accept()
            if kind == "thread per client":
                Thread(target=serve, args=(conn,)).start()
            elif kind == "process per client":
                with conn:  # closes our copy
                    Process(target=serve, args=(conn,)).start()
            else:
                pool.submit(serve, conn)


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
    for kind in 2 * KINDS:
        with create_server(("127.0.0.1", 0)) as server:
            process = Process(target=run_server, args=(kind, server))
            process.start()
            send_clients(server.getsockname(), WORKERS)  # warms up
            start = perf_counter()
            waits = send_clients(server.getsockname(), CLIENTS)
            seconds = perf_counter() - start
            process.join()
        print(f"{kind}: {len(waits) / seconds:.0f} /s")
        waits.sort()
        for name, p in ("median", 0.5), ("99th percentile", 0.99):
            print(f"{kind}, {name}: {waits[int(p * len(waits))]:.6f} s")
