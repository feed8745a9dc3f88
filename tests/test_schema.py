"""The JSON Schema for editors."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from craftgraph.graph.model import folder, load_model
from craftgraph.graph.schema import schema, text


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


def test_what_the_shapes_ask_for_is_required(made: dict[str, Any]) -> None:
    """A field that its shape needs is required in the schema."""
    needed = made["properties"]["parties"]["items"]["allOf"]
    for names in (("party", "kind"), ("involvement",)):
        assert {"anyOf": [{"required": [name]} for name in names]} in needed
    assert "named_as" not in json.dumps(needed)


def test_everything_is_described(made: dict[str, Any]) -> None:
    """An editor has something to tell about each list and each field."""
    fields = [entry for name, entry in made["$defs"].items() if name.startswith("field-")]
    lists = [made["properties"][name] for name in load_model().lists]
    assert all(len(entry["description"]) > 3 for entry in [*lists, *fields])


def test_the_schema_is_the_same_every_time(made: dict[str, Any]) -> None:
    """Two runs give the same text."""
    assert json.loads(text()) == made
    assert text() == text()
