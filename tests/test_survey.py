"""What repeats across the pages of a source."""

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.survey import SURVEY_SCHEMA, hash_lines, look_up_shared, merge_surveys, survey_lines

SCHEMA = {"source": pl.String, "page": pl.UInt32, "text": pl.String}


def lines_of(*pages):
    """Give the lines of pages, each a source and its lines."""
    rows = [(source, number, text) for number, (source, *texts) in enumerate(pages) for text in texts]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


PAGES = [
    ("harn", "The Harn Packet", f"Story {'abcdef'[number] * 9}", f"{number} comments")
    for number in range(6)
]


def surveyed(*batches):
    return pl.DataFrame(
        pl.from_arrow(merge_surveys([survey_lines(lines_of(*batch)).to_arrow() for batch in batches]))
    )


def test_a_line_of_every_page_is_shared_by_all_and_a_story_by_none():
    lines = lines_of(*PAGES)

    shared = look_up_shared(lines, surveyed(PAGES))

    assert shared.dtype == pl.Float32
    assert shared.to_list() == [1.0, 0.0, 1.0] * 6


def test_a_line_twice_on_a_page_counts_once():
    survey = survey_lines(lines_of(("harn", "Share", "Share"), ("harn", "Share")))

    assert survey.select("pages", "of_pages").rows() == [(2, 2)]


def test_numbers_do_not_make_a_line_another_one():
    assert hash_lines(pl.Series(["12 comments", "07 comments"])).n_unique() == 1


def test_too_few_pages_tell_nothing():
    lines = lines_of(*PAGES[:3])

    assert look_up_shared(lines, surveyed(PAGES[:3])).to_list() == [None] * 9


def test_a_source_without_survey_tells_nothing():
    lines = lines_of(("elsewhere", "The Harn Packet"))

    assert look_up_shared(lines, surveyed(PAGES)).to_list() == [None]
    assert look_up_shared(lines, pl.DataFrame(schema=SURVEY_SCHEMA)).to_list() == [None]


def test_sources_do_not_mix():
    lines = lines_of(*PAGES, *[("brenna", f"Item {letter * 7}", "The Harn Packet") for letter in "abc"])
    survey = pl.DataFrame(pl.from_arrow(merge_surveys([survey_lines(lines).to_arrow()])))

    assert dict(survey.group_by("source").agg(pl.col("of_pages").first()).rows()) == {
        "harn": 6,
        "brenna": 3,
    }


@pytest.mark.parametrize("cut", range(7))
def test_surveys_of_parts_add_up_to_the_survey_of_the_whole(cut):
    parts = [batch for batch in (PAGES[:cut], PAGES[cut:]) if batch]

    assert surveyed(*parts).equals(surveyed(PAGES))
    assert surveyed(*reversed(parts)).equals(surveyed(PAGES))


def test_no_pages_give_an_empty_survey_of_the_same_columns():
    survey = merge_surveys([])

    assert isinstance(survey, pa.Table)
    assert survey.column_names == list(SURVEY_SCHEMA)


def test_a_story_collected_twice_is_not_kept_as_shared():
    survey = surveyed([*PAGES, ("harn", "Story aaaaaaaaa")])

    assert survey["pages"].min() >= 3


# Pinned: a survey that was written last year must be readable with this year's libraries.
@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("a", 5518940896186690404), ("b1", 9479247575887434520), ("b7", 9479247575887434520)],
)
def test_the_hash_of_a_line_never_changes(text, expected):
    assert hash_lines(pl.Series([text])).to_list() == [expected]


@given(st.lists(st.text(max_size=90), max_size=8))
def test_lines_are_hashed_alike_alone_and_together(texts):
    together = hash_lines(pl.Series(texts, dtype=pl.String)).to_list()

    assert together == [hash_lines(pl.Series([text])).item() for text in texts]
