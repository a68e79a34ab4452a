"""JSON lines: a line is a page, or an article that somebody extracted already."""

from __future__ import annotations

import codecs
import io
import json
from typing import IO, TYPE_CHECKING

from copydesk.pages import page_of_record, refused_page
from copydesk.read import InputFile, broken, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.config import Keys
    from copydesk.pages import Page

_MARK = b"\xef\xbb\xbf"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(file: InputFile, keys: Keys) -> Iterator[Page]:
    """Give the page of every line; a line without a URL has the address ``FILE#LINE``.

    Raises:
        InputError: The file cannot be opened.
    """
    return (page for _, page in read_numbered(file, keys))


def read_numbered(file: InputFile, keys: Keys) -> Iterator[tuple[int, Page]]:
    """Give the number of every line, from 1, with its page."""
    number = 0
    try:
        with opened(file.path) as stream:
            for number, raw in _numbered_lines(stream):
                yield number, _page(raw, f"{file.address}#{number}", keys)
    except broken() as error:
        detail = f"cannot be unpacked after line {number}: {error}"
        number += 1
        yield number, refused_page(f"{file.address}#{number}", b"", "malformed_record", detail)


def _numbered_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give the lines that are not blank with their numbers, from 1."""
    for number, line in enumerate(_lines(stream), 1):
        if raw := line.strip().removeprefix(_MARK):
            yield number, raw


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines in UTF-8; some systems write what a program prints as UTF-16, with a mark."""
    first = stream.readline()
    if first.startswith(_WIDE):
        whole = io.BytesIO(first + stream.read())
        for line in io.TextIOWrapper(whole, "utf-16", errors="replace", newline="\n"):
            yield line.encode()
    else:
        yield first
        yield from stream


def _page(raw: bytes, address: str, keys: Keys) -> Page:
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return refused_page(address, raw, "malformed_record", f"the line is no JSON: {error}")
    return page_of_record(record, keys, address=address, raw=raw)
