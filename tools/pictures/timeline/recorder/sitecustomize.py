"""Record who waits for what. Python runs this file as it starts, because it is called so.

`tools.pictures.timeline` puts this folder on PYTHONPATH of the program that it records; every
process that the program starts inherits that. The program itself is not touched: what is recorded
is put around the standard library's own waits. Nothing of the project is imported.
"""

import os

HERE = f"{os.getpid()}"

# A subinterpreter runs this file as well, in a process that is recorded already: its threads would
# have the numbers of others. It inherits what is in the environment of the process.
if os.environ.get("TIMELINE_RECORDED") != HERE:
    os.environ["TIMELINE_RECORDED"] = HERE
    import timeline_recorder

    timeline_recorder.start()
