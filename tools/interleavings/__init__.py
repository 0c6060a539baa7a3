"""Every interleaving of an example's threads, executed on its own code.

From the bottom: `facts` (what can be found), `values` (plain data as a reader sees it), `survey`
(what a program's text tells), `instrument` (the same program with step points), `scheduler` (what
models and runners of steps agree on), `primitives` (models of threading, queue and others),
`greenlets` (one run), `snapshot` (when two states are one), `explore` (all runs), `endings` (what
they come to).
"""
