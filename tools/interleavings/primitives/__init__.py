"""Models of what examples use of the standard library: the same meaning, but a scheduler decides.

They follow CPython's own: what is raised, what an owner may do, who may be woken. What the library
does not promise, such as which of several waiters is next, is explored in all its ways.
"""
