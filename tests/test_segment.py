"""The roles of lines: cases as data, and laws that hold on any text."""

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.lines import split_lines
from copydesk.segment import ROLES, judge_pages, segment_lines

CASES = Path(__file__).parent / "cases"
TEXT_ROLES = {"title", "subtitle", "body", "subhead", "list"}


def blocks(name):
    """Read the cases of a file: heading and lines."""
    parts = (CASES / name).read_text(encoding="utf-8").split("\n=== ")[1:]
    return [(part.partition("\n")[0], part.partition("\n")[2].rstrip("\n").split("\n")) for part in parts]


def lines_of(*texts):
    """Give the lines of text dumps as the stage gets them."""
    unknown = {"shared": pl.Float32, "metadata_title": pl.String}
    frame = split_lines(range(len(texts)), texts).frame
    return frame.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in unknown.items())


def roles_of(*texts):
    return segment_lines(lines_of(*texts)).to_list()


PAGES = [
    (name, [re.match(r"(\S*) *\| ?(.*)", line).groups() for line in lines])
    for name, lines in blocks("segment.txt")
]
TEXTS = ["\n".join(text for _, text in lines) for _, lines in PAGES]
REJECTS = [(*heading.split(" | "), "\n".join(lines)) for heading, lines in blocks("segment_rejects.txt")]


@pytest.mark.parametrize(("name", "lines"), PAGES, ids=[name for name, _ in PAGES])
def test_each_line_of_a_page_gets_its_role(name, lines):
    found = roles_of("\n".join(text for _, text in lines))
    expected = [(role, text) for role, text in lines if text.strip()]

    wrong = [
        f"{role} for {want}: {text}"
        for role, (want, text) in zip(found, expected, strict=True)
        if (role in TEXT_ROLES if want == "?" else role != want)
    ]

    assert wrong == []


@pytest.mark.parametrize(("name", "reason", "text"), REJECTS, ids=[name for name, *_ in REJECTS])
def test_a_page_without_an_article_is_told_with_its_reason(name, reason, text):
    lines = lines_of(text)

    verdicts = judge_pages(lines.with_columns(segment_lines(lines).alias("role")))

    assert [verdict or "-" for verdict in verdicts["reason"]] == [reason]
    assert verdicts["detail"].is_null().all() == (reason == "-")


def test_the_roles_of_a_page_do_not_depend_on_the_other_pages_of_its_batch():
    together = roles_of(*TEXTS)
    alone = [role for text in TEXTS for role in roles_of(text)]
    backwards = list(roles_of(*reversed(TEXTS)))

    assert together == alone
    assert sorted(backwards) == sorted(together)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=120), max_size=12).map("\n".join), max_size=4))
def test_any_text_gets_one_role_a_line(texts):
    lines = lines_of(*texts)

    roles = segment_lines(lines)

    assert len(roles) == len(lines)
    assert roles.dtype == pl.Enum(ROLES)
    assert roles.null_count() == 0
    assert set(judge_pages(lines.with_columns(roles.alias("role")))["page"]) == set(lines["page"])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.integers(0, len(TEXTS) - 1))
def test_a_page_keeps_its_roles_when_another_page_comes_before_it(text, number):
    before = lines_of(text)

    assert roles_of(text, TEXTS[number])[len(before) :] == roles_of(TEXTS[number])


@pytest.mark.parametrize("sign", ['"', "1", " a", "a", "。", "("])
def test_one_line_of_a_hundred_thousand_signs_is_no_trouble(sign):
    assert len(roles_of(sign * 100_000)) == 1


def test_no_lines_get_no_roles():
    empty = lines_of("x").clear()

    assert segment_lines(empty).to_list() == []
    assert judge_pages(empty.with_columns(role=pl.Series([], dtype=pl.Enum(ROLES)))).is_empty()


def test_a_line_that_half_of_the_pages_share_is_no_body():
    text = TEXTS[0]
    lines = lines_of(text)
    notice = lines["text"].str.starts_with("Ministers have complained")

    roles = segment_lines(lines.with_columns(shared=pl.when(notice).then(0.8).cast(pl.Float32)))

    assert roles.filter(notice).to_list() == ["other"]


def test_a_line_that_an_extractor_takes_for_body_is_body():
    text = "Weather\n\nRain.\n\nThe river rose by two metres, and the mill was under water.\n\nRain."
    verdicts = {"tag": ["h1", "p", "p", "p"], "body": [False, True, True, True]}
    lines = lines_of(text).with_columns(pl.Series(name, given) for name, given in verdicts.items())

    assert segment_lines(lines).to_list() == ["title", "body", "body", "body"]


def test_the_line_that_metadata_call_the_title_is_the_title():
    lines = lines_of(TEXTS[1]).with_columns(metadata_title=pl.lit("Advertisement of an advertisement"))
    extra = "A much longer and more likely line that stands in for a headline"
    known = lines_of(f"{extra}\n\n{TEXTS[0]}").with_columns(metadata_title=pl.lit(extra))

    assert "title" in segment_lines(lines).to_list()
    assert segment_lines(known).to_list()[0] == "title"


def test_prose_that_an_extractor_left_out_is_no_text():
    lines = lines_of(TEXTS[1])
    left_out = lines["text"].str.starts_with("Lorries above")
    prose = lines["text"].str.contains(r"The bridge over|Engineers replaced|We had hoped")

    roles = segment_lines(lines.with_columns(body=prose))

    assert set(roles.filter(prose)) == {"body"}
    assert set(roles.filter(left_out)).isdisjoint(TEXT_ROLES)


ROW = "Divers found the bell of the drowned church on Tuesday, and nobody in the village slept that night."


def marked(*lines):
    """Give the lines of an HTML page: tag, whether an extractor takes it for body, text."""
    frame = lines_of("\n".join(text for *_, text in lines))
    return frame.with_columns(
        tag=pl.Series([tag for tag, *_ in lines]), body=pl.Series([b for _, b, _ in lines])
    )


def test_what_is_no_link_between_menu_and_headline_is_the_section():
    lines = [("a", False, name) for name in ("Front page", "The town", "The harbour", "Letters")]
    lines += [("td", False, "Harbour"), ("td", False, "Divers find the bell of a drowned church")]
    lines += [("td", False, "Monday, 5 June 2000"), ("p", True, ROW), ("p", True, ROW.upper().capitalize())]

    roles = segment_lines(marked(*lines)).to_list()

    assert roles[1:] == [*["navigation"] * 3, "section", "title", "date", "body", "body"]


def test_what_the_markup_calls_a_caption_is_one():
    lines = [("h1", False, "Divers find the bell of a drowned church"), ("p", True, ROW)]
    lines += [("figcaption", False, "The bell on the quay"), ("p", True, "It weighs " + ROW.lower())]

    assert segment_lines(marked(*lines)).to_list() == ["title", "body", "caption", "body"]


def test_a_link_in_the_text_that_an_extractor_left_out_leads_to_another_story():
    lines = [("h1", False, "Divers find the bell of a drowned church"), ("p", True, ROW)]
    lines += [("a", False, "How the church was drowned"), ("p", True, "It weighs " + ROW.lower())]

    assert segment_lines(marked(*lines)).to_list() == ["title", "body", "related", "body"]
