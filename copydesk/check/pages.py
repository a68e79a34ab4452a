"""Raw pages: readable, of a known suffix, unpacked and decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.config import Keys
from copydesk.decode import decode_page
from copydesk.errors import InputError
from copydesk.findings import WARNING, Finding
from copydesk.read import InputFile, format_of
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
    number = 0
    try:
        for number, page in enumerate(kind.read(InputFile(path, path.name, kind), Keys()), 1):
            reason, detail = page.reason, page.detail
            if reason is None:
                text = decode_page(page.raw, declared=page.declared)
                if isinstance(text, Refusal):
                    reason, detail = text.reason, text.detail
            if reason is not None:
                line = number if kind.name == "jsonl" else None
                message = f"a build would reject it as {reason}: {detail}"
                yield Finding(file=str(path), line=line, message=message, severity=WARNING)
    except (InputError, OSError) as error:
        yield Finding(file=str(path), message=str(error).removeprefix(f"{path}: "))
        return
    if not number:
        yield Finding(file=str(path), message="holds no page", severity=WARNING)
