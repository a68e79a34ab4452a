"""Text dumps to lines: breaks, gaps, indents, bullets and places."""

import pytest

from copydesk.lines import markup_lines, paragraph_lines, split_lines


def rows(text, *names):
    frame = split_lines([0], [text]).frame.select(names)
    return [row[0] if len(names) == 1 else row for row in frame.rows()]


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"]
)
def test_every_line_break_parts_lines_and_counts_as_it_is_long(between):
    text = f"One{between}two{between}{between}three"
    assert rows(text, "number", "text", "gap") == [(1, "One", 0), (2, "two", 0), (4, "three", 1)]
    for start, end, line in rows(text, "raw_start", "raw_end", "text"):
        assert text[start:end] == line


def test_gap_counts_blank_lines_before_and_indent_the_white_space():
    text = "\n\nFirst\n  second\n \n\t\n\tthird"
    assert rows(text, "text", "gap", "indent") == [("First", 2, 0), ("second", 0, 2), ("third", 2, 1)]


@pytest.mark.parametrize("mark", ["• ", "•", "* ", "- ", "– ", "▪ ", "  ● "])
def test_bullet_is_taken_off_and_told(mark):
    assert rows(f"{mark}An item", "text", "bullet", "raw_start") == [("An item", True, len(mark))]


@pytest.mark.parametrize("line", ["-5 degrees", "*Corrected", "—dash", "+44 20", "a - b"])
def test_sign_without_a_space_is_no_bullet(line):
    assert rows(line, "text", "bullet") == [(line, False)]


@pytest.mark.parametrize("line", ["•", "\xad", "&#8203;", "\u200b\u200b", "- "])
def test_line_of_which_nothing_is_left_is_a_gap(line):
    text = f"One\n{line}\ntwo"
    if line == "- ":  # a lone hyphen is all that the line says
        assert rows(text, "text") == ["One", "-", "two"]
    else:
        assert rows(text, "text", "gap") == [("One", 0), ("two", 1)]


def test_repaired_line_keeps_the_bounds_of_the_raw_one():
    text = "x\n  gov\xadernment \n"
    lines = split_lines([7], [text])
    assert lines.frame.select("page", "text", "raw_start", "raw_end").rows()[1] == (7, "government", 4, 15)
    assert [text[run.raw_start : run.raw_start + run.length] for run in lines.repaired[7, 2]] == [
        "gov",
        "ernment",
    ]


def test_paragraphs_of_an_extracted_article_are_all_body():
    frame = paragraph_lines([0], ["One.\n\nTwo."]).frame
    assert frame.select("text", "body").rows() == [("One.", True), ("Two.", True)]


def test_no_pages_have_no_lines():
    assert split_lines([], []).frame.is_empty()
    assert markup_lines([], []).frame.is_empty()
    assert split_lines([0, 1], ["", "\n"]).frame.is_empty()
