"""Files read together: folders, replacement, and references between files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from craftgraph.graph import corpus
from craftgraph.graph.check import check
from craftgraph.graph.corpus import Corpus
from craftgraph.graph.load import load
from craftgraph.graph.model import load_model
from craftgraph.graph.namespaces import ID

CASE = """\
id: {id}
centre: centre
as_of: {year}
name: {{nl: {id}, en: {id}}}
source: report
defaults: {{status: current, basis: stated}}
"""


def read(*paths: Path, only: bool = True) -> Corpus:
    """Read paths into a corpus, together with what is wrong with the paths themselves."""
    listed, found = corpus.inputs(paths, only)
    made = corpus.read(listed, load_model())
    made.findings[:0] = found
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a folder of a name and return it."""

    def _folder(name: str, **texts: str) -> Path:
        made = tmp_path / name
        made.mkdir()
        for stem, text in texts.items():
            (made / f"{stem}.yaml").write_text(text, "utf-8")
        return made

    return _folder


def organisations(*items: str, name: str = "registry") -> str:
    """Return a registry file with organisations."""
    return f"id: {name}\norganisations:\n" + "".join(f"- {{{item}}}\n" for item in items)


def test_a_path_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    """A missing path is named as it was given."""
    (found,) = read(tmp_path / "none").findings
    assert str(found).startswith(f"{tmp_path / 'none'}:1:1: there is no such file or folder")


def test_a_folder_without_yaml_is_a_finding(folder: Callable[..., Path]) -> None:
    """A folder that holds no case file is more likely a slip than an intention."""
    (found,) = read(folder("empty")).findings
    assert "holds no .yaml file" in found.problem


def test_a_folder_that_may_not_be_read_is_a_finding(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without rights is a finding, not a traceback."""

    def refuse(entry: Path) -> Iterator[Path]:
        if entry == path:
            raise PermissionError(13, "Permission denied")
        return listed(entry)

    path, listed = folder("closed"), Path.iterdir
    monkeypatch.setattr(Path, "iterdir", refuse)
    (found,) = read(path).findings
    assert "Permission denied" in found.problem


def test_a_folder_named_as_a_file_is_a_finding(folder: Callable[..., Path]) -> None:
    """A folder called x.yaml among case files is told, and the other files are read."""
    path = folder("own", registry=organisations("id: shop, name: Shop"))
    (path / "x.yaml").mkdir()
    made = read(path)
    assert [(found.path, found.line) for found in made.findings] == [(str(path / "x.yaml"), 1)]
    assert ID + "shop" in made.items


def test_other_files_of_a_folder_are_left_alone(folder: Callable[..., Path]) -> None:
    """Only .yaml and .yml files are read, in the order of their names."""
    path = folder("own", b="id: b\n", a="id: a\n")
    (path / "c.yml").write_text("id: c\n")
    (path / "notes.txt").write_text("[")
    listed, found = corpus.inputs([path], only=True)
    assert not found
    assert [entry.path.name for entry in listed] == ["a.yaml", "b.yaml", "c.yml"]


def test_a_file_given_twice_is_read_once(folder: Callable[..., Path]) -> None:
    """A file that stands in a folder and is named itself too does not clash with itself."""
    path = folder("own", registry=organisations("id: shop, name: Shop"))
    made = read(path, path / "registry.yaml", path)
    assert not made.findings
    assert len(made.files) == 1


def test_two_files_of_one_folder_may_not_describe_the_same(folder: Callable[..., Path]) -> None:
    """The same identifier in two files of a folder is a finding that names the other place."""
    text = organisations("id: depot, name: Depot", "id: shop, name: Shop")
    path = folder("own", a=text, b=organisations("id: shop, name: Store", name="b"))
    (found,) = read(path).findings
    assert (found.path, found.line) == (str(path / "b.yaml"), 3)
    assert found.problem == f"'shop' is described in {path / 'a.yaml'} as well (line 4)"


def test_two_files_of_one_folder_may_not_be_the_same_case(folder: Callable[..., Path]) -> None:
    """Two case files with one `id` in a folder are a finding."""
    path = folder("own", a=CASE.format(id="x-2020", year=2020), b=CASE.format(id="x-2020", year=2021))
    assert any("'x-2020' is described in" in found.problem for found in read(path).findings)


def test_a_later_case_takes_the_place_of_an_earlier_one(folder: Callable[..., Path]) -> None:
    """A case that a later folder describes again replaces the earlier one as a whole."""
    old = CASE.format(id="x-2020", year=2020) + "aims:\n- {id: old-aim, theme: finance, at: one}\n"
    new = CASE.format(id="x-2020", year=2021) + "aims:\n- {id: new-aim, theme: finance, at: one}\n"
    made = read(folder("first", x=old), folder("second", x=new))
    assert not [found for found in made.findings if "described" in found.problem]
    assert ID + "x-2020/new-aim" in made.items
    assert ID + "x-2020/old-aim" not in made.items


def test_a_users_file_takes_the_place_of_a_shipped_case(folder: Callable[..., Path]) -> None:
    """A file of one's own with the identifier of a shipped case stands in its place, beside the other shipped files."""
    path = folder("own", z=CASE.format(id="zwolle-2019", year=2019))
    made = read(path, only=False)
    assert [file.path for file in made.files if file.identifier == "zwolle-2019"] == [str(path / "z.yaml")]
    assert "cases/organisations.yaml" in [file.path for file in made.files]


def test_a_later_entry_of_the_registry_takes_the_place_of_an_earlier_one(folder: Callable[..., Path]) -> None:
    """An organisation that a later folder describes again replaces that one alone."""
    first = folder("first", r=organisations("id: shop, name: Shop", "id: depot, name: Depot"))
    second = folder("second", r=organisations("id: shop, name: Store", name="mine"))
    made = read(first, second)
    assert made.items[ID + "shop"].path == str(second / "r.yaml")
    assert made.items[ID + "depot"].path == str(first / "r.yaml")


@pytest.mark.parametrize("name", ["shop", "registry", "names"])
def test_a_case_may_not_take_the_identifier_of_something_else(name: str, folder: Callable[..., Path]) -> None:
    """A case called as an organisation, as a registry file or as the graph of names is refused, in any folder."""
    first = folder("first", r=organisations("id: shop, name: Shop"))
    second = folder("second", x=CASE.format(id=name, year=2020))
    made = read(first, second)
    assert [found.problem for found in made.findings] == [f"'{name}' is already the identifier of something else"]
    assert ID + "shop" in made.items


def test_references_reach_other_cases_and_the_vocabularies(folder: Callable[..., Path]) -> None:
    """A reference may name a statement of another case, an item by its minted name, and a concept."""
    old = CASE.format(id="old-2019", year=2019) + "parties:\n- {party: shop, at: one}\n"
    new = CASE.format(id="new-2022", year=2022) + (
        "milestones:\n- {id: m, event: opening, led_to: [old-2019/parties_shop, n], at: one}\n"
        "aims:\n- {id: n, theme: finance, subject_to: m, at: one}\n"
    )
    made = read(folder("own", r=organisations("id: shop, name: Shop"), a=old, b=new))
    assert {found.problem for found in made.findings} <= {
        "`centre`: nothing is known as 'centre'",
        "`source`: nothing is known as 'report'",
        "`at`: nothing is known as 'one'",
        "`event`: nothing is known as 'opening'",
    }


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("whose", "shap", "did you mean 'shop'?"),
        ("subject_to", "aim-too", "did you mean 'aim-two'?"),
        ("whose", "aim-too", "register it in an organisations.yaml"),
        ("theme", "finence", "did you mean 'finance'?"),
        ("theme", "zzzzzzzz", "ontology/vocabularies/theme.ttl"),
        ("whose", "zzzzzzzz", "- {id: zzzzzzzz, name: …, at: …}"),
        ("at", "zzzzzzzz", "sources.yaml of your own, under `sections`, as `- {id: report/zzzzzzzz, document: …"),
    ],
)
def test_an_unknown_name_leads_to_the_nearest_or_to_where_to_add_it(
    field: str, value: str, remedy: str, folder: Callable[..., Path]
) -> None:
    """A reference to nothing says what comes near, or else where such a thing would be registered."""
    text = organisations("id: shop, name: Shop") + f"aims:\n- {{id: aim-two, {field}: {value}}}\n"
    case = CASE.format(id="x-2020", year=2020) + f"aims:\n- {{id: aim-two, {field}: {value}}}\n"
    path = folder("own", r=text.split("aims")[0], x=case)
    (found,) = [found for found in read(path).findings if f"'{value}'" in found.problem]
    assert found.problem == f"`{field}`: nothing is known as '{value}'"
    assert remedy in found.remedy
    assert (found.path, found.line) == (str(path / "x.yaml"), 8)


def test_two_parties_cannot_have_one_name(write: Callable[..., Path]) -> None:
    """A name or alias that another party has already is a finding at its place, whatever the capitals."""
    entry = "- {id: another, name: Something else, aliases: [x, rova], at: waarderegio-2022}\n"
    (found,) = check([write("id: organisations\norganisations:\n" + entry)])
    assert (found.line, found.column) == (3, 52)
    assert "'rova' is a name of 'rova' too" in found.problem


CASE_AGAIN = """
id: zwolle-2019
centre: waardering
as_of: 2019-11
name: Zwolle, read again
source: panteia-2019/12-zwolle
defaults: {status: current, basis: stated}
parties:
  - {party: rova, involvement: partner, at: achtergrond}
"""


def test_a_case_of_ones_own_takes_the_place_of_the_shipped_one(write: Callable[..., Path]) -> None:
    """What other shipped cases said of statements that the replaced case no longer makes goes with them."""
    path = write(CASE_AGAIN)
    assert check([path]) == []
    graph = load([path])
    assert len(graph.query("SELECT ?s { ?s cg:inCase id:zwolle-2019 }")) == 1
    assert graph.query("ASK { ?s cg:inCase id:waarderegio-2022 }").truth


@pytest.mark.parametrize("name", ["index", "en", "data", "goods", "role", "2019-zwolle"])
def test_a_case_cannot_be_called_after_something_else(
    write: Callable[..., Path], registry: list[Path], name: str
) -> None:
    """Names of pages and vocabularies, and names that no prefix can have, are refused for a case."""
    (found,) = check([*registry, write(CASE_AGAIN.replace("id: zwolle-2019", f"id: {name}"))], only=True)
    assert name in found.problem
    assert "give the case another `id:`" in found.remedy


def test_hidden_files_are_left_alone(write: Callable[..., Path]) -> None:
    """What a file system puts beside a case file is not read as one."""
    write(b"\x00\x05\x16\x07", "._own.yaml")
    assert check([write(CASE_AGAIN).parent]) == []


def test_a_shipped_file_is_called_as_it_calls_itself() -> None:
    """The name of each shipped file is the `id` that it begins with, so that whoever looks for a case finds it."""
    listed, _ = corpus.inputs([], only=False)
    names = {entry.shown: entry.path.stem for entry in listed}
    assert {file.path: file.identifier for file in read(only=False).files} == names
