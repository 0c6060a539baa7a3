"""What has moved: `extra.moved` in the configuration says of a page or program what it is now.

At the old address of a page stands one that leads on, to the same id; at that of a program, which
readers were told to run, the program. A page that is split moves to where most of it is.
mkdocs-redirects does the same for pages, but requires ProperDocs, a fork of MkDocs, and prints its
warning in each build.
"""

import logging
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from tools.site.telling import Telling

log = logging.getLogger("mkdocs.hooks")


def files_for(config: MkDocsConfig, telling: Telling, files: Files) -> list[File]:
    """What stands at the old addresses; what cannot is a warning."""
    found = []
    for old, new in (config.extra.get("moved") or {}).items():
        target = files.get_file_from_path(new)
        if target is None or new == old or target.is_documentation_page() != old.endswith(".md"):
            what = "page" if old.endswith(".md") else "program"
            log.warning("mkdocs.yml: moved: %s: no %s is %s; name what it is now", old, what, new)
        elif files.get_file_from_path(old):
            log.warning("mkdocs.yml: moved: %s is still there; take out the one or the other", old)
        elif not target.is_documentation_page():
            found.append(File.generated(config, old, content=target.content_bytes))
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
