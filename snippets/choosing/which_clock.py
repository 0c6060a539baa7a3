"""Ask each clock whether it may be set, and whether it may go back."""

from time import get_clock_info

if __name__ == "__main__":
    for name in ("time", "perf_counter", "process_time"):
        clock = get_clock_info(name)
        print(f"{name}()")
        print("  may be set while you measure:", clock.adjustable)
        print("  never goes backwards:", clock.monotonic)
