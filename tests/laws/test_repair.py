"""Laws of repair and of lines: what they leave stands on the page letter for letter."""

import unicodedata

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk.lines import split_lines
from copydesk.offsets import chained, to_raw
from copydesk.record import Run, Span
from copydesk.repair import MAY_NEED_REPAIR, repair

NASTY = [
    *("&amp;", "&#8217;", "&amp;nbsp;", "&#10;", "&lt;", "&shy;", "&bogus;", "&#xd800;", "&amp;amp;#10;"),
    *("â€œ", "â€\x9d", "Ã©", "Ð\x9f", "e\u0301", "\u0301", "\u2126", "\u1100\u1161", "\ufb1d", "\u0958"),
    *(" ", "  ", "\t", "\xa0", "\u2003", "\xad", "\u200b", "\ufeff", "\x00", "\x1f", "\u202e", "\ufffc"),
    *("•", "- ", "-", "caf", "é", "word", "\r\n", "\r", "\n", "\n\n", "\u2028", "\x85", "\x0b", "😀", "İ"),
]
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=4), max_size=14).map("".join)
lines = texts.map(lambda text: text.replace("\n", " ").replace("\r", " "))


def assert_aligned(text, runs, page):
    at = 0
    for run in runs:
        assert run.length > 0
        assert run.text_start >= at
        at = run.text_start + run.length
        assert text[run.text_start : at] == page[run.raw_start : run.raw_start + run.length]
    assert at <= len(text)


@settings(deadline=None, max_examples=400)
@given(lines)
@example("&lt;")
@example("&amp;amp;#10;&amp;amp;#10;x")
def test_repaired_line_stands_on_the_page_run_by_run(line):
    text, runs = repair(line)
    assert_aligned(text, runs, line)
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()


@settings(deadline=None, max_examples=300)
@given(lines)
def test_line_that_matches_no_pattern_needs_no_repair(line):
    if not pl.Series([line]).str.contains(MAY_NEED_REPAIR)[0]:
        assert repair(line)[0] == line.strip()


def test_every_sign_that_repair_changes_is_known_to_the_pattern():
    signs = pl.Series([f"a{chr(code)}b" for code in range(0x110000) if not 0xD800 <= code < 0xE000])
    left = signs.filter(~signs.str.contains(MAY_NEED_REPAIR)).to_list()
    # the rest is plain if NFC leaves it: joined, because it is a million signs
    assert unicodedata.is_normalized("NFC", " ".join(left))
    whole = " ".join(left)
    assert repair(whole)[0] == whole


@settings(deadline=None, max_examples=300)
@given(st.lists(texts, max_size=5))
def test_every_line_of_every_text_stands_where_it_says(pages):
    found = split_lines(list(range(len(pages))), pages)
    for row in found.frame.to_dicts():
        page = pages[row["page"]]
        whole = [Run(0, row["raw_start"], len(row["text"]))]
        runs = found.repaired.get((row["page"], row["number"]), whole)
        assert_aligned(row["text"], runs, page)
        assert 0 <= row["raw_start"] <= row["raw_end"] <= len(page)
        for run in runs:
            assert row["raw_start"] <= run.raw_start
            assert run.raw_start + run.length <= row["raw_end"]


@settings(deadline=None, max_examples=100)
@given(st.lists(texts, min_size=1, max_size=5))
def test_lines_of_a_page_do_not_depend_on_the_pages_beside_it(pages):
    together = split_lines(list(range(len(pages))), pages).frame
    for number, page in enumerate(pages):
        alone = split_lines([number], [page]).frame
        assert together.filter(pl.col("page") == number).equals(alone)


@settings(deadline=None, max_examples=100)
@given(texts)
def test_no_letter_and_no_digit_is_lost_between_page_and_lines(page):
    kept = "".join(split_lines([0], [page]).frame["text"].to_list())
    if "&" not in page and "\ufffd" not in page and page.isascii():
        assert [c for c in kept if c.isalnum()] == [c for c in page if c.isalnum()]


runs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 4)), max_size=6)


def ascending(steps):
    found, text, raw = [], 0, 0
    for skip, gap, length in steps:
        text, raw = text + skip, raw + gap
        found.append(Run(text, raw, length))
        text, raw = text + length, raw + length
    return found


@given(runs.map(ascending), runs.map(ascending))
def test_chained_alignment_is_what_both_say_one_after_the_other(outer, inner):
    def place(alignment, at):
        spans = to_raw(alignment, Span(at, at + 1))
        return spans[0].start if spans else None

    chain = chained(outer, inner)
    for at in range(40):
        between = place(outer, at)
        assert place(chain, at) == (None if between is None else place(inner, between))
