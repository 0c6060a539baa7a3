"""`tools.machine`: how busy a machine was meanwhile."""

import math
from types import SimpleNamespace

import pytest

from tools import machine


@pytest.fixture
def times(monkeypatch):
    """The clock, and what the cores did until then, of a machine with four."""
    now = SimpleNamespace(clock=100.0, idle=40.0, iowait=1.0)
    monkeypatch.setattr(machine.time, "monotonic", lambda: now.clock)
    monkeypatch.setattr(
        machine.psutil, "cpu_times", lambda: SimpleNamespace(idle=now.idle, iowait=now.iowait)
    )
    monkeypatch.setattr(machine.os, "cpu_count", lambda: 4)
    monkeypatch.setattr(machine, "usable_cores", lambda: 4)
    monkeypatch.setattr(machine, "_quota", lambda: None)
    return now


def test_what_is_neither_idle_nor_waits_for_a_disk_was_busy(times):
    busy = machine.busy_cores()
    times.clock, times.idle, times.iowait = 102.0, 44.0, 2.0  # five of eight core-seconds idle
    assert busy() == pytest.approx(1.5)


def test_a_clock_that_is_not_exact_makes_no_less_than_nothing_busy(times):
    busy = machine.busy_cores()
    times.clock, times.idle = 102.0, 48.1
    assert busy() == 0


@pytest.mark.parametrize("limit", ["usable_cores", "_quota"])
def test_who_may_not_use_two_cores_has_none_free(times, monkeypatch, limit):
    monkeypatch.setattr(machine, limit, lambda: 1)
    busy = machine.busy_cores()
    times.clock, times.idle = 102.0, 48.0
    assert busy() == math.inf
