"""JSON lines: a line is a page, or an article that somebody extracted already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from copydesk.pages import page_of_record, refused_page
from copydesk.read import InputFile, broken, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.config import Keys
    from copydesk.pages import Page

_MARK = b"\xef\xbb\xbf"


def read(file: InputFile, keys: Keys) -> Iterator[Page]:
    """Give the page of every line; a line without a URL has the address ``FILE#LINE``.

    Raises:
        InputError: The file cannot be opened.
    """
    number = 0
    try:
        with opened(file.path) as stream:
            for number, line in enumerate(stream, 1):
                raw = line.strip().removeprefix(_MARK)
                if raw:
                    yield _page(raw, f"{file.address}#{number}", keys)
    except broken() as error:
        detail = f"cannot be unpacked after line {number}: {error}"
        yield refused_page(f"{file.address}#{number + 1}", b"", "malformed_record", detail)


def _page(raw: bytes, address: str, keys: Keys) -> Page:
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return refused_page(address, raw, "malformed_record", f"the line is no JSON: {error}")
    return page_of_record(record, keys, address=address, raw=raw)
