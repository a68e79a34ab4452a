"""Lines to paragraphs, and paragraphs to the text of an article, aligned with the page."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from copydesk.offsets import joined, shifted
from copydesk.record import Run, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK = "\n\n"
"""What stands between two paragraphs of a text."""

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?:;…。！？؟।][\"'”’»)\]]*$")
_WRAP = (40, 100)  # code points: the width of lines that were wrapped by hand or by a mailer
_WRAPPED_LINES = 4  # so few lines are no evidence of a width


class PageLine(NamedTuple):
    """One line of a page with its role.

    ``runs`` is its alignment with the decoded page; None if it stands there letter for letter from
    ``raw_start`` on.
    """

    number: int
    text: str
    role: str
    gap: int
    raw_start: int
    runs: Sequence[Run] | None = None


def compose_text(page: str, lines: Sequence[PageLine]) -> tuple[str, list[Span], list[Run]]:
    """Join lines to paragraphs and paragraphs to a text.

    Lines that somebody wrapped at a width are joined again, a word cut at the end of a line too if it
    stands whole elsewhere on the page.

    Returns:
        The text, its paragraphs and its alignment with the decoded page.
    """
    if _is_wrapped(lines):
        return _unwrapped(page, lines)
    text = BREAK.join([line.text for line in lines])
    ends = list(accumulate([len(line.text) + len(BREAK) for line in lines], initial=0))
    paragraphs = [Span(start, end - len(BREAK)) for start, end in pairwise(ends)]
    return text, paragraphs, _aligned(page, text, lines, ends)


def _aligned(page: str, text: str, lines: Sequence[PageLine], starts: Sequence[int]) -> list[Run]:
    """Align lines that are paragraphs, and the blank lines between them that are on the page too."""
    if not lines:
        return []
    first, last = lines[0], lines[-1]
    if (
        last.raw_start - first.raw_start == len(text) - len(last.text)
        and page.startswith(text, first.raw_start)
        and all(line.runs is None for line in lines)
    ):
        return [Run(0, first.raw_start, len(text))]
    runs: list[Run] = []
    text_start = raw_start = length = 0  # of the run that is open
    for start, line in zip(starts, lines, strict=False):
        if start == text_start + length + len(BREAK) and page.startswith(BREAK, raw_start + length):
            length += len(BREAK)
        for run in line.runs if line.runs is not None else ((0, line.raw_start, len(line.text)),):
            begin, raw, size = run
            if begin + start == text_start + length and raw == raw_start + length:
                length += size
                continue
            if length:
                runs.append(Run(text_start, raw_start, length))
            text_start, raw_start, length = begin + start, raw, size
    if length:
        runs.append(Run(text_start, raw_start, length))
    return runs


def _unwrapped(page: str, lines: Sequence[PageLine]) -> tuple[str, list[Span], list[Run]]:
    """Do what `compose_text` does for lines that were wrapped at a width."""
    words = set(_WORD.findall(" ".join(line.text for line in lines)))
    parts: list[str] = []
    paragraphs: list[Span] = []
    runs: list[Run] = []
    size = 0
    for position, line in enumerate(lines):
        between = BREAK if position else ""
        if position and line.gap == 0 and line.number == lines[position - 1].number + 1:
            between = _glue(lines[position - 1].text, line.text, words)
        if between == "-":  # the word was cut: its hyphen goes, and the alignment with it
            parts[-1] = parts[-1][:-1]
            if runs and runs[-1].text_start + runs[-1].length == size:  # it may have been an entity
                runs[-1] = Run(runs[-1].text_start, runs[-1].raw_start, runs[-1].length - 1)
            size -= 1
            between = ""
        elif between == BREAK and runs and runs[-1].text_start + runs[-1].length == size:
            end = runs[-1].raw_start + runs[-1].length
            if page.startswith(BREAK, end):
                runs.append(Run(size, end, len(BREAK)))
        parts += (between, line.text)
        start = size + len(between)
        size = start + len(line.text)
        if line.runs is None:
            runs.append(Run(start, line.raw_start, len(line.text)))
        else:
            runs += shifted(line.runs, text=start)
        if between == BREAK or not position:
            paragraphs.append(Span(start, size))
        else:
            paragraphs[-1] = Span(paragraphs[-1].start, size)
    return "".join(parts), paragraphs, joined(runs)


def _is_wrapped(lines: Sequence[PageLine]) -> bool:
    """Say whether the lines were wrapped: many adjacent ones, none too wide, that end in mid-sentence."""
    if any(len(line.text) > _WRAP[1] for line in lines):
        return False
    adjacent = [
        line.text
        for line, following in pairwise(lines)
        if following.gap == 0 and following.number == line.number + 1
    ]
    if len(adjacent) < _WRAPPED_LINES:
        return False
    open_ended = [line for line in adjacent if not _SENTENCE_END.search(line) and len(line) >= _WRAP[0]]
    return len(open_ended) * 2 > len(adjacent)


def _glue(before: str, after: str, words: set[str]) -> str:
    """What stands between two lines of one paragraph: a space, nothing, or the sign that a hyphen goes."""
    if before.endswith("-") and after[:1].islower():
        head, tail = _WORD.findall(before)[-1:], _WORD.findall(after)[:1]
        return "-" if head and tail and head[0] + tail[0] in words else ""
    return " "
