"""On what tests depend: how long they may take, and on which systems they can run."""

import sys

import pytest

LONG = 600  # a limit that only a failing test reaches
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals and no fork")
