"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import exact

last_cake = exact(leaves=["plate.txt"])
last_cake_solution = exact(leaves=["plate.txt"])
