"""The options of the examples, tried on a small copy of the site."""

import ast
import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from site_copy import ALONE, PLUGINS, RECORD, change, run_pytest

from docs import AT
from tools.examples import trial
from tools.files import ROOT
from tools.interpreters import find, running

BAKE, BAKE_OUT = "snippets/kitchen/bake.py", "snippets/kitchen/bake.out"
OUTCOMES = "snippets/kitchen/outcomes.py"


def recorded(copy, name="bake"):
    return (copy / f"snippets/kitchen/{name}.out").read_text("utf-8")


def test_record_rewrites_what_changed_in_substance_and_nothing_else(site_copy):
    change(site_copy, BAKE, ('"loaves:"', '"breads:"'))
    times = {file: file.stat().st_mtime_ns for file in site_copy.rglob("*.out")}
    done = run_pytest(site_copy, *RECORD)
    assert done.returncode == 0, done.stdout
    assert recorded(site_copy).splitlines()[1:-1] == ["breads: 1"]
    assert f"run on: {running().name}\nrecorded: kitchen/bake.out\n" in done.stdout
    written = [f.name for f in site_copy.rglob("*.out") if f.stat().st_mtime_ns != times.get(f)]
    assert written == ["bake.out"]


def test_record_keeps_the_old_file_of_an_example_that_fails_and_says_so(site_copy):
    before = recorded(site_copy)
    change(site_copy, BAKE, ("    loaves = []", "    loaves = [1 / 0]"))
    done = run_pytest(site_copy, *RECORD, "-k", "bake")
    assert done.returncode == 1
    assert recorded(site_copy) == before
    assert re.search(r"kitchen\.md:5: .*bake\.py", done.stdout)
    assert "Nothing was recorded; what was recorded before is kept." in done.stdout
    assert "recorded: nothing\n" in done.stdout


def test_record_refuses_an_exact_output_that_differs_from_run_to_run(site_copy):
    before = recorded(site_copy)
    change(site_copy, BAKE, ("len(loaves)", "__import__('os').urandom(4).hex()"))
    done = run_pytest(site_copy, *RECORD, "-k", "bake")
    assert done.returncode == 1
    assert "the output differs from the recorded one" in done.stdout
    assert recorded(site_copy) == before


def test_a_disk_that_takes_no_recording_is_told_in_a_line():
    full = OSError(errno.ENOSPC, "No space left on device", "/x.out")
    told = re.escape(f"docs/x.md:3: {Path('/x.out')}: No space left on device; make room")
    with (
        pytest.raises(trial.ExampleFailed, match=told),
        trial._named(SimpleNamespace(place="docs/x.md:3")),
    ):
        raise full


def test_a_pid_that_differs_is_no_change(site_copy):
    change(site_copy, BAKE, ("len(loaves)", "f'baked by pid {__import__(\"os\").getpid()}'"))
    assert run_pytest(site_copy, *RECORD, "-k", "bake").returncode == 0
    before = recorded(site_copy)
    done = run_pytest(site_copy, *RECORD, "-k", "bake")
    assert done.returncode == 0
    assert recorded(site_copy) == before
    assert "recorded: nothing had changed" in done.stdout


def test_a_fence_that_is_no_example_is_told_whatever_is_named(site_copy):
    change(site_copy, f"{AT}/kitchen.md", ('"kitchen/bake.py"', '"snippets/kitchen/bake.py"'))
    done = run_pytest(site_copy, *RECORD, "-k", "bake")
    assert done.returncode == 1
    assert f"{AT}/kitchen.md:5: there is no snippets/snippets/kitchen/bake.py" in done.stdout


def test_what_is_not_found_is_told(site_copy):
    done = run_pytest(site_copy, "docs", "-k", "baek")
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "-k 'baek' is in no name; an example has its program's, once a page" in done.stdout
    assert trial.not_found(["docs", "docs/oven.md::a"], "") == "there is no docs/oven.md::a"


def test_a_configuration_that_cannot_be_read_is_told_with_its_line(site_copy):
    change(site_copy, "mkdocs.yml", "nav:\n\t- oven.md\n")
    done = run_pytest(site_copy, "tests/test_content.py")
    assert done.returncode != 0
    assert done.stdout == "mkdocs.yml:2: found character '\\t' that cannot start any token\n"


def test_an_interpreter_that_is_not_there_is_an_error_never_a_skip(site_copy):
    done = run_pytest(site_copy, "docs", "--pythons", f"{running().name},3.99")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "no Python 3.99 on this machine; found: " in done.stdout
    assert "Traceback" not in done.stdout


def test_workers_are_told_what_was_found_and_do_not_search_again(pytestconfig, monkeypatch):
    ours = pytestconfig.pluginmanager.get_plugin(str(ROOT / "conftest.py"))
    worker = SimpleNamespace(config=pytestconfig, workerinput={})
    ours.pytest_configure_node(worker)
    monkeypatch.setattr(ours.interpreters, "choose", None)
    assert ours.pythons_of(worker) == pytestconfig.stash[ours.PYTHONS]


def test_recording_runs_on_all_interpreters_that_are_asked_for(site_copy):
    if len(find()) < 2:
        pytest.skip("needs Python of another version, too")
    others = [python.name for python in find() if python.version >= (3, 11)][:2]
    done = run_pytest(site_copy, "docs", "-k", "bake", "--record", "--pythons", ",".join(others))
    assert done.returncode == 0, done.stdout
    assert "recorded: kitchen/bake.out\n" in done.stdout
    passed = {*others, running().name}
    assert passed == set(recorded(site_copy).partition("passed on ")[2].partition(";")[0].split())


def test_the_summary_tells_what_was_left_out_and_why(site_copy):
    newer, block = (
        f"3.{running().version[1] + 1}",
        '# /// script\n# requires-python = ">={}"\n# ///\n',
    )
    if newer > "3.15":
        newer, block = f"3.{running().version[1]}", block.replace(">=", "<")
    text = (site_copy / BAKE).read_text("utf-8")
    change(site_copy, BAKE, block.format(newer) + text)
    change(site_copy, BAKE_OUT, None)
    change(
        site_copy,
        OUTCOMES,
        ("any_order(", "any_order(platforms=['win32', 'darwin'], because='it boils', why="),
    )
    done = run_pytest(site_copy, "docs", "--pythons", running().name)
    assert f"{running()!s}" in done.stdout
    elsewhere = [] if sys.platform in ("win32", "darwin") else [", 1 left out: runs on"]
    for said in [", 1 left out: needs Python ", *elsewhere]:
        assert said in done.stdout
    assert done.returncode == 0
    done = run_pytest(site_copy, "docs", "--all", CI="true")
    assert "1 skipped" in done.stdout
    assert done.stdout.count("let .ci/run bring what this test needs") == 2 * len(elsewhere)


def test_each_example_runs_as_often_as_asked_and_the_failing_run_is_named(site_copy):
    change(
        site_copy,
        BAKE,
        (
            "    print",
            f"    with open({str(site_copy.parent / 'count')!r}, 'a+') as file:\n"
            "        file.write('x')\n"
            "        file.seek(0)\n"
            "        if len(file.read()) == 5:\n"
            "            loaves.append('one too many')\n"
            "    print",
        ),
    )
    assert run_pytest(site_copy, *RECORD, "-k", "bake").returncode == 0  # it runs twice
    assert run_pytest(site_copy, "docs", "-k", "bake", "--repeat", "2").returncode == 0
    done = run_pytest(site_copy, "docs", "-k", "bake", "--repeat", "5")
    assert done.returncode == 1
    assert re.search(r"bake\.py on CPython .*, run 1 of 5", done.stdout)


def test_record_refuses_an_example_that_fails_where_it_has_left_its_files(site_copy):
    change(site_copy, OUTCOMES, ("exact(limit=3)", "exact(limit=3, leaves=['shelf'])"))
    change(site_copy, BAKE, ("    loaves = []", "    open('shelf', 'w').close()\n    loaves = []"))
    assert run_pytest(site_copy, *RECORD, "-k", "bake").returncode == 0
    before = recorded(site_copy)
    change(site_copy, BAKE, ("'w'", "'x'"))
    done = run_pytest(site_copy, *RECORD, "-k", "bake")
    assert done.returncode == 1
    assert re.search(r"bake\.py on CPython .*, beside shelf of an earlier run\n", done.stdout)
    assert "FileExistsError" in done.stdout
    assert recorded(site_copy) == before


@pytest.mark.left_to_all
def test_under_load_every_core_is_busy_and_afterwards_none_is(site_copy):
    count = (
        "import psutil, os; from pathlib import Path; busy = [p.pid for p in "
        "psutil.Process(os.getppid()).children() if '-c' in p.cmdline()]; "
        f"Path({str(site_copy.parent / 'busy')!r}).write_text(repr(busy))"
    )
    change(site_copy, BAKE, ("    loaves = []", f"    exec({count!r})\n    loaves = []"))
    done = run_pytest(site_copy, *RECORD, "-k", "bake", "--under-load")
    assert done.returncode == 0, done.stdout
    busy = ast.literal_eval((site_copy.parent / "busy").read_text("utf-8"))
    assert len(busy) == os.cpu_count()
    assert not [pid for pid in busy if psutil.pid_exists(pid)]


def test_items_are_named_by_page_line_and_snippet(site_copy):
    done = run_pytest(site_copy, "docs", "--collect-only")
    name = running().name
    assert f"{AT}/kitchen.md::line 5: kitchen/bake.py [{name}]" in done.stdout
    assert "6 tests collected" in done.stdout


def test_one_item_can_be_asked_for_by_its_name(site_copy):
    item = f"{AT}/kitchen.md::line 5: kitchen/bake.py [{running().name}]"
    done = run_pytest(site_copy, item)
    assert "1 passed" in done.stdout


HANG = """import os, pathlib, subprocess, sys, time
code = "import time; time.sleep(600)"
child = subprocess.Popen([sys.executable, "-c", code], env={{}})
pathlib.Path({told!r}).write_text(f"{{os.getpid()}} {{child.pid}}.")
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("signal_name", "workers"), [("SIGTERM", "-n2"), ("SIGINT", "-n0"), ("SIGKILL", "-n0")]
)
def test_an_interrupted_recording_leaves_no_example_running(site_copy, signal_name, workers):
    told, before = site_copy.parent / "told", recorded(site_copy)
    change(site_copy, BAKE, HANG.format(told=str(told)))
    change(site_copy, OUTCOMES, ("limit=3", "limit=600, slow='it hangs'"))
    command = [sys.executable, "-m", "pytest", "-q", *PLUGINS, workers, *RECORD]
    ran = subprocess.Popen(
        [*command, "-k", "bake"],
        cwd=site_copy,
        env=os.environ | ALONE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    while not (told.exists() and told.read_text().endswith(".")):
        assert ran.poll() is None
        time.sleep(0.05)
    ran.send_signal(getattr(signal, signal_name))
    ran.wait()
    for pid in map(int, told.read_text().rstrip(".").split()):
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.05)
    assert recorded(site_copy) == before
