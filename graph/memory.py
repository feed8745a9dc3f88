"""What was worked out before, kept in the user's cache folder under the content of all that it was worked out from.

What is kept is never stale: another input is another name. All of it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from platform import python_version
from typing import TypeVar

Made = TypeVar("Made")

_KEPT = 150  # so many results of one kind; what was used longest ago goes
_LIBRARIES = ("jinja2", "markupsafe", "networkx", "numpy", "pyoxigraph", "pyvis", "scipy")


def cache_folder() -> Path:
    """Return the folder in which results are kept (`CRAFTGRAPH_CACHE`, or the user's cache folder)."""
    given = os.environ.get("CRAFTGRAPH_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "craftgraph"


@cache
def program_digest() -> str:
    """Return a digest of the whole program and its version: code, templates, texts, ontology, and its libraries."""
    from craftgraph import __version__

    digest = hashlib.sha256(f"{python_version()} {__version__}".encode())
    for name in _LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}\0".encode())
        except PackageNotFoundError:
            digest.update(f"{name} of unknown version\0".encode())
    root = Path(str(files("craftgraph")))
    for folder in ("graph", "exports", "ontology"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def remembered(kind: str, inputs: Iterable[str], make: Callable[[], str]) -> str:
    """Return the text that was made of these inputs before by this program, or make it now and keep it.

    :param kind: the folder that holds results of one sort.
    :param inputs: everything that the result depends on, besides the program itself.
    """
    return _remembered(kind, inputs, lambda: make().encode()).decode()


def remembered_value(kind: str, inputs: Iterable[str], make: Callable[[], Made]) -> Made:
    """Return the value that was made of these inputs before, as :func:`remembered` does a text.

    It is kept as a pickle, which is as much to be trusted as the compiled templates beside it.
    """
    found: Made = pickle.loads(_remembered(kind, inputs, lambda: pickle.dumps(make())))
    return found


def _remembered(kind: str, inputs: Iterable[str], make: Callable[[], bytes]) -> bytes:
    digest = hashlib.sha256(program_digest().encode())
    for text in inputs:
        digest.update(text.encode() + b"\0")
    path = cache_folder() / kind / digest.hexdigest()[:32]
    found = whole(path)
    if found is not None:
        _mark_as_used(path)
        return found
    made = make()
    _keep(path, made)
    return made


def seal(data: bytes) -> bytes:
    """Return the line that goes after what is kept (a comment in N-Quads), by which :func:`whole` knows it again."""
    return b"\n# " + hashlib.sha256(data).hexdigest().encode() + b"\n"


def whole(path: Path) -> bytes | None:
    """Return what was kept in a file; None when there is nothing, or it is not what was written there."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    data = kept[:-_SEAL]
    return data if kept[-_SEAL:] == seal(data) else None


_SEAL = len(seal(b""))


def _mark_as_used(path: Path) -> None:
    """Let what others were worked out after, but is still of use, not be the first to go."""
    with suppress(OSError):
        os.utime(path)


def _keep(path: Path, data: bytes) -> None:
    """Write beside and move into place; a folder that cannot be written is no reason to fail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(data + seal(data))
        Path(part.name).replace(path)
        newest_first = sorted(path.parent.iterdir(), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in newest_first[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
