# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Measurements
#
# How much faster are several workers, and what do they cost? No answer holds for every computer, so nobody typed one here. The
# [programs](../programs/) ran on the machine that built this site, while it was built. The sentences, the charts and the
# tables are made from what they printed.
#
# You can measure your own machine, and [compare](#compare).

# %%
import sys
from pathlib import Path

here = Path.cwd()
sys.path[:0] = [str(p) for p in (here, *here.parents) if (p / "mkdocs.yml").exists()]

from IPython.display import HTML  # noqa: E402

from tools.site import numbers  # noqa: E402

measured = numbers.of_build()


def show(topic):
    """Sentences, chart and table of one topic."""
    return HTML(measured.topic(topic))


HTML(measured.stamp_table())

# %% [markdown]
# ## Computing
#
# Twelve tasks in pure Python, done by workers that are ready when the clock starts. *Ideal* means that all
# cores share the work, as evenly as [twelve tasks can be shared out](../programs/#computing); a core with two hardware
# threads counts as two here. What stands behind it: [What the GIL is](../../gil/what-it-is/).

# %%
show("computing")

# %% [markdown]
# ## Hashing
#
# The same with work that C code does without holding the GIL: [Cores used](../../gil/cores-used/).

# %%
show("hashing")

# %% [markdown]
# ## Scaling
#
# Work in pure Python, cut into many tasks, done by more and more workers. Once every core is busy, more workers can hardly
# help work that computes.

# %%
show("scaling")

# %% [markdown]
# ## Task size
#
# Handing a task to another process costs something, whatever the task is. From which size on does that pay?
# [Pools and futures](../../next/pools/) explains what *in chunks* means.

# %%
show("task-size")

# %% [markdown]
# ## Tasks
#
# What a task that does nothing costs, with several tools that run tasks.

# %%
show("task-cost")

# %% [markdown]
# ## Waiting
#
# Many tasks that all sleep at the same time. The *ideal* is the longest single sleep.

# %%
show("waiting")

# %% [markdown]
# ## Sockets
#
# The same with clients of a server that answers late. It is input and output, which sleeping is not.

# %%
show("sockets")

# %% [markdown]
# ## What one more costs
#
# What one more of each kind costs: to start it and to see it end. Each mark is an interpreter.

# %%
show("cost-of-one")

# %% [markdown]
# ## Memory
#
# What one more takes while it waits. Of memory that processes share, each is charged its part.

# %%
show("memory-of-one")

# %% [markdown]
# ## Messages
#
# Between threads an object is handed over as it is. Between processes it is pickled, sent and built again.

# %%
show("talking")

# %% [markdown]
# ## Bytes
#
# Bytes for another process: sent, or written into memory that both have.

# %%
show("talking-bytes")

# %% [markdown]
# ## Sharing
#
# A number that two processes change, one after the other: what one change costs, through each way to share it. For
# comparison, what it costs to send bytes is shown once more.

# %%
show("sharing")

# %% [markdown]
# ## Locks
#
# One step, `count += 1`, without a lock and under a lock that nobody else wants. Then some work that several threads do under
# one lock for all of them, or each under a lock of its own.

# %%
show("locks")

# %% [markdown]
# ## Lost updates
#
# The same step in four threads without a lock: [Races](../../locks/races/#plus-equals) shows the program.

# %%
show("lost-updates")

# %% [markdown]
# ## Operations
#
# What goes wrong when two threads use the same object without a lock, and in what share of the tries.

# %%
show("operations")

# %% [markdown]
# ## Servers
#
# One echo server in several ways, all under the same load, which does not wait for answers:
# [A TCP server](../../threads/tcp-server/). The table says within what time half of the answers came, and within what time all
# but one in a hundred. The start is the time until all clients, who come at once, have a first answer, divided by their number.

# %%
show("echo")

# %% [markdown]
# ## The class notes
#
# The class notes from which this site began had two timings of a computer that they do not name. Only ratios can be
# compared.

# %%
show("notes-then-and-now")

# %% [markdown]
# ## Compare
#
# In the [project's folder](../programs/#at-home), `python -m tools.measure --json mine.json` measures your machine in a few
# minutes. Choose that file here, and the charts above show your values, too. Your browser reads it; it is sent nowhere.

# %%
HTML(measured.compare_form())

# %% [markdown]
# Can you say why the charts look as they do? [Threads and cores](../../practice/theory/#threads-and-cores) asks for it in your
# own words.
#
# All values on which this page rests are in [measurements.json](../measurements.json), with what the table at the top says.
# pyperf can read this file, and yours. This page is a notebook: [its source](numbers.py).
