"""What a page of HTML says: its visible lines and what its metadata declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.record import Run


@dataclass(frozen=True, slots=True)
class MarkupLine:
    """One line as a browser shows it, and its place in the source.

    ``text`` has its entities decoded and its white space collapsed; it is never empty. Every run stands
    letter for letter in the source; what lies between two runs does not (an entity, a space made of
    several). ``tag`` is the element that tells most about the line.
    """

    text: str
    raw_start: int
    raw_end: int
    tag: str
    body: bool
    runs: tuple[Run, ...]


class DateCandidate(NamedTuple):
    """A string that may hold the day of publication, and where it stood (``json-ld:datePublished``)."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page declares about itself, as it was found.

    ``published_candidates`` come best first; ``published_traces`` are moments in attributes and scripts,
    looked for only where there is no candidate.
    """

    title: str | None = None
    subtitle: str | None = None
    published_candidates: tuple[DateCandidate, ...] = ()
    published_traces: tuple[DateCandidate, ...] = ()
    section: str | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """A page of HTML: its visible lines in the order of the source, and its metadata."""

    lines: tuple[MarkupLine, ...]
    metadata: PageMetadata
