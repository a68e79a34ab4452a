"""The schemas of today against those that were released, and what each kind of change asks for."""

import copy

import pytest

from copydesk.errors import SchemaError
from copydesk.registry import read_schema
from copydesk.release.compatibility import (
    Level,
    compare_shapes,
    frozen_versions,
    refuse_incompatible,
    schema_shapes,
    unreleased_changes,
)

TODAY = read_schema("manifest")["x-version"]


@pytest.mark.parametrize("version", frozen_versions())
def test_the_schemas_of_today_keep_what_was_promised(version):
    refuse_incompatible(version, TODAY, unreleased_changes(version))


def test_the_schemas_of_today_are_kept():
    """If this fails, raise x-version in schemas/manifest.json and run scripts/freeze_schemas.py.

    While no published release has the version of today, ``scripts/freeze_schemas.py --again`` is enough.
    """
    assert TODAY in frozen_versions()
    assert unreleased_changes(TODAY) == []


def changed(change):
    """The changes of the table `articles` when its schema is changed."""
    schema = copy.deepcopy(read_schema("articles"))
    change(schema["properties"])
    return compare_shapes("articles", schema_shapes(read_schema("articles")), schema_shapes(schema))


CASES = {
    "a field gone": (lambda p: p.pop("dateline"), Level.MAJOR, "articles.dateline is gone"),
    "a struct gone": (lambda p: p.pop("quality"), Level.MAJOR, "articles.quality is gone"),
    "a field of a list gone": (
        lambda p: p["timexes"]["items"]["properties"].pop("mod"),
        Level.MAJOR,
        "articles.timexes[].mod is gone",
    ),
    "a field new": (
        lambda p: p.update({"place": {"type": "string", "x-arrow": "string"}}),
        Level.MINOR,
        "articles.place is new",
    ),
    "another type": (
        lambda p: p["published"].update({"x-arrow": "string"}),
        Level.MAJOR,
        "articles.published was date32 and is string",
    ),
    "null admitted": (
        lambda p: p["text"].update({"type": ["string", "null"]}),
        Level.MAJOR,
        "articles.text may be null now",
    ),
    "null no longer admitted": (
        lambda p: p["title"].update({"type": "string"}),
        Level.MINOR,
        "articles.title is never null now",
    ),
    "a class more": (
        lambda p: p["topic"]["enum"].insert(-1, "gardens"),
        Level.MINOR,
        "articles.topic has the new names 'gardens'",
    ),
    "a class in the middle": (
        lambda p: p["topic"]["enum"].insert(0, "gardens"),
        Level.MAJOR,
        "articles.topic has its names in another order, so that their numbers mean others",
    ),
    "a class less": (
        lambda p: p["topic"]["enum"].remove("sport"),
        Level.MAJOR,
        "articles.topic has lost the names 'sport'",
    ),
    "a name more in a closed list of strings": (
        lambda p: p["timexes"]["items"]["properties"]["type"]["enum"].insert(0, "AGE"),
        Level.MINOR,
        "articles.timexes[].type has the new names 'AGE'",
    ),
    "a list opened": (
        lambda p: p["timexes"]["items"]["properties"]["type"].pop("enum"),
        Level.MAJOR,
        "articles.timexes[].type is no closed list now",
    ),
    "another description": (lambda p: p["text"].update({"description": "the body"}), None, None),
}


@pytest.mark.parametrize(("change", "level", "words"), CASES.values(), ids=CASES)
def test_a_change_of_schema_asks_for_its_number(change, level, words):
    found = [(one.level, str(one)) for one in changed(change)]
    assert found == ([] if level is None else [(level, words)])


def test_a_field_taken_away_needs_a_new_major_of_the_schemas():
    changes = changed(lambda p: p.pop("dateline"))
    message = r"schemas 0\.9 break with 0\.1: articles\.dateline is gone\. Make x-version .* 1\.0"
    with pytest.raises(SchemaError, match=message):
        refuse_incompatible("0.1", "0.9", changes)
    refuse_incompatible("0.1", "1.0", changes)


def test_a_field_added_needs_a_new_minor_of_the_schemas():
    changes = changed(lambda p: p.update({"place": {"type": "string", "x-arrow": "string"}}))
    message = r"schemas 0\.1 are not those that were released: articles\.place is new\. Make .* 0\.2"
    with pytest.raises(SchemaError, match=message):
        refuse_incompatible("0.1", "0.1", changes)
    refuse_incompatible("0.1", "0.2", changes)
