"""Run and Edit: what is published, which programs can run, and what happens without npm."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from tools.browser.scheduler import Deadlock, Scheduler
from tools.browser.stacks import Stack
from tools.examples.snippet import Snippet
from tools.site import can_run, in_page, npm
from tools.site.can_run import Obstacle
from tools.site.telling import Telling


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("from threading import Thread\n", None),
        ("import multiprocessing as mp\n", Obstacle.PROCESSES),
        ("from multiprocessing.pool import Pool\n", Obstacle.PROCESSES),
        ("import os\nos.fork()\n", Obstacle.PROCESSES),
        ("from concurrent import futures\nfutures.ProcessPoolExecutor()\n", Obstacle.PROCESSES),
        ("from concurrent.futures import ThreadPoolExecutor\n", None),
        ("from concurrent import interpreters\n", Obstacle.INTERPRETERS),
        ("import psycopg\n", Obstacle.DATABASE),
        ("import threading\nthreading.settrace(print)\n", Obstacle.TRACING),
        ("import multiprocessing, psycopg\n", Obstacle.PROCESSES),
        ('open("/proc/self/stat")\n', Obstacle.SYSTEM),
        ('# /// script\n# requires-python = ">=3.15"\n# ///\n', Obstacle.VERSION),
        ('# /// script\n# dependencies = ["attrs"]\n# ///\n', Obstacle.PACKAGES),
        ("import multiprocessing\nif half a line\n", None),
        ("print('\0')\n", None),
        ('# /// script\n# requires-python = ">=3.15"\n# ///\nnew syntax\n', Obstacle.VERSION),
    ],
)
def test_the_obstacle_is_derived_from_the_program(tmp_path, source, wanted):
    (tmp_path / "x.py").write_text(source, "utf-8")
    assert can_run.obstacle(Snippet("x.py", tmp_path), (3, 14)) == wanted


def test_a_program_that_imports_another_is_not_run_alone(tmp_path):
    (tmp_path / "tea.py").write_text("import subprocess\n", "utf-8")
    (tmp_path / "x.py").write_text("import subprocess\nfrom tea import pour\n", "utf-8")
    assert can_run.obstacle(Snippet("x.py", tmp_path), (3, 14)) == Obstacle.BESIDE
    assert can_run.obstacle(Snippet("tea.py", tmp_path), (3, 14)) == Obstacle.PROCESSES


def test_what_is_measured_is_not_run_in_a_page():
    assert can_run.obstacle(Snippet("measurements/waiting.py"), (3, 14)) == Obstacle.MEASURED


def test_names_are_found_however_a_program_comes_by_them():
    source = "import os as o\nfrom concurrent import futures as f\no.fork\nf.ProcessPoolExecutor\n"
    found = set(can_run.used(source))
    assert {"os.fork", "concurrent.futures.ProcessPoolExecutor"} <= found


def test_without_npm_the_site_has_no_run_and_the_log_says_why(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(npm, "FOLDER", tmp_path)
    monkeypatch.setattr(npm, "ROUNDS", ("--fetch-retries=0", "--fetch-timeout=1000"))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    found = in_page.InPage(Telling("en"), "https://example.org/")
    assert found.files == {}
    assert found.place(Snippet("threads/start_function.py")) == ""
    assert "without Run and Edit: npm ci: " in caplog.text
    assert not list(tmp_path.glob("*/node_modules"))


def test_of_several_that_ask_at_once_one_installs(tmp_path, monkeypatch):
    installed, asked = [], []

    def install(folder):
        installed.append(folder)
        if len(installed) == 1:
            asked.append(pool.submit(npm.packages))
            wait(asked, timeout=0.2)  # it would install in that time, if it did not wait
        folder.mkdir(exist_ok=True)
        (folder / npm.DONE).touch()

    monkeypatch.setattr(npm, "FOLDER", tmp_path)
    monkeypatch.setattr(npm, "_install", install)
    with ThreadPoolExecutor() as pool:
        assert npm.packages() == asked[0].result()
    assert len(installed) == 1


def test_everything_that_is_fetched_has_its_digest_pinned():
    import json

    lock = json.loads((npm.PINNED / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 20
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())


def test_pyodide_asks_nobody_for_packages():
    files = in_page.published()
    assert b'"packages": {}' in files["run/pyodide/pyodide-lock.json"].read_bytes()


class GreenletStacks:
    """Stacks as greenlets: the scheduler can be tried without a browser."""

    def switch(self, here: Stack, there: Stack) -> None:
        import greenlet

        here.gate = greenlet.getcurrent()
        self.leave(there)

    def leave(self, there: Stack) -> None:
        import greenlet

        if there.body:
            body, there.body = there.body, None
            greenlet.greenlet(body).switch()
        else:
            there.gate.switch()

    def pause(self, seconds: float | None) -> None:
        raise AssertionError("real time is not waited for")


def scheduled(seed: int) -> list[str]:
    """Two threads that each take three steps, with a seed: who took them, in order."""
    scheduler = Scheduler(GreenletStacks(), seed=seed)
    taken = []

    def work(name: str) -> None:
        for _ in range(3):
            scheduler.step()
            taken.append(name)

    for ident, name in ((2, "a"), (3, "b")):
        scheduler.spawn(ident, lambda name=name: work(name))
    while len(scheduler.threads) > 1:
        scheduler.yield_turn()
    return taken


def test_a_seed_gives_the_same_order_again_and_seeds_give_others():
    orders = ["".join(scheduled(seed)) for seed in range(40)]
    assert orders == ["".join(scheduled(seed)) for seed in range(40)]
    assert len(set(orders)) > 5


def test_time_passes_at_once_where_everybody_sleeps():
    scheduler = Scheduler(GreenletStacks(), seed=1)
    begin = scheduler.now()
    scheduler.sleep(60)
    assert 60 <= scheduler.now() - begin < 61
    assert scheduler.busy() < 1


def test_the_main_thread_is_told_that_nobody_can_go_on():
    from collections import deque

    scheduler = Scheduler(GreenletStacks(), seed=1)
    with pytest.raises(Deadlock):
        scheduler.wait(deque())
