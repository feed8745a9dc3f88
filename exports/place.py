"""Putting what was made into its place: complete, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from craftgraph.graph.errors import CraftgraphError

MARK = ".craftgraph"


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


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a fresh folder beside `out` that takes its place when all went well, and is thrown away when not.

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
        (fresh / MARK).write_text("This folder is made by `craftgraph build`, which replaces it as a whole.\n", "utf-8")
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
