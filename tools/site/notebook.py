"""A notebook's page: executed if what it reads has changed, and without nbconvert's own looks."""

import hashlib
import shutil
import time
from pathlib import Path

from bs4 import BeautifulSoup
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from tools.files import BUILD, ROOT, write_whole

FOLDER = BUILD / "notebook"
READ = (".py", ".j2", ".po")
DAY = 24 * 60 * 60  # seconds; no build takes so long


def execute_if_changed(config: MkDocsConfig, results: str, language: str) -> Path:
    """Have mkdocs-jupyter execute it again if the results or what tells them are others.

    Its own key is the notebook's text; the folder where it looks is named by all the rest. Returns
    the file there that has the results: another build may keep others meanwhile.
    """
    digest = hashlib.sha256(f"{language}\0{results}".encode())
    for file in sorted((ROOT / "tools").rglob("*")):
        if file.suffix in READ:
            digest.update(file.read_bytes())
    folder = FOLDER / digest.hexdigest()[:16]
    yesterday = time.time() - DAY
    for old in FOLDER.glob("*"):
        if old != folder and old.stat().st_mtime < yesterday:
            shutil.rmtree(old, ignore_errors=True)
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(folder)
    file = folder / "measurements.json"
    write_whole(file, results.encode())
    return file


def bare(html: str, config: MkDocsConfig) -> str:
    """The text and the results of a notebook, without nbconvert's styles, scripts and frames.

    The links at its headings are called as those of other pages are.
    """
    cells = BeautifulSoup(html, "html.parser").select(
        ".jp-RenderedMarkdown, .jp-OutputArea-output.jp-RenderedHTMLCommon"
    )
    text = "\n".join(cell.decode_contents() for cell in cells)
    title = escape(config.mdx_configs["toc"]["permalink_title"])
    return text.replace('class="anchor-link"', f'class="headerlink" title="{title}"')
