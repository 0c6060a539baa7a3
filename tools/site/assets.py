"""The style sheets and scripts of a page: those of what is on it, each once, in its head."""

import re
from itertools import chain

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools.pictures import KINDS
from tools.site.build import Build

# How a page shows that it has a component, and what that loads.
COMPONENTS = {
    'class="example-name"': ("assets/card.css",),
    'class="(?:chart|measured-facts)"': ("assets/charts.css",),
    'id="claim-': ("assets/claims.css",),
    'class="page-end"': ("assets/page-end.css",),
    'class="quiz"': ("quiz/quiz.css", "quiz/quiz.js"),
}


def added(build: Build, output: str, page: Page) -> str:
    """A page with the style sheets and scripts that its programs and pictures need."""
    parts = [names for mark, names in COMPONENTS.items() if re.search(mark, output)]
    kinds = [KINDS[name] for name in sorted(build.parts[page.file.src_uri].kinds)]
    wanted = dict.fromkeys(chain(*parts, *(kind.assets for kind in kinds)))
    head = [
        *(build.telling.render(kind.once) for kind in kinds if kind.once),
        *(tag(get_relative_url(asset, page.url)) for asset in wanted),
    ]
    if build.programs and 'class="run" hidden' in output:
        head.append(build.programs.scripts(page, judges=" data-exercise=" in output))
    return output.replace("</head>", f"{Markup().join(head)}</head>", 1)


def tag(link: str) -> Markup:
    """What loads a script or a style sheet."""
    script, styles = '<script type="module" src="{}"></script>', '<link rel="stylesheet" href="{}">'
    return Markup(script if link.endswith(".js") else styles).format(link)
