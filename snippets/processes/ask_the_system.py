"""Ask the operating system about exactly one process."""

import os
import subprocess


def ps(pid):
    command = ["ps", "-p", str(pid), "-o", "pid=", "-o", "ppid="]
    answer = subprocess.check_output(command, text=True)
    return [int(number) for number in answer.split()]


if __name__ == "__main__":
    pid, parent = ps(os.getpid())
    print(f"ps: this is pid {pid}")
    print(f"os: this is pid {os.getpid()}")
    print(f"ps: its parent is pid {parent}")
    print(f"os: its parent is pid {os.getppid()}")
