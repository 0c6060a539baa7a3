"""Wrong solutions of the capstones: see wrong_solutions.py."""

from wrong_solutions import Wrong

ALL: dict[str, dict[str, Wrong]] = {}
