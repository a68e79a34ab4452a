"""Countries: which names mean one, and the laws that their spans keep on any text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.label import countries, sentences
from copydesk.record import document_of

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/countries.json").read_text(encoding="utf-8"))
LEXICON = (ROOT / "copydesk/lexicon/countries.txt").read_text(encoding="utf-8").splitlines()
ROWS = [[field.strip() for field in line.split("|")] for line in LEXICON if not line.startswith("#")]
CAPITALS = [
    line
    for line in (ROOT / "tests/cases/capitals.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# these need an article around them to mean the country
SHARED = {"Georgia", "Guinea", "Chad", "Emirates"}

PIECES = [
    "Georgia ",
    "Jordan",
    "the North ",
    "South Korea ",
    "Korea",
    "US",
    "U.S. ",
    "Moscow",
    "’s ",
    "policy ",
]
PIECES += [
    "French ",
    "Washington ",
    "said ",
    "and ",
    ". ",
    "\n\n",
    "New ",
    "Côte d'Ivoire ",
    "İ",
    "-led ",
    "between ",
]
newslike = st.lists(st.sampled_from(PIECES)).map("".join)


def countries_of(text: str, *, language: str = "en"):
    document = document_of(text, language=language)
    return countries.label(document, sentences=sentences.label(document))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_name_is_a_country_only_where_it_means_one(case):
    text = case["text"]

    found = [[text[c.start : c.end], c.code, c.via, c.rule] for c in countries_of(text)]

    assert found == case["countries"]


@pytest.mark.parametrize("marked", CAPITALS)
def test_a_capital_counts_only_where_it_stands_for_its_country(marked):
    text = marked.replace("[", "").replace("]", "")

    capitals = [country for country in countries_of(text) if country.via == "capital"]

    found = text
    for country in reversed(capitals):
        found = f"{found[: country.start]}[{found[country.start : country.end]}]{found[country.end :]}"
    assert found == marked


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_country_is_found_by_its_names(row):
    code, names, _, _ = row

    for name in names.split("; "):
        if name not in SHARED:
            text = f"They came from {name} by sea."
            found = [(text[c.start : c.end], c.code) for c in countries_of(text)]
            assert found == [(name, code)]


def test_codes_are_those_of_iso_3166_and_kosovo():
    codes = [row[0] for row in ROWS]

    assert len(codes) == len(set(codes)) == 250
    assert "XKX" in codes
    assert codes.count("FRA") == 1


def test_other_languages_have_no_countries():
    assert countries_of("Frankreich und Georgia und Taiwan", language="de") == []


@given(st.one_of(st.text(), newslike))
def test_countries_lie_inside_the_text_in_order_and_do_not_overlap(text):
    found = countries_of(text)

    assert all(0 <= country.start < country.end <= len(text) for country in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert found == countries_of(text)


@given(newslike)
def test_codes_and_kinds_are_those_of_the_schema(text):
    schema = json.loads((ROOT / "schemas/layers/countries.json").read_text(encoding="utf-8"))
    kinds = schema["items"]["properties"]["via"]["enum"]

    for country in countries_of(text):
        assert country.via in kinds
        assert len(country.code) == 3


@pytest.mark.parametrize("unit", ['"', "US ", "Georgia ", "Washington ", " ", "1", "French and ", "A"])
def test_a_line_of_one_thing_is_read_to_its_end(unit):
    assert isinstance(countries_of(unit * (100_000 // len(unit))), list)
