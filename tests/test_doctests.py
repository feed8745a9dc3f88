"""The examples in docstrings run, on the modules as they are installed."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import craftgraph

MODULES = ["craftgraph"] + [
    name
    for package in ("craftgraph.graph", "craftgraph.exports")
    for _, name, _ in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name: str) -> None:
    """Every example in a docstring gives the answer that stands under it."""
    failures, _ = doctest.testmod(importlib.import_module(name))
    assert failures == 0


def test_the_package_tells_its_version() -> None:
    """The version in the code is the version that was installed."""
    from importlib.metadata import version

    assert craftgraph.__version__ == version("craftgraph")
