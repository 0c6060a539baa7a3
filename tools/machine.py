"""What of this machine decides how fast a program is."""

import contextlib
import math
import os
import platform
import re
import time
from collections.abc import Callable
from pathlib import Path

import psutil

LOAD = """
import os, time
parent = os.getppid()
while os.getppid() == parent:
    end = time.monotonic() + 1
    while time.monotonic() < end:
        pass
"""  # a program that keeps one core busy as long as who started it lives


def machine() -> dict:
    """What of the machine decides how fast a program is.

    `cores` is the number of logical CPUs of the system, `usable` of those that this process may
    use (affinity), `quota` the share of a container in cores, or None (cgroup v2, cpu.max).
    """
    return {
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "usable": usable_cores(),
        "quota": _quota(),
        "memory": psutil.virtual_memory().total,
    }


def usable_cores() -> int:
    """The number of cores that this process may use."""
    with contextlib.suppress(AttributeError):  # macOS
        return len(psutil.Process().cpu_affinity())
    return os.cpu_count() or 1


def busy_cores() -> Callable[[], float]:
    """Return a function that tells how many cores were busy since, on average, with whatever.

    Cores of the whole system; what a hypervisor took away was busy, too. It tells infinity where
    this process may not use two cores at once.
    """
    before, start = psutil.cpu_times(), time.monotonic()

    def busy() -> float:
        now, passed = psutil.cpu_times(), time.monotonic() - start
        if min(usable_cores(), _quota() or math.inf) < 2:
            return math.inf
        idle = now.idle - before.idle
        idle += getattr(now, "iowait", 0) - getattr(before, "iowait", 0)
        return max(0.0, (os.cpu_count() or 1) - idle / passed)

    return busy


def _cpu() -> str:
    with contextlib.suppress(OSError):
        names = re.search(r"(?m)^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text())
        if names:
            return names[1].strip()
    return platform.processor() or platform.machine()


def _quota() -> float | None:
    with contextlib.suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        return int(quota) / int(period)
    return None
