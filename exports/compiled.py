"""Templates as Jinja compiled them, kept in the user's cache folder: they take longer to compile than to fill in."""

from __future__ import annotations

import os

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from craftgraph.graph.memory import cache_folder


def compiled() -> BytecodeCache | None:
    """Return where compiled templates are kept, or None where nothing can be kept.

    A template with another text is compiled again.
    """
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
