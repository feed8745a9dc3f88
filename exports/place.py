"""Putting what was made into its place: complete, or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from craftgraph.graph.errors import CraftgraphError

MARK = ".craftgraph"
_SENTENCE = "This folder is made by `craftgraph build`, which replaces it as a whole."


def write(path: Path, text: str) -> None:
    """Write a file beside its place and move it there.

    :raises CraftgraphError: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as part:
            part.write(text)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise CraftgraphError(f"{path} cannot be written ({error.strerror}); name another place with --out.") from None


def put(pages: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write texts into a folder, each with its place in it.

    :raises OSError: when the folder cannot be written.
    """
    for path, text in pages:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def is_current(out: Path, inputs: str) -> bool:
    """Whether a folder was made from these inputs, and holds what it held then: every file, and no other."""
    try:
        found = (out / MARK).read_text("utf-8")
        return found.startswith(_head(inputs)) and found == _mark(out, inputs)
    except (OSError, UnicodeDecodeError):
        return False


def _mark(folder: Path, inputs: str) -> str:
    """Return what the mark of a folder says: who made it, from what, and a checksum of each file."""
    return _head(inputs) + "".join(_line(folder, path, path.read_bytes()) for path in _files(folder))


def _head(inputs: str) -> str:
    return f"{_SENTENCE}\nMade from {inputs}\n"


def _line(folder: Path, path: Path, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}  {path.relative_to(folder).as_posix()}\n"


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder but its mark, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MARK)


def _settle(fresh: Path, old: Path, inputs: str) -> str:
    """Return the mark of a fresh folder; every file that holds what it held before gets the time that it had.

    So a sync takes the others only.
    """
    lines = []
    for path in _files(fresh):
        content = path.read_bytes()
        _keep_time(path, content, old / path.relative_to(fresh))
        lines.append(_line(fresh, path, content))
    return _head(inputs) + "".join(lines)


def _keep_time(path: Path, content: bytes, before: Path) -> None:
    """Give a file the time of the one before it, if that holds the same."""
    if before.is_file() and before.stat().st_size == len(content) and before.read_bytes() == content:
        times = before.stat()
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@contextmanager
def beside(out: Path, inputs: str = "") -> Iterator[Path]:
    """Give a fresh folder beside `out` that takes its place when all went well, and is thrown away when not.

    A file with the same bytes as the earlier one in its place keeps the time of that one.

    :param inputs: a digest of what the folder is made from, for :func:`is_current`.
    :raises CraftgraphError: when the folder holds something that craftgraph did not make, or cannot be written.
    """
    try:
        out = out.resolve()
        _refuse_foreign(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise CraftgraphError(f"{out} cannot be written ({error.strerror}); name another folder with --out.") from None
    try:
        yield fresh
        (fresh / MARK).write_text(_settle(fresh, out, inputs), "utf-8")
        fresh.chmod(0o755)
        _swap(fresh, out)
    except OSError as error:
        raise CraftgraphError(
            f"{out} cannot be written ({error.strerror}); what was there before is still there."
        ) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, out: Path) -> None:
    """Put a folder in the place of another; when that fails the other one is put back."""
    if not out.exists():
        fresh.rename(out)
        return
    old = fresh.with_name(fresh.name + "-old")
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise CraftgraphError(
            f"{out} holds files that craftgraph did not make; name an empty or new folder with --out."
        )
    if out.exists() and not out.is_dir():
        raise CraftgraphError(f"{out} is a file; name a folder with --out.")
    if out in (Path.cwd(), *Path.cwd().parents):
        raise CraftgraphError(f"{out} is the folder you work in, or holds it; name a new folder with --out.")
