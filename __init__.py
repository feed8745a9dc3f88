"""craftgraph: what is known of Dutch circular craft centres, as a knowledge graph.

>>> import craftgraph
>>> graph = craftgraph.load()
>>> graph.cases[-1]
'waarderegio-2022'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "check", "load"]

if TYPE_CHECKING:
    from craftgraph.graph.check import check
    from craftgraph.graph.load import load
    from craftgraph.graph.store import Graph

_HOMES = {"Graph": "craftgraph.graph.store", "load": "craftgraph.graph.load", "check": "craftgraph.graph.check"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'craftgraph' has no attribute '{name}'")
