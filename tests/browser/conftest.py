"""A browser, and those who visit the built site with it: both are started once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright
from saying import fail
from test_site import built_pages

from browser.axe_core import axe
from browser.visits import WIDE, forget, served, watched

__all__ = ["axe"]  # a fixture
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # Nothing leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

expect.set_options(timeout=20_000)  # milliseconds; CI machines are busy


@pytest.fixture(scope="package")
def base(site: Path) -> Iterator[str]:
    """The address of the home page, on a site whose search finds nothing."""
    with served(site, searched=False) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine: $CHROMIUM, or one on PATH, or Chrome where it is installed."""
    asked = os.environ.get("CHROMIUM")
    path = asked or next(filter(None, map(shutil.which, NAMES)), None)
    where = {"executable_path": path} if path else {"channel": "chrome"}
    with sync_playwright() as playwright:
        opened = why = None
        try:
            opened = playwright.chromium.launch(args=FLAGS, **where)
        except Error as error:
            why = f"no browser: {error.message}"
        if opened:
            with opened:
                yield opened
        elif path or os.environ.get("CI") == "true":
            pytest.fail(why, pytrace=False)
        else:
            pytest.skip(f"no browser: none of {', '.join(NAMES)} is on PATH, and no $CHROMIUM")


@pytest.fixture
def wide(browser: Browser) -> Iterator[BrowserContext]:
    """A new visitor with a wide screen and a light system."""
    with browser.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def addresses(site: Path, base: str) -> list[str]:
    """The address of every page; not of those that have moved, which lead on."""
    files = [*built_pages(site), site / "404.html"]
    return [base + file.relative_to(site).as_posix().removesuffix("index.html") for file in files]


@pytest.fixture(scope="package")
def often(browser: Browser) -> Iterator[BrowserContext]:
    """One who comes again and again, and so has the site's files; the first page stays open."""
    with browser.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        context.new_page()
        yield context


@pytest.fixture
def page(often: BrowserContext, base: str) -> Iterator[Page]:
    """A page on which nothing goes wrong; what it has kept is forgotten."""
    page = often.new_page()
    wrong = watched(page, base)
    yield page
    forget(often, base)
    fail(wrong)
