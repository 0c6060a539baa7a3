"""Pages that have moved: `extra.moved` in the configuration names, for each, the page it is now.

At the old address stands a page that leads on, to the same id. A page that is split moves to where
most of it is. mkdocs-redirects does the same, but requires ProperDocs, a fork of MkDocs, and prints
its warning in each build.
"""

import logging
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from tools.site.telling import Telling

log = logging.getLogger("mkdocs.hooks")


def pages(config: MkDocsConfig, telling: Telling, files: Files) -> list[File]:
    """What stands at the old addresses; what cannot is a warning."""
    found = []
    for old, new in (config.extra.get("moved") or {}).items():
        target = files.get_file_from_path(new)
        if target is None or new == old:
            log.warning("mkdocs.yml: moved: %s: there is no %s; name the page it is now", old, new)
        elif files.get_file_from_path(old):
            log.warning("mkdocs.yml: moved: %s is still there; take out the one or the other", old)
        else:
            was = File(old, config.docs_dir, config.site_dir, config.use_directory_urls)
            content = telling.render(
                "moved.j2",
                language=telling.language,
                address=get_relative_url(target.url, was.url),
                canonical=urljoin(config.site_url or "", target.url),
            )
            found.append(File.generated(config, was.dest_uri, content=content))
    return found
