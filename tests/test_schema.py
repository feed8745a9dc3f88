"""The JSON Schema for editors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from craftgraph.graph.model import folder, load_model
from craftgraph.graph.schema import schema, text

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted([*(ROOT / "cases").glob("*.yaml"), *(ROOT / "docs" / "profiles").glob("*.yaml")])


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The schema, made once."""
    return schema()


def test_the_shipped_schema_is_up_to_date() -> None:
    """The file beside the ontology is what would be written now: run `python -m craftgraph.graph.schema` if not."""
    assert (folder() / "case.schema.json").read_text("utf-8") == text()


def test_the_schema_knows_every_list_and_field(made: dict[str, Any]) -> None:
    """What a case file may say, an editor offers, and nothing else."""
    model = load_model()
    assert set(made["properties"]) == {
        "id",
        "defaults",
        "kind",
        *model.lists,
        *model.case.fields,
        *model.profile.fields,
    }
    for name, listing in model.lists.items():
        assert set(made["properties"][name]["items"]["properties"]) == {"id", *listing.fields}
    assert made["additionalProperties"] is False


def test_every_reference_in_the_schema_is_defined(made: dict[str, Any]) -> None:
    """No field points at a definition that is not there, and none stands there unused."""
    used = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(made)))
    assert used == set(made["$defs"])


def test_concepts_are_offered_as_choices(made: dict[str, Any]) -> None:
    """A field that takes concepts lists them; a field that takes a number says so; a text has two languages."""
    definitions = made["$defs"]
    assert definitions["field-status"]["anyOf"][0] == {"$ref": "#/$defs/concept-status"}
    assert {"current", "planned", "wish"} <= set(definitions["concept-status"]["enum"])
    assert definitions["field-value"]["anyOf"][0] == {"type": "number"}
    assert definitions["field-primary"]["anyOf"][0] == {"type": "boolean"}
    assert set(definitions["field-what"]["anyOf"][0]["properties"]) == {"nl", "en"}


class _Yaml12(yaml.SafeLoader):
    """Reads YAML as version 1.2 does: dates, `yes` and `no` are texts."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _complaints(made: dict[str, Any], text: str) -> list[str]:
    """What an editor would underline in a file, with where it stands."""
    errors = Draft202012Validator(made).iter_errors(yaml.load(text, _Yaml12))
    return [f"{error.json_path}: {error.message}" for error in errors]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_editors_find_nothing_in_the_shipped_files(made: dict[str, Any], path: Path) -> None:
    """Cases, registry and example profiles are right by the schema: defaults count, and a profile needs no passages."""
    assert _complaints(made, path.read_text("utf-8")) == []


def test_what_the_shapes_ask_for_is_required(made: dict[str, Any]) -> None:
    """An item without a field that its shape needs is underlined; the file's defaults may give it to all items."""
    item = "parties:\n- {party: rova, at: status, basis: stated, status: current}\n"
    assert _complaints(made, f"id: a\n{item}") == ["$.parties[0]: 'involvement' is a required property"]
    assert _complaints(made, f"id: a\ndefaults: {{involvement: partner}}\n{item}") == []
    full = "id: a\ndefaults: {status: current, basis: stated, involvement: partner, at: status}\nparties:\n"
    assert len(_complaints(made, full + "- {named_as: {nl: x}}\n")) == 1
    assert _complaints(made, full + "- {kind: reuse-shop}\n- {party: rova}\n") == []


def test_only_a_profile_may_leave_out_the_passage(made: dict[str, Any]) -> None:
    """A profile is the source of what it says; a case says for each item where the source does."""
    rest = "defaults: {status: planned, basis: stated, involvement: partner}\nparties:\n- {party: rova}\n"
    assert _complaints(made, f"kind: profile\nid: a\n{rest}") == []
    assert _complaints(made, f"id: a\n{rest}") == ["$.parties[0]: 'at' is a required property"]


def test_everything_is_described(made: dict[str, Any]) -> None:
    """An editor has something to tell about each list and each field."""
    fields = [entry for name, entry in made["$defs"].items() if name.startswith("field-")]
    lists = [made["properties"][name] for name in load_model().lists]
    assert all(len(entry["description"]) > 3 for entry in [*lists, *fields])


def test_the_schema_is_the_same_every_time(made: dict[str, Any]) -> None:
    """What is made here is what another run wrote."""
    assert json.loads((folder() / "case.schema.json").read_text("utf-8")) == made
