"""What all tests in a browser share: the site as it is served, screens, and what may go wrong."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves a site below its path, and its own page for what is missing, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"  # a connection is used again

    def __init__(self, *args, prefix: str, searched: bool, **kwargs):
        self.prefix, self.searched = prefix, searched
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Take the site's path off; what lies beside it is missing."""
        found = path.startswith(self.prefix)
        return super().translate_path("/" + path.removeprefix(self.prefix) if found else "/missing")

    def do_GET(self) -> None:
        """Send a file, and what finds nothing for the index of a search that nobody uses."""
        if self.searched or not self.path.endswith("/search_index.json"):
            super().do_GET()
            return
        config = json.loads(Path(self.translate_path(self.path)).read_bytes())["config"]
        self.send_text(200, "application/json", json.dumps({"config": config, "docs": []}).encode())

    def end_headers(self) -> None:
        """Let files be kept for as long as GitHub Pages does."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, *args, **kwargs) -> None:
        """Send the site's 404 page."""
        if code != 404:
            super().send_error(code, *args, **kwargs)
            return
        text = Path(self.directory, "404.html").read_bytes()
        self.send_text(404, "text/html; charset=utf-8", text)

    def send_text(self, code: int, kind: str, text: bytes) -> None:
        """Send this text."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, searched: bool) -> Iterator[str]:
    """The address of the home page, served with the path that it will have when published.

    Every page that is opened builds the index of its search, which takes a quarter of its time.
    """
    home = (site / "index.html").read_text("utf-8")
    canonical = re.search(r'rel="?canonical"? href="?([^" >]+)', home)
    prefix = urlsplit(canonical[1]).path if canonical else "/"
    handler = functools.partial(Server, directory=str(site), prefix=prefix, searched=searched)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()


def named(address: str, base: str) -> str:
    """What a message calls a page."""
    return address.removeprefix(base) or "home"


def watched(page: Page, base: str) -> list[str]:
    """What goes wrong on a page from now on, whatever its test looks at; the list fills."""
    found, host = [], urlsplit(base).netloc

    def say(what: str) -> None:
        found.append(f"{named(page.url, base)}: {what}")

    def look(request) -> None:
        if urlsplit(request.url).netloc not in (host, ""):
            say(f"asks another host: {request.url}")

    page.on("console", lambda m: m.type == "error" and say(f"the console says: {m.text}"))
    page.on("pageerror", lambda error: say(f"a script fails: {error}"))
    # What is still being loaded when the page is left is aborted; nothing is wrong with it.
    page.on(
        "requestfailed",
        lambda r: r.failure != "net::ERR_ABORTED" and say(f"not loaded: {r.url} ({r.failure})"),
    )
    page.on("response", lambda r: r.status >= 400 and say(f"status {r.status}: {r.url}"))
    page.on("request", look)
    return found


def forget(context: BrowserContext, base: str) -> None:
    """Close all pages but the first; what they have kept is gone, but for the site's files."""
    first, *others = context.pages
    for page in others:
        page.close()
    context.clear_permissions()
    session = context.new_cdp_session(first)
    session.send("Storage.clearDataForOrigin", {"origin": base, "storageTypes": "all"})
    session.detach()
