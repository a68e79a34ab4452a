"""The label layers of a gold file, whose spans are named by their words, as rows with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from copydesk.gold import ELLIPSIS
from copydesk.record import Attribution, Country, Hedge, Span, Timex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from copydesk.gold import Gold


@dataclass(frozen=True, slots=True)
class Resolved:
    """The layers of one gold file as rows with offsets, and what could not be found."""

    layers: Mapping[str, tuple[Any, ...]]
    faults: tuple[str, ...]


class _Absent(Exception):  # noqa: N818 - never leaves this module
    """The words are not where the entry says."""


def resolve(gold: Gold, text: str, paragraphs: Sequence[Span]) -> Resolved:
    """Find the words of the label layers in an article's text.

    Args:
        gold: The gold of the article's page.
        text: The article's text.
        paragraphs: The spans of its paragraphs.

    Returns:
        The rows of every annotated layer in reading order with the rule `gold`, and one fault for
        each entry whose words are not in its paragraph, which has no row.
    """
    layers: dict[str, tuple[Any, ...]] = {}
    absent: list[str] = []
    for name, entries in gold.layers.items():
        rows: list[Any] = []
        for number, entry in enumerate(entries):
            try:
                rows.extend(_rows(name, entry, text, paragraphs))
            except _Absent as error:
                absent.append(f"{gold.file}: {name}[{number}]: {error}")
        if name == "sentences":
            rows = _sentences(text, paragraphs, [span.start for span in rows])
        if name == "attributions":
            rows = _renumbered(rows)
        layers[name] = tuple(sorted(rows, key=lambda row: (row.start, row.end)))
    return Resolved(layers, tuple(absent))


def _rows(layer: str, entry: dict[str, Any], text: str, paragraphs: Sequence[Span]) -> Iterator[Any]:
    """The rows of one entry; of `sentences` the places where sentences begin."""
    within = _paragraph(entry["p"], paragraphs)
    if layer == "sentences":
        start = within.start + 1
        for words in entry["starts"]:
            start = _occurrences(words, text, Span(start, within.end))[0].start
            yield Span(start, start)
        return
    span = _nth(entry["text"], text, within, entry.get("nth", 1))
    if layer == "timexes":
        yield Timex(*span, entry["type"], entry["value"], entry.get("mod"), "gold")
    elif layer == "countries":
        yield Country(*span, entry["code"], entry["via"], "gold")
    elif layer == "hedges":
        yield Hedge(*span, entry.get("cue", entry["text"].lower()), "gold")
    else:
        speaker = _mention("speaker", entry, (span, span), text, paragraphs)
        cue = _mention("cue", entry, (span, speaker or span), text, paragraphs)
        name = entry.get("name") or (text[speaker.start : speaker.end] if speaker else None)
        yield Attribution(
            *span,
            entry["kind"],
            speaker and speaker.start,
            speaker and speaker.end,
            name,
            entry.get("speaker_kind"),
            cue and cue.start,
            cue and cue.end,
            entry.get("utterance", 0),
            "gold",
        )


def _sentences(text: str, paragraphs: Sequence[Span], starts: Sequence[int]) -> list[Any]:
    rows = []
    for paragraph in paragraphs:
        borders = [start for start in starts if paragraph.start < start < paragraph.end]
        for start, end in zip([paragraph.start, *borders], [*borders, paragraph.end], strict=True):
            rows.append(Span(start, start + len(text[start:end].rstrip())))
    return rows


def _renumbered(rows: Sequence[Attribution]) -> list[Attribution]:
    """The rows with their utterances counted from 1 in reading order."""
    numbers: dict[tuple[int, int], int] = {}
    renumbered = []
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        key = (row.utterance, 0) if row.utterance else (0, row.start)
        renumbered.append(row._replace(utterance=numbers.setdefault(key, len(numbers) + 1)))
    return renumbered


def _mention(
    part: str, entry: dict[str, Any], spans: tuple[Span, Span], text: str, paragraphs: Sequence[Span]
) -> Span | None:
    """The speaker or the cue: the occurrence named, else the nearest outside the content.

    ``spans`` are the content and what the mention is near to: a speaker to the content, a cue to its
    speaker, because the cue of the sentence before may be nearer to the content.
    """
    if part not in entry:
        return None
    content, near = spans
    within = _paragraph(entry.get(f"{part}_p", entry["p"]), paragraphs)
    if f"{part}_nth" in entry:
        return _nth(entry[part], text, within, entry[f"{part}_nth"])
    found = _occurrences(entry[part], text, within)
    outside = [span for span in found if span.end <= content.start or span.start >= content.end]
    if not outside:
        raise _Absent(f"the {part} {entry[part]!r} is only inside the content; give {part}_nth")
    return min(outside, key=lambda span: max(near.start - span.end, span.start - near.end))


def _paragraph(number: int, paragraphs: Sequence[Span]) -> Span:
    if number > len(paragraphs):
        raise _Absent(f"there is no paragraph {number}, the text has {len(paragraphs)}")
    return paragraphs[number - 1]


def _nth(words: str, text: str, within: Span, nth: int) -> Span:
    found = _occurrences(words, text, within)
    if nth > len(found):
        raise _Absent(
            f"{words!r} is not {nth} times in {_excerpt(text, within)}, but {len(found)}; correct nth"
        )
    return found[nth - 1]


def _occurrences(words: str, text: str, within: Span) -> list[Span]:
    """All places of the words between borders of words; one place at least."""
    found = [Span(*match.span()) for match in _pattern(words).finditer(text, *within)]
    if not found:
        raise _Absent(f"{words!r} is not in {_excerpt(text, within)}; copy the words from the text")
    return found


def _excerpt(text: str, within: Span) -> str:
    return repr(text[within.start : min(within.end, within.start + 60)])


@cache
def _pattern(words: str) -> re.Pattern[str]:
    first, gap, last = words.partition(ELLIPSIS)
    middle = f"{re.escape(first)}.*?{re.escape(last)}" if gap else re.escape(first)
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(f"{left}{middle}{right}")


def name_span(paragraph: str, start: int, end: int) -> tuple[str, int]:
    """Name a span of a paragraph as a gold entry does: by its words and which occurrence of them it is.

    >>> name_span("May said it may rain", 12, 15), name_span("no, no, no", 4, 6)
    (('may', 1), ('no', 2))

    Raises:
        ValueError: Nothing or space is at an end of the span, or it begins or ends inside a word.
    """
    words = paragraph[start:end]
    if words and words == words.strip():
        for nth, match in enumerate(_pattern(words).finditer(paragraph), 1):
            if match.span() == (start, end):
                return words, nth
    raise ValueError(f"{words!r} at {start} is not bounded by borders of words")
