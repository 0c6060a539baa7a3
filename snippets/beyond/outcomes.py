"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import POSIX, exact, kafka, port, postgres

# Each starts a Valkey server on the port that it is lent, and processes that import much.
VALKEY = {
    "services": [port],
    "platforms": POSIX,
    "because": "Valkey does not run on Windows",
    "limit": 120,
    "slow": "starts a server and several workers",
}
# Alone, each starts the small broker of librdkafka.
KAFKA = {
    "services": [kafka],
    "limit": 120,
    "slow": "a group waits for silent members for seconds",
}

# valkey
broken_list_loses = exact(**VALKEY)
broken_lock_expires = exact(**VALKEY)
fencing_token = exact(**VALKEY)
stream_claimed = exact(**VALKEY)

# job-libraries
celery_settings = exact(**VALKEY)
celery_worker_dies = exact(**VALKEY, leaves=["tmp/pymp-*"])
rq_retries = exact(**VALKEY)
rq_twice = exact(**VALKEY)
rq_worker_dies = exact(**VALKEY)

# kafka
kafka_broker_dies = exact(
    services=[port],
    platforms=["linux"],
    because="the broker does not run on Windows, and macOS has 127.0.0.1 only",
    limit=120,
    slow="starts a broker twice; a group waits for a silent member for seconds",
)
kafka_crash = exact(**KAFKA)
kafka_order = exact(**KAFKA)
kafka_rebalance = exact(**KAFKA)
kafka_two_groups = exact(**KAFKA)

# postgresql
POSTGRES = {
    "limit": 120,
    "slow": "alone it starts a PostgreSQL server",
    "leaves": ["tmp/.lockfile"],
}
skip_locked = exact(services=[postgres], **POSTGRES)
two_at_the_queue = exact(services=[postgres], **POSTGRES)
database_dies = exact(
    platforms=POSIX, because="Windows has no SIGKILL", **POSTGRES
)

# engines
same_on_a_pool = exact(leaves=["accident"], limit=30)
# A slow step of its event loop, as on a busy machine, is no fault of the program.
dask_scheduler_killed = exact(
    services=[port],
    platforms=POSIX,
    because="a killed process has another exit code on Windows",
    development=False,
    leaves=["tmp/dask-scratch-space"],
    limit=120,
    slow="starts a scheduler and a worker twice, which import much",
)
dask_worker_killed = exact(
    leaves=["accident", "tmp/dask-scratch-space"],
    limit=120,
    slow="starts a scheduler and workers that import much",
)
# Ray's start gives up after half a minute: without Python's checks it needs less.
RAY = {
    "development": False,
    "limit": 300,
    "slow": "starts ten processes that import much",
}
ray_head_killed = exact(
    platforms=POSIX,
    because="Windows has no os.killpg()",
    leaves=["taken", "tmp/ray"],
    **RAY,
)
ray_worker_killed = exact(**RAY, leaves=["accident", "tmp/ray"])

# what-dies
celery_all_die = exact(**VALKEY, leaves=["tmp/pymp-*"])
celery_early_all_die = exact(**VALKEY, leaves=["tmp/pymp-*"])
rq_all_die = exact(**VALKEY)
server_dies = exact(**VALKEY)

# several-computers
second_server = exact(**VALKEY)
