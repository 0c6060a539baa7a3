"""`python -m tools.measure`: measure by hand, on every interpreter."""

import sys

from tools.measurements.run import main

if __name__ == "__main__":
    sys.exit(main())
