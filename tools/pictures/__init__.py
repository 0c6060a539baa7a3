"""What runs of an example come to, as pictures, and to be played; one folder a kind.

KINDS is the one registry of what a fence may ask for: `{.python .timeline}`. A page with such
fences is made so, for each kind on it: `facts(snippet)` of each, all of them through `together`,
then for each the template, with `facts` and with `links` to what `files(facts)` gives.
"""

from typing import Any

from tools.pictures.interleavings import INTERLEAVINGS
from tools.pictures.kind import Kind
from tools.pictures.process_life import LIFE
from tools.pictures.storm import STORM
from tools.pictures.switching import SWITCHING
from tools.pictures.timeline import TIMELINE

KINDS: dict[str, Kind[Any]] = {
    "timeline": TIMELINE,
    "interleavings": INTERLEAVINGS,
    "switching": SWITCHING,
    "life": LIFE,
    "storm": STORM,
}
