"""The folder of the pages, as the configuration of the site names it."""

import yaml

from tools.files import ROOT

_root = yaml.compose((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.SafeLoader)
DOCS = ROOT / next(value.value for key, value in _root.value if key.value == "docs_dir")
