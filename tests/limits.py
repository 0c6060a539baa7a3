"""On what tests depend: how long they may take, on which systems they can run, who is next."""

import contextlib
import sys
from collections.abc import Iterator

import pytest

LONG = 600  # a limit that only a failing test reaches
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals and no fork")


@contextlib.contextmanager
def same_switch_interval() -> Iterator[None]:
    """Who changes how often threads switch decides what later tests see: fail, and put it back."""
    before = sys.getswitchinterval()
    yield
    left, _ = sys.getswitchinterval(), sys.setswitchinterval(before)
    assert left == before, f"it leaves a switch interval of {left} s: patch sys.setswitchinterval"
