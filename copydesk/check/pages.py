"""Raw pages: readable, of a known suffix, unpacked and decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.config import Keys
from copydesk.decode import decode_page
from copydesk.errors import InputError
from copydesk.findings import WARNING, Finding
from copydesk.read import InputFile, bounded, format_of
from copydesk.read.jsonl import read_numbered
from copydesk.record import Refusal
from copydesk.registry import formats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.pages import Page


def check(path: Path) -> Iterator[Finding]:
    """Check the pages of one file; a page that a build would reject is a warning."""
    if (kind := format_of(path)) is None:
        known = " ".join(suffix for each in formats().values() for suffix in each.suffixes)
        message = f"is of no kind that copydesk reads (pages are {known}, each also .gz or .zst)"
        yield Finding(file=str(path), message=message, severity=WARNING)
        return
    page = None
    try:
        for line, page in _numbered_pages(InputFile(path, path.name, kind)):
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


def _numbered_pages(file: InputFile) -> Iterator[tuple[int | None, Page]]:
    """Give the pages of a file, each with its line if pages are lines."""
    if file.format.name == "jsonl":
        for line, page in read_numbered(file, Keys()):
            yield line, bounded(page)
    else:
        for page in file.format.read(file, Keys()):
            yield None, bounded(page)
