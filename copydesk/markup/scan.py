"""From the source of a page to its visible lines, each with its place in the source.

One pass over the tags with a stack of the open block elements, after the tree construction of the WHATWG
HTML standard as far as it decides where a line begins and what it lies in. Nothing is ever refused: what is
no tag is text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk.markup.elements import (
    BLOCKS,
    BODILESS,
    CLOSES_PARAGRAPH,
    IMPLIED,
    IMPLIED_REACH,
    NESTING,
    PARAGRAPHS,
    SKIPPED,
    TELLING,
    UNTELLING,
    VOID,
    VOID_BREAKS,
)
from copydesk.markup.flags import Flag, is_hidden, own_flags
from copydesk.markup.line import LineMaker, ScannedLine
from copydesk.markup.tokens import TAG

_TELLS_METADATA = frozenset({"meta", "link", "time", "html"})
_HIDDEN = int(Flag.HIDDEN)


class Element(NamedTuple):
    """An open block element: its flags are its own and those of all that it lies in."""

    name: str
    flags: int
    telling: tuple[str, int]
    serial: int


class Marked(NamedTuple):
    """A start tag that may carry metadata, and the place in the source where its content begins."""

    name: str
    attributes: str
    content_start: int


@dataclass(slots=True)
class Scan:
    """What one pass over the source found.

    ``visible`` is the source without scripts, styles, comments and other things that are not shown;
    ``skipped`` holds the elements passed over whole that metadata is read from.
    """

    lines: list[ScannedLine] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    skipped: list[tuple[str, str, str]] = field(default_factory=list)
    visible: str = ""
    depth: int = 0


def scan_source(source: str, *, show_hidden: bool = False) -> Scan:
    """Read the lines of a page; with ``show_hidden`` also those in elements that are marked as hidden."""
    return _Scanner(source, show_hidden=show_hidden).run()


class _Scanner:
    """The state of one pass."""

    def __init__(self, source: str, *, show_hidden: bool) -> None:
        self.source = source
        lowered = source.lower()
        # "İ" has two code points in lower case; such a page loses only end tags written in capitals
        self.lowered = lowered if len(lowered) == len(source) else source
        self.show_hidden = show_hidden
        self.scan = Scan()
        self.root = Element("", 0, UNTELLING, 0)
        self.stack: list[Element] = [self.root]
        self.open: dict[str, int] = {}
        self.top = self.root
        self.serial = 0
        self.line = LineMaker(source)
        self.endless: set[str] = set()  # elements passed over whole of which one is known never to close
        self.kept: list[str] = []
        self.kept_to = 0
        self.place = 0  # where an element ends that is closed now
        self.left_out: tuple[int, int] | None = (
            None  # serial of an element without body, pieces kept before
        )

    def run(self) -> Scan:
        source, find, match = self.source, self.source.find, TAG.match
        size, at, text_start = len(source), 0, 0
        while (at := find("<", at)) >= 0:
            tag = match(source, at)
            if tag is None:
                end = self.end_of_markup(at)
                if end == at:  # a bare "<" is text
                    at += 1
                    continue
            else:
                end = tag.end()
            if at > text_start and not self.top.flags & _HIDDEN:
                if source[text_start:at].isspace():
                    self.line.pending = True
                else:
                    self.line.add(text_start, at)
            if tag is None:
                self.drop(at, end)
            elif tag.group(1):
                self.place = end
                self.close(tag.group(2).lower())
            else:
                self.place = at
                end = self.start(tag.group(2).lower(), tag.group(3), at, end)
            at = text_start = end
        if size > text_start and not self.top.flags & _HIDDEN:
            self.line.add(text_start, size)
        self.flush()
        self.kept.append(source[self.kept_to :])
        self.scan.visible = "".join(self.kept)
        return self.scan

    def end_of_markup(self, at: int) -> int:
        """Give where a comment, declaration or unfinished tag ends; ``at`` itself if it is none of them."""
        source = self.source
        following = source[at + 1 : at + 4]
        if following == "!--":
            if source.startswith((">", "->"), at + 4):
                return source.index(">", at) + 1
            end = source.find("-->", at + 4)
            return end + 3 if end >= 0 else len(source)
        if following[:1] in {"!", "?"} or (following[:1] == "/" and following[1:]):
            end = source.find(">", at)
            return end + 1 if end >= 0 else len(source)
        return len(source) if following[:1].isalpha() and following[:1].isascii() else at

    def drop(self, start: int, end: int) -> None:
        """Leave a stretch out of the visible source."""
        self.kept.append(self.source[self.kept_to : start])
        self.kept_to = end

    def start(self, name: str, attributes: str, at: int, end: int) -> int:
        """Open an element; give where the scan goes on."""
        if name in _TELLS_METADATA or "itemprop" in attributes or '"author"' in attributes:
            self.scan.marked.append(Marked(name, attributes, end))
        if name in SKIPPED and not attributes.endswith("/"):
            return self.skip(name, attributes, at, end)
        if name in BLOCKS:
            self.flush()
            self.close_implied(name)
            self.push(name, attributes)
        elif name in VOID_BREAKS:
            self.flush()
        elif name == "a":
            self.line.open_link(has_target="href" in attributes or "HREF" in attributes)
        elif name == "time":
            self.line.time_depth += 1
        if attributes and name not in BLOCKS and name not in VOID and is_hidden(attributes):
            self.push(name, attributes)
        return end

    def skip(self, name: str, attributes: str, at: int, end: int) -> int:
        """Pass over an element with all that it holds, if it is ever closed."""
        if name in self.endless:
            return end
        lowered, depth, place, content_end = self.lowered, 1, end, end
        opening, closing = "<" + name, "</" + name
        next_open = lowered.find(opening, place) if name in NESTING else -1
        next_close = lowered.find(closing, place)
        while depth:
            if next_close < 0:
                self.endless.add(name)
                return end
            if 0 <= next_open < next_close:
                depth, place = depth + 1, next_open + len(opening)
                next_open = lowered.find(opening, place)
            else:
                depth, place = depth - 1, next_close + len(closing)
                content_end = next_close
                next_close = lowered.find(closing, place)
        after = self.source.find(">", place)
        after = after + 1 if after >= 0 else len(self.source)
        self.scan.skipped.append((name, attributes, self.source[end:content_end]))
        if name != "title":
            self.drop(at, after)
        return after

    def push(self, name: str, attributes: str) -> None:
        flags = self.top.flags | own_flags(name, attributes)
        if self.show_hidden or name in {"html", "body"}:
            flags &= ~_HIDDEN | (self.top.flags & _HIDDEN)
        telling = self.top.telling
        rank = TELLING.get(name)
        if rank is not None and rank <= telling[1]:
            telling = (name, rank)
        self.serial += 1
        if name in BODILESS and not self.left_out:
            self.drop(self.place, self.place)
            self.left_out = (self.serial, len(self.kept))
        self.top = Element(name, flags, telling, self.serial)
        self.stack.append(self.top)
        self.open[name] = self.open.get(name, 0) + 1
        self.scan.depth = max(self.scan.depth, len(self.stack))

    def pop(self) -> None:
        gone = self.stack.pop()
        if self.left_out and self.left_out[0] == gone.serial:
            del self.kept[self.left_out[1] :]
            self.kept_to = self.place
            self.left_out = None
        self.open[gone.name] -= 1
        self.top = self.stack[-1]

    def close(self, name: str) -> None:
        """Close the nearest open element of a name, with all that was left open inside it."""
        if name in BLOCKS or name in VOID_BREAKS:
            self.flush()
        elif name == "a":
            self.line.close_link()
        elif name == "time":
            self.line.time_depth = max(0, self.line.time_depth - 1)
        if self.open.get(name):
            while self.top.name != name:
                self.pop()
            self.pop()

    def close_implied(self, name: str) -> None:
        """Close what a start tag closes by itself: an open paragraph, the list item before."""
        if name in CLOSES_PARAGRAPH and self.open.get("p"):
            self.close("p")
        if name in IMPLIED:
            closes, barrier = IMPLIED[name]
            for element in self.stack[: -IMPLIED_REACH - 1 : -1]:
                if element.name in barrier:
                    break
                if element.name in closes:
                    self.close(element.name)
                    break

    def flush(self) -> None:
        """End the line, if there is one."""
        line = self.line
        if line.pieces:
            top = self.top
            holder = self.stack[-2] if top.name in PARAGRAPHS else top
            self.scan.lines.append(line.finish(top.telling, top.flags, holder.serial))
        line.pending = False
