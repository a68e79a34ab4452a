"""Dates: what is found, what is not, and which of a page's dates is the day of publication."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from copydesk.calendars import months_named, names
from copydesk.dates import find_date_in_url, find_dates, parse_date
from copydesk.publication import choose_published

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text("utf-8"))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NAMES = sorted(
    {
        (name, month)
        for entry in json.loads(
            (Path(__file__).parents[1] / "copydesk" / "lexicon" / "dates_names.json").read_text("utf-8")
        )["languages"].values()
        for month, spellings in enumerate(entry["months"], 1)
        for name in spellings
        if len(months_named(name, language=None)) == 1
    }
)


def iso(day):
    return None if day is None else day.isoformat()


@pytest.mark.parametrize(("text", "day", "rule"), CASES["dates"])
def test_a_full_date_is_found_with_its_rule(text, day, rule):
    assert [(iso(found.day), found.rule) for found in find_dates(text)] == [(day, rule)]


@pytest.mark.parametrize("text", CASES["no_dates"])
def test_what_is_no_certain_date_is_not_found(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(("text", "hints", "day"), CASES["hinted"])
def test_what_the_caller_knows_settles_an_uncertain_date(text, hints, day):
    assert [iso(found.day) for found in find_dates(text, **hints)] == ([] if day is None else [day])


@pytest.mark.parametrize(("value", "day"), CASES["values"])
def test_a_metadata_value_is_read_as_a_day(value, day):
    assert iso(parse_date(value)) == day


@pytest.mark.parametrize(("address", "day"), CASES["addresses"])
def test_the_day_in_an_address_is_found(address, day):
    assert iso(find_date_in_url(address)) == day


@pytest.mark.parametrize(("name", "lines", "day", "line", "rule"), CASES["pages"])
def test_the_day_of_publication_is_chosen_from_the_lines(name, lines, day, line, rule):
    found = choose_published([tuple(pair) for pair in lines])
    assert (found and (iso(found.day), found.line, found.rule)) == (day and (day, line, rule))


def test_spans_hold_the_weekday_and_the_date_and_nothing_else():
    text = "Posted: Wednesday, 30 August 2006 at 10:15 and 2006-09-01T10:15Z."
    spans = [text[found.start : found.end] for found in find_dates(text)]
    assert spans == ["Wednesday, 30 August 2006", "2006-09-01T10:15Z"]


def test_the_chosen_span_is_where_the_date_stands():
    found = choose_published([("title", "Ferry raised"), ("date", "Posted on 30 August 2006, 10:15")])
    assert found is not None
    assert (found.start, found.end) == (10, 24)


@given(
    DAYS,
    st.sampled_from(
        ["{d} {b} {y}", "{d}. {b} {y}", "{b} {d}, {y}", "{b}. {d} {y}", "{d}-{b}-{y}", "{d} de {b} de {y}"]
    ),
    st.data(),
)
def test_every_day_in_every_language_is_found_again(day, shape, data):
    name = data.draw(st.sampled_from([name for name, month in NAMES if month == day.month]))
    if shape.startswith("{b}") and len(name) <= 3:
        name = f"{day:%B}"  # a short name is an everyday word in some language
    text = shape.format(d=day.day, b=name, y=day.year)
    assert [found.day for found in find_dates(text)] == [day], text


@given(
    DAYS,
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%dT%H:%MZ", "%d.%m.%Y", "%A, %d %B %Y"]),
)
def test_every_day_in_every_numeric_shape_is_found_again(day, shape):
    assert [found.day for found in find_dates(day.strftime(shape))] == [day]


@given(DAYS)
def test_a_weekday_settles_the_order_of_a_numeric_date(day):
    other = date(day.year, day.day, day.month) if day.day <= 12 else day
    assume(other == day or other.weekday() != day.weekday())  # else both readings are right
    assert [found.day for found in find_dates(f"{day:%A} {day:%m/%d/%Y}")] == [day]


@given(DAYS)
def test_a_day_written_to_metadata_or_an_address_is_read_again(day):
    assert parse_date(day.isoformat()) == day
    if day.year < 2100:
        assert find_date_in_url(f"https://harbour.example/{day:%Y/%m/%d}/ferry") == day


@given(st.text() | st.text(alphabet="0123456789-/.: 年月日marchAug,2006"), st.booleans() | st.none())
@example("²⁰²⁰-①-②", None)
def test_no_text_raises_and_spans_lie_inside_it(text, day_first):
    for found in find_dates(text, day_first=day_first, compact=True):
        assert 0 <= found.start < found.end <= len(text)
        assert 1900 <= found.day.year <= 2100
    parse_date(text)
    find_date_in_url(text)
    choose_published([("date", text), ("byline", text)], day_first=day_first)


@pytest.mark.parametrize("piece", ["1", " ", "1/", "-", "A", "2 ", "1.", "年"])
def test_a_long_line_without_a_year_has_no_date(piece):
    assert find_dates(piece * (1_000_000 // len(piece))) == []


def test_no_month_and_no_language_is_empty():
    assert {month for by in names().months.values() for month in by} == set(range(1, 13))
