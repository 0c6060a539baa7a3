"""Tell when a program imports a module that is to be watched.

A library for that, wrapt, imports asyncio and a third of the standard library in each process that
is recorded: a tenth of a second in which the picture would show nothing of the program. So this is
ours. What is watched is the standard library's, in files.
"""

import sys

# What is to be called when which module was imported. The import system hands a finder nothing of
# ours, and there is one such system in a process: so there is one table.
waiting: dict[str, list] = {}


def when_imported(name):
    """Have a function called with a module, as soon as that was imported."""

    def register(function):
        if name in sys.modules:
            function(sys.modules[name])
        else:
            waiting.setdefault(name, []).append(function)
        return function

    return register


class Finder:
    """Finds a module as all others do, and calls what waits for it after it was executed."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        """What the import system asks each finder."""
        if name not in waiting:
            return None
        found = (one.find_spec(name, path, target) for one in sys.meta_path if one is not cls)
        spec = next(filter(None, found), None)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                for function in waiting.pop(name, ()):
                    function(module)

            spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Finder)
