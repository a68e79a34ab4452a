"""Where the headline of a page stands: what a date, a deck or a byline is near to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE_SIZE = 20  # characters; a shorter line may be part of a title by chance


class _Line(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def tag(self) -> str: ...


def find_headline(lines: Sequence[_Line], title: str | None) -> int | None:
    """Give the number of the line that is the headline.

    It is a first-level heading that the title holds; the only such heading; on a page without one the first
    line that the title holds. None where no line is any of these.
    """
    known = (title or "").casefold()
    headings = [number for number, line in enumerate(lines) if line.tag == "h1"]
    named = [number for number in headings if known and lines[number].text.casefold() in known]
    if named:
        return named[0]
    if headings:
        return headings[0] if len(headings) == 1 else None
    found = (
        number
        for number, line in enumerate(lines)
        if len(line.text) >= _TITLE_SIZE and line.text.casefold() in known
    )
    return next(found, None)
