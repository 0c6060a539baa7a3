"""The machinery: a package for each thing that is found out of an example, `site` on top of them.

README.md has the map; pyproject.toml the order, in which a package knows only those below it.
"""

import time

# Unix time in seconds; what has changed since is imported anew while serving.
IMPORTED = time.time()
