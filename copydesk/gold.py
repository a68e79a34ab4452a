"""Gold: what a person read on a page, from TOML files that schemas/gold.json describes.

A gold file names spans by their words, so that it can be written by hand; ``gold_labels`` finds them in an
article's text. corpus/GUIDE.md tells how gold is written.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.conformity import faults
from copydesk.errors import InputError, SchemaError
from copydesk.record import TEXT_ROLES
from copydesk.registry import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LAYERS = ("sentences", "attributions", "timexes", "countries", "hedges")
"""The label layers that a gold file can hold, each under its own name."""
FIELDS = ("title", "subtitle", "published", "section", "topic", "byline", "agency", "dateline", "language")
"""The fields of an article that a gold file can hold."""

_BREAK = re.compile(r"\r\n|\r|\n")
_MOST_LINES = 1_000_000  # of a page, by a generous guess: a slip of the pen must not fill memory

ELLIPSIS = " ... "
"""What stands between the first and the last words of a long span."""

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


def read_gold(folder: Path) -> dict[str, Gold]:
    """Read all gold files under a folder, by the address of their page.

    Raises:
        InputError: The folder is missing or without gold, or it or a file cannot be read.
        SchemaError: A file is no TOML, breaks schemas/gold.json, or two are about one page.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder of gold files")
    found: dict[str, Gold] = {}
    for file in gold_files(folder):
        gold = read_gold_file(file)
        if (other := found.get(gold.address)) is not None:
            raise SchemaError(f"{file}: address {gold.address!r} has its gold in {other.file}; delete one")
        found[gold.address] = gold
    if not found:
        raise InputError(f"{folder}: there is no gold file (.toml) in it")
    return found


def gold_files(folder: Path) -> list[Path]:
    """Give the gold files under a folder, in order.

    Raises:
        InputError: A folder cannot be read.
    """

    def stop(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error

    return sorted(
        Path(where, name)
        for where, _, names in os.walk(folder, onerror=stop)
        for name in names
        if name.endswith(".toml")
    )


def read_gold_file(file: Path) -> Gold:
    """Read one gold file.

    Raises:
        InputError: The file cannot be read.
        SchemaError: It is no TOML or breaks schemas/gold.json; the message names the key.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # bad UTF-8 or bad TOML
        raise SchemaError(f"{file}: no TOML: {error}; mend the file") from error
    for fault in faults(content, read_schema("gold")):
        raise SchemaError(f"{file}: {fault}")
    roles = content.get("roles", {})
    try:
        published = _day(content["published"]) if "published" in content else None
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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"published: {text!r}: {error}") from error


def _numbered(roles: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The lines of "1-3, 7" for every role; a ValueError where ranges run backwards or overlap."""
    seen: dict[int, str] = {}
    for role, ranges in roles.items():
        for part in ranges.split(","):
            first, _, last = part.strip().partition("-")
            if not 0 < int(first) <= int(last or first) <= _MOST_LINES:
                raise ValueError(f"roles.{role}: {part.strip()!r} is no range of line numbers from 1")
            for number in range(int(first), int(last or first) + 1):
                if number in seen:
                    raise ValueError(f"roles.{role}: line {number} is {seen[number]} already")
                seen[number] = role
                yield number, role


def lines_not_there(gold: Gold, page: str) -> tuple[str, ...]:
    """Say which lines have a role though the page ends before them."""
    last = len(_BREAK.split(page))
    beyond = [number for number in gold.line_roles if number > last]
    if not beyond:
        return ()
    return (f"{gold.file}: roles: there is no line {min(beyond)}, the page has {last}",)


def paragraphs_from_lines(gold: Gold, page: str) -> list[str]:
    """Give the paragraphs of the article on a page of numbered lines, as the gold roles have them."""
    paragraphs: list[str] = []
    before = None
    for number, line in enumerate(_BREAK.split(page), 1):
        role = gold.line_roles.get(number) if line.strip() else None
        if role in TEXT_ROLES:
            words = " ".join(_BULLET.sub("", line.strip()).split())
            if gold.wrapped and role == before:
                paragraphs[-1] += f" {words}"
            else:
                paragraphs.append(words)
        before = role
    return paragraphs


def roles_of_lines(gold: Gold, lines: Sequence[str]) -> dict[int, str]:
    """Give the roles of an HTML page's visible lines, by their place in the list.

    An entry means the first line after that of the entry before which begins as it says. One that no
    line fits is left out; lines that no entry means have no role.
    """
    roles: dict[int, str] = {}
    after = 0
    for role, words in gold.text_roles:
        first, _, last = words.partition(ELLIPSIS)
        fits = (
            n for n in range(after, len(lines)) if lines[n].startswith(first) and lines[n].endswith(last)
        )
        if (place := next(fits, None)) is not None:
            roles[place] = role
            after = place + 1
    return roles
