"""Which Python is this, and does it have a GIL?"""

import platform
import sys
import sysconfig


def gil_is_on():
    if hasattr(sys, "_is_gil_enabled"):  # since Python 3.13
        return sys._is_gil_enabled()
    return True


if __name__ == "__main__":
    free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    turn = sys.getswitchinterval() * 1000
    print(f"implementation: {platform.python_implementation()}")
    print(f"free-threaded build: {free}")
    print(f"GIL on, in this process: {gil_is_on()}")
    print(f"switch interval: {turn:g} ms")
