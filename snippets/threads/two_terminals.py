"""What the people at the server and at the client see."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OPTIONS = ["-u", "-X", "utf8"]  # print at once; UTF-8 on all systems


def terminal(program, argument):
    return subprocess.Popen(
        [sys.executable, *OPTIONS, HERE / program, str(argument)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


if __name__ == "__main__":
    server = terminal("shout_server.py", 0)  # 0: any free port
    said = server.stdout.readline().strip()
    print("server:", said)
    port = said.partition("port ")[2]
    ann, bob = (terminal("shout_client.py", port) for _ in range(2))
    for name, client, order in (
        ("Ann", ann, "tea"),
        ("Bob", bob, "café"),
    ):
        client.stdin.write(f"{order}\n")
        client.stdin.flush()
        print(f"{name}: {order} ->", client.stdout.readline().strip())
    for client in ann, bob:
        client.communicate()  # closes what it reads from
    print("the clients ended with", ann.returncode, bob.returncode)
    server.terminate()
    server.communicate()
