"""Making one line: its text, and the runs of it that stand letter for letter in the source."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.markup.tokens import INVISIBLE, REFERENCE, SPACE, WORDS, decode_reference
from copydesk.record import Run

# elements that tell less about a line than that all of it is a link
_LITTLE_TELLING = frozenset({"div", "td", "th", "p"})


@dataclass(slots=True)
class ScannedLine:
    """A visible line with the evidence that tells whether it is part of the body.

    ``links`` counts the characters inside links; ``container`` is the serial number of the block element
    that the line stands in together with its neighbours, ``flags`` what that element and all around it are.
    """

    text: str
    raw_start: int
    raw_end: int
    tag: str
    runs: list[Run]
    links: int
    flags: int
    container: int


class LineMaker:
    """The line that is being read; ``pending`` is white space that counts if more text follows."""

    __slots__ = (
        "in_link",
        "length",
        "link_end",
        "links",
        "pending",
        "pieces",
        "raw_end",
        "raw_start",
        "runs",
        "source",
        "time_depth",
        "timed",
    )

    def __init__(self, source: str) -> None:
        self.source = source
        self.in_link = False
        self.time_depth = 0
        self.begin()

    def begin(self) -> None:
        """Begin an empty line."""
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.length = self.links = self.timed = self.link_end = 0
        self.raw_start = self.raw_end = 0
        self.pending = False

    def open_link(self, *, has_target: bool) -> None:
        """Enter a link; a link that follows another without a space is shown apart from it."""
        if self.link_end == self.length > 0:
            self.pending = True
        self.in_link = has_target

    def close_link(self) -> None:
        """Leave a link."""
        self.in_link = False
        self.link_end = self.length

    def add(self, start: int, end: int) -> None:
        """Add the text of ``source[start:end]``, which holds no tags."""
        source, place = self.source, start
        while place < end:
            words = WORDS.match(source, place, end)
            if words is not None:
                place = words.end()
                self.append_words(words.start(), place)
            elif source[place] == "&":
                place = self.add_reference(place, end)
            elif (space := SPACE.match(source, place, end)) is not None:
                self.pending = True
                place = space.end()
            else:
                invisible = INVISIBLE.match(source, place, end)
                place = invisible.end() if invisible is not None else place + 1

    def add_reference(self, place: int, end: int) -> int:
        """Add what a character reference stands for; an ampersand that begins none is a character."""
        match = REFERENCE.match(self.source, place, end)
        text, length = decode_reference(match.group()) if match is not None else ("", 0)
        if not length:
            self.append_words(place, place + 1)
            return place + 1
        shown = INVISIBLE.sub("", text)
        if shown and SPACE.fullmatch(shown):
            self.pending = True
        elif shown:
            self.append_decoded(shown, place, place + length)
        return place + length

    def append_words(self, start: int, end: int) -> None:
        """Append ``source[start:end]`` as it stands, with the space before it if one is due."""
        source, runs = self.source, self.runs
        if self.pieces:
            if self.pending:
                if source[start - 1] == " ":
                    start -= 1
                else:
                    self.space_before()
        else:
            self.raw_start = start
        self.pending = False
        size = end - start
        if runs and runs[-1].raw_start + runs[-1].length == start and self.raw_end == start:
            last = runs[-1]
            runs[-1] = Run(last.text_start, last.raw_start, last.length + size)
        else:
            runs.append(Run(self.length, start, size))
        self.pieces.append(source[start:end])
        self.count(size)
        self.raw_end = end

    def append_decoded(self, text: str, start: int, end: int) -> None:
        """Append characters that the source writes as a reference."""
        if not self.pieces:
            self.raw_start = start
        elif self.pending:
            self.space_before()
        self.pending = False
        self.pieces.append(text)
        self.count(len(text))
        self.raw_end = end

    def space_before(self) -> None:
        """Append one space; it is part of the last run where the source has one just there."""
        runs = self.runs
        if (
            self.source[self.raw_end] == " "
            and runs
            and runs[-1].raw_start + runs[-1].length == self.raw_end
        ):
            last = runs[-1]
            runs[-1] = Run(last.text_start, last.raw_start, last.length + 1)
            self.raw_end += 1
        self.pieces.append(" ")
        self.count(1)

    def count(self, size: int) -> None:
        """Count characters, by what they stand in."""
        self.length += size
        if self.in_link:
            self.links += size
        if self.time_depth:
            self.timed += size

    def finish(self, telling: tuple[str, int], flags: int, container: int) -> ScannedLine:
        """Give the line and begin the next."""
        tag = "time" if self.timed == self.length and telling[1] > 0 else telling[0]
        if self.links == self.length and tag in _LITTLE_TELLING:
            tag = "a"
        line = ScannedLine(
            "".join(self.pieces), self.raw_start, self.raw_end, tag, self.runs, self.links, flags, container
        )
        self.begin()
        return line
