"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import exact, postgres

# atm-and-cart
SERVER = {
    "services": [postgres],
    "limit": 60,
    "slow": "alone it starts a PostgreSQL server",
    "leaves": ["tmp/.lockfile"],
}
atm_family = exact(**SERVER)
broken_atm_family = exact(**SERVER)
broken_atm_transfer = exact(
    hangs=["with target.lock:", "with target.lock:"], limit=4
)
broken_atm_checkout = exact(stderr=[r"ValueError: too little money"])

# course-selection
course_killed = exact(limit=120, slow="starts a service thirty times")
course_load = exact(limit=120, slow="sends two thousand requests")
