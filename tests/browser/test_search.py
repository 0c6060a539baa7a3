"""The search of the built site, in a real browser: what people type, and the first hit."""

import re

import pytest
from playwright.sync_api import Page, expect
from saying import fail

from browser.visits import served
from docs import MOVED

WORD = "daemon"  # on several pages, and not on all

# What is typed, and the pages of which one should come first.
WANTED = {
    "deadlock": "locks/deadlock/",
    "race": "locks/races/",
    "race condition": "locks/races/",
    "pool": "next/pools/",
    "zombie": "processes/zombies-and-orphans/",
    "GIL": "gil/what-it-is/",
    "lock": "locks/mutex/",
    "mutex": "locks/mutex/",
    "asyncio gather": "next/asyncio/",
    "Thread.join timeout": "threads/join/",
    "ThreadPoolExecutor": "next/pools/",
    "lost update": "threads/shared-data/ locks/races/",
    "fork": "processes/start-methods/",
    "spawn vs fork": "processes/start-methods/",
    "queue.join": "processes/producers-and-consumers/ locks/queues-instead/",
    "nogil": "gil/free-threading/",
    "daemon thread": "threads/daemon-threads/",
    "oversold tickets": "processes/lock/",
    "Ctrl-C": "threads/join/ next/stopping/",
    "pickle error": "processes/start-methods/ processes/sharing-data/ next/pools/",
    "orphan": "processes/zombies-and-orphans/",
    "daemon process": "processes/daemonic-processes/",
    "semaphore": "locks/semaphores-and-signals/",
    "RLock": "locks/deadlock/",
    "reentrant lock": "locks/deadlock/",
    "condition variable": "locks/semaphores-and-signals/",
    "barrier": "locks/semaphores-and-signals/ threads/thread-or-process/",
    "event": "locks/semaphores-and-signals/",
    "ProcessPoolExecutor": "next/pools/",
    "exit code": "processes/starting-and-ending/",
    "shared memory": "processes/sharing-data/",
    "forkserver": "processes/start-methods/",
    "main guard": "processes/start-methods/ threads/starting-threads/",
    "freeze_support": "processes/starting-and-ending/",
    "Address already in use": "threads/tcp-server/",
    "SO_REUSEADDR": "threads/tcp-server/",
    "ConnectionResetError": "threads/tcp-server/",
    "socket server": "threads/tcp-server/",
    "SELECT FOR UPDATE": "locks/databases/",
    "database is locked": "locks/databases/",
    "row lock": "locks/databases/",
    "task_done": "processes/producers-and-consumers/",
    "sentinel": "processes/queues/ processes/producers-and-consumers/",
    "backpressure": "processes/producers-and-consumers/",
    "os.cpu_count": "choosing/how-not-to-measure/",
    "time.perf_counter": "choosing/how-not-to-measure/",
    "IO bound": "choosing/io-or-cpu/",
    "cpu bound": "choosing/io-or-cpu/",
    "kafka": "choosing/beyond-one-machine/",
    "celery": "choosing/beyond-one-machine/",
    "reference count": "gil/memory/",
    "garbage collector": "gil/memory/",
    "switch interval": "gil/what-it-is/",
    "subinterpreter": "gil/subinterpreters/",
    "InterpreterPoolExecutor": "gil/subinterpreters/",
    "free threading": "gil/free-threading/",
    "python 3.14t": "gil/free-threading/",
    "thread safe": "locks/safe-operations/",
    "check_same_thread": "locks/safe-operations/",
    "graceful shutdown": "next/stopping/",
    "atomic": "locks/races/",
    "thread-local": "threads/shared-data/",
    "threading.local": "threads/shared-data/",
    "contextvars": "threads/shared-data/",
    "BrokenProcessPool": "next/pools/",
    "as_completed": "next/pools/",
    "add_done_callback": "next/pools/",
    "TaskGroup": "next/asyncio/",
    "asyncio.to_thread": "next/asyncio/",
    "active_count": "threads/names-and-counting/",
    "get_native_id": "threads/names-and-counting/ processes/identity/",
    "os.getppid": "processes/identity/",
    "faulthandler": "locks/deadlock/",
    "hang": "next/finding-the-fault/ locks/deadlock/",
    "start_new_process bootstrapping phase": "processes/start-methods/",
    "multiprocessing queue empty": "processes/queues/",
    "kill thread": "threads/daemon-threads/ next/stopping/",
    "stop thread": "threads/daemon-threads/ next/stopping/",
    "exercise": "practice/exercises/",
    "glossary": "reference/glossary/",
    "dining philosophers": "locks/deadlock/",
    "producer consumer": "processes/producers-and-consumers/",
}


def address(name: str) -> str:
    """Where a page stands: threads/join.md is at threads/join/."""
    return f"{name.removesuffix('.md')}/"


@pytest.fixture(scope="module")
def base(site):
    """The address of the home page, on a site whose search finds what there is."""
    with served(site, searched=True) as address:
        yield address


@pytest.fixture
def page(page, base):
    """The home page."""
    page.goto(base)
    return page


def first_hit(page: Page, base: str, typed: str) -> str:
    """The page that the search shows first for what is typed."""
    box, links = page.locator(".md-search__input"), page.locator(".md-search-result__link")
    for text in ("", typed):  # nothing first, so that no earlier hit is taken for one of these
        box.fill(text)
        box.press("End")  # the search looks when a key goes up
        said = "matching" if text else "Type"
        expect(page.locator(".md-search-result__meta")).to_contain_text(said)
    if not links.count():
        return "nothing"
    return re.split("[?#]", links.first.get_attribute("href").removeprefix(base))[0]


@pytest.mark.one_in(2)
@pytest.mark.parametrize("key", ["/", "s"])
def test_search_opens_by_key_and_finds(page, base, key):
    page.keyboard.press(key)
    expect(page.locator(".md-search__input"), f"'{key}' opens no search").to_be_focused()
    page.keyboard.type(WORD)
    link = page.locator(".md-search-result__link").first
    expect(link, f"nothing found for {WORD!r}").to_be_visible()
    link.click()
    page.wait_for_url(lambda url: url.split("#")[0].split("?")[0] != base)
    expect(page.locator("article"), "what was found is not there").to_contain_text(
        re.compile(WORD, re.IGNORECASE)
    )


def test_what_people_type_finds_its_page_first(page, base, pytestconfig):
    """A third of it; all with --all."""
    assert len(WANTED) >= 40
    tried = list(WANTED.items())[:: 1 if pytestconfig.option.all else 3]
    page.locator(".md-search__input").click()
    found = []
    moved = {address(old): address(new) for old, new in MOVED.items()}
    for typed, wanted in tried:
        first = first_hit(page, base, typed)
        if first not in [moved.get(one, one) for one in wanted.split()]:
            found.append(
                f"{typed!r} finds {first} first, not {wanted}: give that page a tag or heading of "
                "these words, or want the other in tests/browser/test_search.py"
            )
    fail(found)
