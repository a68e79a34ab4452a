"""Raw pages: readable, of a known suffix, unpacked and decoded."""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING

from copydesk.config import Keys
from copydesk.decode import decode_page
from copydesk.errors import InputError
from copydesk.findings import WARNING, Finding
from copydesk.read import InputFile, Inputs, broken, format_of, opened, read_pages
from copydesk.read.jsonl import numbered_lines
from copydesk.record import Refusal
from copydesk.registry import formats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check(path: Path) -> Iterator[Finding]:
    """Check the pages of one file; a page that a build would reject is a warning."""
    if (kind := format_of(path)) is None:
        known = " ".join(suffix for each in formats().values() for suffix in each.suffixes)
        message = f"is of no kind that copydesk reads (pages are {known}, each also .gz or .zst)"
        yield Finding(file=str(path), message=message, severity=WARNING)
        return
    page = None
    file = InputFile(path, path.name, kind)
    lines = _lines(path) if kind.name == "jsonl" else repeat(None)
    try:
        for page in read_pages(Inputs((file,), Counter()), Keys()):
            line = next(lines, None)
            reason, detail = page.reason, page.detail
            if reason is None:
                text = decode_page(page.raw, declared=page.declared)
                if isinstance(text, Refusal):
                    reason, detail = text.reason, text.detail
            if reason is not None:
                message = f"a build would reject it as {reason}: {detail}"
                yield Finding(file=str(path), line=line, message=message, severity=WARNING)
    except (InputError, OSError) as error:
        yield Finding(file=str(path), message=str(error).removeprefix(f"{path}: "))
        return
    if page is None:
        yield Finding(file=str(path), message="holds no page", severity=WARNING)


def _lines(path: Path) -> Iterator[int]:
    """The numbers of the lines that are records; where a packed file is damaged, of the line after them."""
    number = 0
    try:
        with opened(path) as stream:
            for number, _ in numbered_lines(stream):
                yield number
    except broken():
        yield number + 1
