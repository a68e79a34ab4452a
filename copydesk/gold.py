"""Gold: what a person read on a page, from TOML files that schemas/gold.json describes.

A gold file names spans by their words, so that it can be written by hand: ``read_gold`` reads and checks
the files, ``resolve`` finds the words in an article's text. corpus/GUIDE.md tells how gold is written.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from copydesk.conformity import faults
from copydesk.errors import InputError, SchemaError
from copydesk.record import Attribution, Country, Hedge, Span, Timex
from copydesk.registry import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

LAYERS = ("sentences", "attributions", "timexes", "countries", "hedges")
"""The label layers that a gold file can hold, each under its own name."""
FIELDS = ("title", "subtitle", "published", "section", "topic", "byline", "agency", "dateline", "language")
"""The fields of an article that a gold file can hold."""
TEXT_ROLES = frozenset({"body", "subhead", "list"})
"""The roles of the lines that an article's text is made of."""

_ELLIPSIS = " ... "
_BULLET = re.compile(r"^(?:[•·‣▪◦●○■□►▸⁃]\s*|[*+\-–]\s+)")  # furniture of a list, no part of its items


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What is known of one page.

    ``fields`` holds every field that somebody looked at, None where the page has none. ``line_roles``
    is for pages of numbered lines, ``text_roles`` (role, how the line begins) for pages of markup.
    ``layers`` holds the entries of the layers that are annotated, an empty tuple where nothing is there.
    """

    file: Path
    address: str
    annotator: str
    encoding: str
    reject: str | None
    fields: Mapping[str, str | date | tuple[str, ...] | None]
    wrapped: bool
    line_roles: Mapping[int, str]
    text_roles: tuple[tuple[str, str], ...]
    layers: Mapping[str, tuple[dict[str, Any], ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The layers of one gold file as rows with offsets, and what could not be found."""

    layers: Mapping[str, tuple[Any, ...]]
    faults: tuple[str, ...]


class _Absent(Exception):  # noqa: N818 - never leaves this module
    """The words are not where the entry says."""


def read_gold(folder: Path) -> dict[str, Gold]:
    """Read all gold files under a folder, by the address of their page.

    Raises:
        InputError: The folder is missing or a file cannot be read.
        SchemaError: A file is no TOML, breaks schemas/gold.json, or two are about one page.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder of gold files")
    found: dict[str, Gold] = {}
    for file in sorted(folder.rglob("*.toml")):
        gold = read_gold_file(file)
        if (other := found.get(gold.address)) is not None:
            raise SchemaError(f"{file}: address {gold.address!r} has its gold in {other.file}; delete one")
        found[gold.address] = gold
    return found


def read_gold_file(file: Path) -> Gold:
    """Read one gold file.

    Raises:
        InputError: The file cannot be read.
        SchemaError: It is no TOML or breaks schemas/gold.json; the message names the key.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # bad UTF-8 or bad TOML
        raise SchemaError(f"{file}: no TOML: {error}; mend the file") from error
    for fault in faults(content, read_schema("gold")):
        raise SchemaError(f"{file}: {fault}")
    roles = content.get("roles", {})
    try:
        published = date.fromisoformat(content["published"]) if "published" in content else None
        line_roles = dict(_numbered(roles)) if isinstance(roles, dict) else {}
    except ValueError as error:
        raise SchemaError(f"{file}: {error}; correct it") from error
    known = content | {"published": published, "byline": tuple(content.get("byline", ()))}
    looked_at = () if "reject" in content else FIELDS
    return Gold(
        file=file,
        address=content["address"],
        annotator=content["annotator"],
        encoding=content.get("encoding", "utf-8"),
        reject=content.get("reject"),
        fields={name: known.get(name) for name in looked_at if name not in content.get("unchecked", ())},
        wrapped=content.get("wrapped", False),
        line_roles=line_roles,
        text_roles=tuple((line["role"], line["text"]) for line in roles) if isinstance(roles, list) else (),
        layers={name: tuple(content[name]) for name in LAYERS if name in content},
    )


def _numbered(roles: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The lines of "1-3, 7" for every role; a ValueError where ranges run backwards or overlap."""
    seen: dict[int, str] = {}
    for role, ranges in roles.items():
        for part in ranges.split(","):
            first, _, last = part.strip().partition("-")
            if not 0 < int(first) <= int(last or first):
                raise ValueError(f"roles.{role}: {part.strip()!r} is no range of line numbers from 1")
            for number in range(int(first), int(last or first) + 1):
                if number in seen:
                    raise ValueError(f"roles.{role}: line {number} is {seen[number]} already")
                seen[number] = role
                yield number, role


def paragraphs_from_lines(gold: Gold, page: str) -> list[str]:
    """Give the paragraphs of the article on a page of numbered lines, as the gold roles have them."""
    paragraphs: list[str] = []
    before = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", page), 1):
        role = gold.line_roles.get(number) if line.strip() else None
        if role in TEXT_ROLES:
            words = " ".join(_BULLET.sub("", line.strip()).split())
            if gold.wrapped and role == before:
                paragraphs[-1] += f" {words}"
            else:
                paragraphs.append(words)
        before = role
    return paragraphs


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
        layers[name] = _renumbered(rows) if name == "attributions" else tuple(sorted(rows))
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
        speaker = _mention("speaker", entry, span, text, paragraphs)
        cue = _mention("cue", entry, span, text, paragraphs)
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


def _renumbered(rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The rows in reading order, their utterances counted from 1 in that order."""
    numbers: dict[tuple[int, int], int] = {}
    ordered = []
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        key = (row.utterance, 0) if row.utterance else (0, row.start)
        ordered.append(row._replace(utterance=numbers.setdefault(key, len(numbers) + 1)))
    return tuple(ordered)


def _mention(
    part: str, entry: dict[str, Any], content: Span, text: str, paragraphs: Sequence[Span]
) -> Span | None:
    """The speaker or the cue of an attribution: the occurrence named, else the nearest to the content."""
    if part not in entry:
        return None
    within = _paragraph(entry.get(f"{part}_p", entry["p"]), paragraphs)
    if f"{part}_nth" in entry:
        return _nth(entry[part], text, within, entry[f"{part}_nth"])
    outside = [
        span
        for span in _occurrences(entry[part], text, within)
        if span.end <= content.start or span.start >= content.end
    ]
    if not outside:
        raise _Absent(
            f"the {part} {entry[part]!r} stands only inside the content; name {part}_p or {part}_nth"
        )
    return min(outside, key=lambda span: max(content.start - span.end, span.start - content.end))


def _paragraph(number: int, paragraphs: Sequence[Span]) -> Span:
    if number > len(paragraphs):
        raise _Absent(f"there is no paragraph {number}, the text has {len(paragraphs)}")
    return paragraphs[number - 1]


def _nth(words: str, text: str, within: Span, nth: int) -> Span:
    found = _occurrences(words, text, within)
    if nth > len(found):
        raise _Absent(f"{words!r} is {len(found)} times in {_excerpt(text, within)}, not {nth}")
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
    first, gap, last = words.partition(_ELLIPSIS)
    middle = f"{re.escape(first)}.*?{re.escape(last)}" if gap else re.escape(first)
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(f"{left}{middle}{right}")
