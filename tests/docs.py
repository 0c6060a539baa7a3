"""The folder of the pages, as the configuration of the site names it."""

import yaml

from tools.files import ROOT

_root = yaml.compose((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.SafeLoader)
_parts = {key.value: value.value for key, value in _root.value}
_extra = {key.value: value.value for key, value in _parts.get("extra", [])}
# The pages that have moved: what each was called, and is called now.
MOVED = {old.value: new.value for old, new in _extra.get("moved", [])}
DOCS = ROOT / next(value.value for key, value in _root.value if key.value == "docs_dir")
