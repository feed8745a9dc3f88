"""What others made: every file is the one that is listed, with its version and licence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from craftgraph.exports.vendoring import FOLDER, listed, problems


def test_every_file_is_the_one_that_is_listed() -> None:
    """No vendored file differs from its checksum, lacks, or stands there unlisted."""
    assert problems() == []


def test_every_library_tells_version_and_licence() -> None:
    """Each library has a licence, a version for every package, and a licence file beside it."""
    for library in listed():
        assert library["licence"]
        assert all(library["packages"].values())
        assert any("LICENSE" in path for path in library["files"])


def test_a_changed_a_missing_and_an_unlisted_file_are_found(tmp_path: Path) -> None:
    """Whatever is not as the list says is named."""
    folder = tmp_path / "vendor"
    shutil.copytree(FOLDER, folder)
    (folder / "oxigraph/web.js").write_text("other")
    (folder / "codemirror/LICENSE").unlink()
    (folder / "stray.js").write_text("who listed me?")
    assert {problem.path for problem in problems(folder)} == {"oxigraph/web.js", "codemirror/LICENSE", "stray.js"}


def test_the_list_names_no_registry() -> None:
    """Which registry npm asks is up to whoever runs it."""
    assert "http" not in json.dumps(listed())
