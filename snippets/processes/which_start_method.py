"""Ask this Python how it starts processes."""

import multiprocessing as mp
import sys

if __name__ == "__main__":
    major, minor, *_ = sys.version_info
    print(f"Python {major}.{minor} on {sys.platform}")
    print(f"default: {mp.get_start_method()}")
    print(f"available: {', '.join(sorted(mp.get_all_start_methods()))}")
