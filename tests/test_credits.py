"""Bylines, agencies and datelines."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.credits import find_agency, find_byline_place, find_dateline, parse_byline, parse_dateline

CASES = json.loads((Path(__file__).parent / "cases" / "credits.json").read_text("utf-8"))
STORY = "Rain fell on the coast for the third day, officials said on Monday."
NAMES = st.sampled_from(["Jane Roe", "Ludwig van Stranden", "Ana Ribeira", "Aoife O'Dunes", "J.K. Quill"])


@pytest.mark.parametrize(("line", "people", "agency"), CASES["bylines"])
def test_a_byline_gives_its_people_and_its_agency(line, people, agency):
    assert parse_byline(line) == (tuple(people), agency)


@pytest.mark.parametrize(("opening", "place", "agency", "day"), CASES["datelines"])
def test_a_dateline_gives_place_agency_and_day_and_ends_where_the_story_begins(opening, place, agency, day):
    found = parse_dateline(opening + STORY)
    assert found is not None
    assert (found.place, found.agency, found.day and found.day.isoformat()) == (place, agency, day)
    assert (opening + STORY)[found.end :] == STORY


@pytest.mark.parametrize("opening", CASES["no_datelines"])
def test_what_only_looks_like_a_dateline_is_none(opening):
    assert parse_dateline(opening + STORY) is None


def test_a_dateline_follows_a_deck_where_an_agency_stands_in_it():
    agency, bare = "OSLO (AP) — " + STORY, "OSLO — " + STORY
    assert find_dateline(["A deck of few words.", agency, STORY]) == parse_dateline(agency)
    assert find_dateline([bare, agency]) == parse_dateline(bare)
    assert find_dateline(["A deck of few words.", bare]) is None
    assert find_dateline(["A deck of few words.", STORY, agency]) is None
    assert find_dateline([]) is None


def test_a_dateline_needs_a_story_behind_it():
    assert parse_dateline("NAIROBI, Kenya (AP) — Rain.") is None


@pytest.mark.parametrize(("text", "agency"), CASES["agencies"])
def test_an_agency_is_found_where_it_signs(text, agency):
    assert find_agency(text) == agency


def test_the_publication_is_no_person_and_a_source_can_be_an_agency():
    houses, agencies = frozenset({"Harbour Lights"}), frozenset({"Tidewater"})
    assert parse_byline("By Jane Roe, Harbour Lights", houses=houses).people == ("Jane Roe",)
    assert parse_byline("By Jane Roe, HARBOUR LIGHTS", houses=houses).people == ("Jane Roe",)
    assert parse_byline("Jane Roe HarbourLights", houses=houses).people == ("Jane Roe",)
    staff = "Tidewater and Harbour Lights staff"
    assert parse_byline(staff, agencies=agencies, houses=houses) == ((), "Tidewater")
    assert parse_byline("Jane Roe in Oslo (Tidewater)", agencies=agencies) == (("Jane Roe",), "Tidewater")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Jane Roe in Oslo | 26 August 2019", "Oslo"),
        ("By Jane Roe in Port Louis, Mauritius", "Port Louis, Mauritius"),
        ("By Jane Roe in Oslo (Reuters)", "Oslo"),
        ("Jane Roe in World News", None),
        ("Posted in Oslo", None),
        ("By Jane Roe in the newsroom", None),
        ("26 August 2019", None),
        ("Rain fell in Oslo", None),
    ],
)
def test_the_place_of_a_byline_is_where_its_author_writes(line, place):
    assert find_byline_place(line) == place


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), st.sampled_from(["By ", "Written by ", ""]))
def test_any_list_of_names_is_read_whole_in_any_case(people, opening):
    line = opening + (", ".join(people[:-1]) + " and " if people[1:] else "") + people[-1]
    assert parse_byline(line).people == tuple(people)
    assert parse_byline(line.upper()).people == tuple(people)


@given(st.text() | st.text(alphabet="By JaneRo,|()/-—&.APeuters "))
def test_no_text_raises(text):
    for person in parse_byline(text).people:
        assert person.strip() == person != ""
    find_agency(text)
    find_byline_place(text)
    found = parse_dateline(text + STORY)
    assert found is None or 0 < found.end <= len(text) + len(STORY)


@pytest.mark.parametrize("piece", ["A", "A ", "A.", "A-", "(", ", ", "- ", '"', "1", "By "])
def test_a_long_line_credits_nobody(piece):
    text = piece * (1_000_000 // len(piece))
    assert parse_byline(text) == ((), None)
    assert parse_dateline(text) is None
    assert find_agency(text) is None
    assert find_byline_place(text) is None
