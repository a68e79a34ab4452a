"""The parts of the attributions layer: marks, units, lexicon; and that no text makes it slow."""

from __future__ import annotations

import dataclasses
import sys
import tomllib
from importlib import resources

import pytest

from copydesk.label import attributions
from copydesk.label.attributions.lexicon import first_names, screen, verbs, words
from copydesk.label.attributions.marks import quotes_of
from copydesk.label.attributions.units import QUOTE, Unit
from copydesk.record import Span, document_of

LINES = [
    '"',
    "“",
    "”",
    "‘",
    "'",
    "«",
    "a",
    " ",
    "1",
    "-",
    "(",
    "“” ",
    '"a" ',
    "he said ",
    "said ",
    "Monday ",
    "imply ",
]
LINES += [
    "A ",
    "The ",
    "() ",
    "Smith, a man, said ",
    "he said, “",
    "“A,” he said. ",
    "according to ",
    "'a,' ",
    ", said ",
]


def quoted(text: str) -> list[str]:
    document = document_of(text)
    found = quotes_of(document, document.paragraphs)
    return [text[quote.inner_start : quote.inner_end] for quotes in found.values() for quote in quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a b” c “d”", ["a b", "d"]),
        ('"a b" c "d"', ["a b", "d"]),
        ("“a “b” c”", ["a “b” c"]),
        ("“a ‘b’ c”", ["a ‘b’ c"]),
        ('«a "b" c»', ['a "b" c']),
        ("„a b“ c", ["a b"]),
        ("``a b'' c", ["a b"]),
        ("''a b'' c", ["a b"]),
        ("”a b” c", ["a b"]),
        ("“a b“ c", ["a b"]),
        ('said."A b." c', ["A b."]),
        ("“a b. C. “d”", ["a b. C.", "d"]),
        ("“a b", ["a b"]),
        ("a b”", []),
        ("“”", []),
        ("5'10\" and 6'2\" tall", []),
        ('x="a b" c "d e"', ["d e"]),
        ("the farmers’ and the mayors’ share", []),
    ],
)
def test_marks_are_paired_by_what_stands_around_them(text, expected):
    assert quoted(text) == expected


def test_a_quotation_left_open_at_the_end_of_a_line_runs_to_its_end():
    assert quoted("“A b.\n\n“C d.”") == ["A b.", "C d."]


def test_a_line_that_closes_what_the_line_before_left_open_is_quoted_from_its_start():
    assert quoted("“A b.\n\nC d.” She left.") == ["A b.", "C d."]


def test_a_line_with_a_thousand_marks_and_more_holds_no_quotation():
    assert quoted('"a" ' * 600) == []


def test_a_quotation_is_one_word_of_its_unit():
    text = "Sen. Roe said “we go” on Monday."
    document = document_of(text)
    quotes = quotes_of(document, document.paragraphs)[0]
    unit = Unit(document, Span(0, len(text)), quotes)

    assert unit.words == ["sen.", "roe", "said", QUOTE, "on", "monday", "."]
    assert [text[start:end] for start, end in zip(unit.starts, unit.ends, strict=True)] == [
        "Sen.", "Roe", "said", "“we go”", "on", "Monday", ".",
    ]  # fmt: skip


def test_numbers_and_abbreviations_keep_their_stops():
    text = "The U.S. sold 1.5 tons for Norvik Inc. in May."
    unit = Unit(document_of(text), Span(0, len(text)), [])

    assert unit.words == ["the", "u.s.", "sold", "1.5", "tons", "for", "norvik", "inc.", "in", "may", "."]


@pytest.mark.parametrize(
    ("form", "lemma", "letters"),
    [
        ("said", "say", "dn"),
        ("denies", "deny", "s"),
        ("denied", "deny", "dn"),
        ("noting", "note", "g"),
        ("read", "read", "bdn"),
    ],
)
def test_verbs_are_inflected(form, lemma, letters):
    assert (verbs()[form].lemma, set(verbs()[form].forms)) == (lemma, set(letters))


def test_every_irregular_verb_is_one_that_reports():
    tables = tomllib.loads(
        resources.files("copydesk").joinpath("lexicon/attribution_verbs.toml").read_text("utf-8")
    )
    lemmas = {verb.lemma for verb in verbs().values()}

    assert set(tables["irregular"]) <= lemmas


def test_every_word_list_is_filled_and_in_lower_case():
    for field in dataclasses.fields(words()):
        listed = getattr(words(), field.name)
        assert listed, field.name
        assert all(word == word.lower() for word in listed), field.name


def test_a_first_name_used_for_both_genders_is_left_out():
    assert first_names()["ida"] == "female"
    assert "leslie" not in first_names()


def test_the_screen_holds_cues_with_the_marks_that_stick_to_them():
    assert {"said", "said,", "said.", "according"} <= screen()
    assert "shouted" not in screen()


def steps(text: str) -> int:
    """Count the lines of code that labelling runs: a measure of work that no clock disturbs."""
    document = document_of(text)
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        attributions.label(document, sentences=document.paragraphs)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", LINES)
def test_a_long_line_of_one_piece_costs_steps_in_proportion_to_its_length(piece):
    small, large = (steps(piece * (size // len(piece))) for size in (3_000, 24_000))

    assert large < 20 * small + 3_000
