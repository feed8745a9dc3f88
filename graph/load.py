"""Case files, checked and loaded into a graph, which is remembered.

What was loaded is remembered by the content of every file that went into it (and the code) in the user's cache
folder: as N-Quads, and, for whoever only asks, as a store on disk that opens at once. All of it may be deleted at any
time, and is never stale: another byte is another name.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.errors import CheckError
from craftgraph.graph.memory import cache_folder, seal, whole
from craftgraph.graph.namespaces import NAMES_GRAPH
from craftgraph.graph.store import Graph

if TYPE_CHECKING:
    from craftgraph.graph.corpus import Input

_REMEMBERED = 8
_OURS = re.compile(r"[0-9a-f]{32}\.nq")


def load(
    cases: Iterable[str | Path] = (),
    *,
    only: bool = False,
    names: bool = False,
    cache: bool = True,
    read_only: bool = False,
) -> Graph:
    """Load the shipped cases and those in your own files or folders.

    :param cases: files or folders with your own case files; a case that they describe again replaces the shipped one.
    :param only: leave the shipped cases out.
    :param names: load the persons' names that the sources print too (a named graph of their own).
    :param cache: remember the result in the user's cache folder.
    :param read_only: open what was remembered where it stands, at once, as a store that takes nothing more.
    :raises CheckError: when a file holds something wrong, with every finding.
    """
    from craftgraph.graph import corpus

    paths = [Path(entry) for entry in cases]
    listed, found = corpus.inputs(paths, only)
    if found:
        raise CheckError(found)
    remembered = cache_folder() / f"{_digest(listed)}.nq" if cache else None
    opened = _open(remembered) if remembered is not None and read_only and not names else None
    if opened is not None:
        return Graph(opened, is_read_only=True)
    store = ox.Store()
    if remembered is None or not _recall(store, remembered):
        store = _checked(listed, is_remembered=remembered is not None)
        if remembered is not None:
            _remember(store, remembered)
    if not names:
        store.remove_graph(ox.NamedNode(NAMES_GRAPH))
        if remembered is not None and read_only:
            _keep(store, remembered)
    return Graph(store)


def _checked(listed: Sequence[Input], *, is_remembered: bool) -> ox.Store:
    """Return the graph of files, of which those that were read before need not be read again."""
    from craftgraph.graph.citation import citations
    from craftgraph.graph.outline import outlined

    store = outlined(listed) if is_remembered else None
    if store is None:
        store = _read(listed)
    store.extend(list(citations(store)))
    return store


def _read(listed: Sequence[Input]) -> ox.Store:
    """Return the graph of files, each of them read.

    :raises CheckError: when they hold something wrong, with every finding.
    """
    from craftgraph.graph import check, corpus
    from craftgraph.graph.model import load_model

    read = corpus.read(listed, load_model())
    found = check.findings(read)
    if found:
        raise CheckError(found)
    return read.store


def _digest(listed: Sequence[Input]) -> str:
    digest = hashlib.sha256()
    for folder in ("ontology", "graph"):
        for path in sorted(Path(str(files("craftgraph") / folder)).rglob("*")):
            if path.suffix in (".ttl", ".jsonld", ".py"):
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for entry in listed:
        digest.update(
            f"{entry.folder}\0{entry.shown}\0".encode(errors="surrogateescape") + _content(entry.path) + b"\0"
        )
    return digest.hexdigest()[:32]


def _content(path: Path) -> bytes:
    """Return the bytes of a file; none when it cannot be read, which reading it as a case tells as a finding."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _recall(store: ox.Store, path: Path) -> bool:
    """Load what was remembered; a file that is not there or is damaged counts as forgotten."""
    remembered = whole(path)
    if remembered is None:
        return False
    store.load(remembered, format=ox.RdfFormat.N_QUADS, lenient=True)
    return True


def _open(path: Path) -> ox.Store | None:
    """Open the store on disk that stands beside what was remembered; None when there is none, or it is damaged."""
    folder = path.with_suffix(".store")
    try:
        return ox.Store.read_only(str(folder)) if folder.is_dir() else None
    except (OSError, ValueError):
        return None


def _keep(store: ox.Store, path: Path) -> None:
    """Make a store on disk beside its place and move it there; a folder that cannot be written is no reason to fail."""
    folder = path.with_suffix(".store")
    try:
        fresh = Path(tempfile.mkdtemp(prefix="part-", dir=path.parent))
    except OSError:
        return
    try:
        kept = ox.Store(str(fresh))
        kept.bulk_extend(store)
        kept.flush()
        del kept
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)


def _remember(store: ox.Store, path: Path) -> None:
    """Write beside and move into place; a folder that cannot be written is no reason to fail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            data = store.dump(format=ox.RdfFormat.N_QUADS) or b""
            part.write(data + seal(data))
        Path(part.name).replace(path)
        ours = [entry for entry in path.parent.iterdir() if _OURS.fullmatch(entry.name)]
        newest_first = sorted(ours, key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in newest_first[_REMEMBERED:]:
            old.unlink(missing_ok=True)
            shutil.rmtree(old.with_suffix(".store"), ignore_errors=True)
    except OSError:
        return
