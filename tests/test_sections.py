"""The topics of sections."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.sections import TOPICS, is_section, section_of_trail, topic_of

CASES = json.loads((Path(__file__).parent / "cases" / "sections.json").read_text("utf-8"))
LEXICON = tomllib.loads(
    (Path(__file__).parents[1] / "copydesk" / "lexicon" / "topics.toml").read_text("utf-8")
)


@pytest.mark.parametrize(("section", "topic"), CASES["sections"])
def test_a_section_has_the_topic_that_its_name_says(section, topic):
    assert topic_of(section, mapping={}) == topic


def test_what_is_known_of_a_source_goes_first():
    mapping = {"Business": "labour", "The Quay": "weather"}
    assert topic_of("Business", mapping=mapping) == "labour"
    assert topic_of("Home > THE QUAY", mapping=mapping) == "weather"
    assert topic_of("Sport", mapping=mapping) == "sport"


def test_the_most_specific_part_of_a_trail_decides():
    assert topic_of("Home > Business > Football", mapping={}) == "sport"
    assert topic_of("Home > Business > Harbour", mapping={}) == "economy, business and finance"


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Home > News > Harbour", "Harbour"),
        ("Home>News>Harbour", "Harbour"),
        ("You are here: Home » Harbour", "Harbour"),
        ("Home › Harbour › Ferry to sail", "Harbour"),
        ("Home › Harbour › Ferry to sail at last …", "Harbour"),
        ("Inicio :: Deportes", "Deportes"),
        ("Home", None),
        ("Home >", None),
        ("Ferry News > Home", None),
        ("More stories »", None),
        ("« Older | Newer »", None),
        ("He said: «Nobody knows». And then", None),
        ("Home > And this goes on for longer than any name", None),
    ],
)
def test_a_trail_ends_in_the_section(line, section):
    assert section_of_trail(line, title="Ferry to sail at last, says harbour master") == section


@pytest.mark.parametrize(
    "name", ["Home", "FRONT PAGE", "uncategorized", "amble.example", "5-min read", "25", ""]
)
def test_what_is_no_name_of_a_part_of_a_site_is_no_section(name):
    assert not is_section(name)


def test_topics_stand_in_the_order_of_their_codes():
    codes = sorted(LEXICON["topics"])
    assert codes == [f"medtop:{number:02}000000" for number in range(1, 18)]
    assert tuple(LEXICON["topics"][code]["name"] for code in codes) == TOPICS


def test_topics_are_those_of_the_schema():
    schema = json.loads((Path(__file__).parents[1] / "schemas" / "sources.json").read_text("utf-8"))
    sections = schema["properties"]["sources"]["additionalProperties"]["properties"]["sections"]
    assert tuple(sections["additionalProperties"]["enum"]) == TOPICS


def test_no_word_has_two_topics():
    topics = {}
    for entry in LEXICON["topics"].values():
        for word in entry["words"]:
            assert topics.setdefault(word, entry["name"]) == entry["name"], word


@given(st.text())
def test_any_section_has_a_topic_of_the_list_or_none(section):
    assert topic_of(section, mapping={}) in {*TOPICS, None}


@pytest.mark.parametrize("piece", [" ", ">", "a", "& ", "/", "("])
def test_a_long_line_is_no_section(piece):
    assert topic_of(piece * (1_000_000 // len(piece)), mapping={}) is None
