"""The machinery: small modules, one job each; a module imports only those above it.

interpreters, snippets, pages, runner, outcomes, passes, claims, hooks.
"""
