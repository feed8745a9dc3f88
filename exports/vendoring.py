"""What others made and the pages need: listed with version, licence and checksum in `vendor/vendor.json`.

`python -m craftgraph.exports.vendoring` fetches the listed versions again from the npm registry (the one that npm is
set up for), makes every file anew and writes the checksums; `--latest` takes the newest versions. It needs npm.
Afterwards run the tests that open a page in a browser, and look at a map and at the SPARQL page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "vendor"


@dataclass(frozen=True, slots=True)
class Problem:
    """A vendored file that is not what the list says: its path below the folder, and what is wrong."""

    path: str
    what: str


def listed(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Return the libraries of the list, each with its packages and files."""
    found: list[dict[str, Any]] = json.loads((folder / "vendor.json").read_bytes())
    return found


def problems(folder: Path = FOLDER) -> list[Problem]:
    """Return every file that the list has and the folder has not, or has otherwise, and those that nobody lists."""
    files = {path: entry for library in listed(folder) for path, entry in library["files"].items()}
    ours = {"vendor.json", "README.md", *(entry["entry"] for entry in files.values() if "entry" in entry)}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - ours
    found = [Problem(path, "is listed, but not there") for path in sorted(files.keys() - there)]
    found += [Problem(path, "is there, but not listed") for path in sorted(there - files.keys())]
    for path in sorted(files.keys() & there):
        if digest((folder / path).read_bytes()) != files[path]["sha256"]:
            found.append(Problem(path, "has another checksum than the list says"))
    return found


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def renew(folder: Path = FOLDER, latest: bool = False) -> None:
    """Fetch every listed package, make the files anew, and write their checksums and versions into the list."""
    libraries = listed(folder)
    for library in libraries:
        with tempfile.TemporaryDirectory() as place:
            modules = _fetch(library, Path(place), latest)
            library["packages"] = {name: _version(modules / name) for name in library["packages"]}
            for path, entry in library["files"].items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                if "entry" in entry:
                    _bundle(folder / entry["entry"], target, modules, entry["global"])
                elif "from" in entry:
                    data = (modules / entry["from"]).read_bytes()
                    target.write_bytes(gzip.compress(data, 9, mtime=0) if entry.get("packed") else data)
                entry["sha256"] = digest(target.read_bytes())
    (folder / "vendor.json").write_text(json.dumps(libraries, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _fetch(library: dict[str, Any], place: Path, latest: bool) -> Path:
    """Install the packages of a library, without running any script of theirs, and return where they stand."""
    (place / "package.json").write_text('{"private": true}')
    wanted = [name if latest or not version else f"{name}@{version}" for name, version in library["packages"].items()]
    wanted += [library["bundler"]] if "bundler" in library else []
    _run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *wanted], place)
    return place / "node_modules"


def _version(package: Path) -> str:
    return str(json.loads((package / "package.json").read_bytes())["version"])


def _bundle(entry: Path, target: Path, modules: Path, name: str) -> None:
    """Bundle an entry into one classic script that puts its exports into a global of that name."""
    copied = modules.parent / entry.name
    copied.write_bytes(entry.read_bytes())
    flags = ["--bundle", "--minify", "--format=iife", f"--global-name={name}", "--legal-comments=none"]
    _run(["npx", "--no-install", "esbuild", copied.name, *flags, f"--outfile={target.resolve()}"], modules.parent)


def _run(command: Iterable[str], place: Path) -> None:
    subprocess.run(list(command), cwd=place, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    renew(latest="--latest" in sys.argv[1:])
    for problem in problems():
        print(f"{problem.path} {problem.what}", file=sys.stderr)
