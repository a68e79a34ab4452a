"""WARC (ISO 28500): a response is a page. Needs the extra ``warc``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.errors import UsageError
from copydesk.pages import Page, refused_page, sha256
from copydesk.read import InputFile, broken, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.config import Keys

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def read(file: InputFile, keys: Keys) -> Iterator[Page]:  # noqa: ARG001 - keys are for records
    """Give the page of every response record; its address is the record's target URI.

    Raises:
        InputError: The file cannot be opened.
        UsageError: The library that reads WARC is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise UsageError(f"{file.path}: to read WARC, install copydesk[warc]") from error
    number = 0
    damaged: tuple[type[Exception], ...] = (OSError, ValueError, *broken())
    with opened(file.path) as stream:
        try:
            for number, record in enumerate(
                ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True), 1
            ):
                address = record.headers.get("WARC-Target-URI") or f"{file.address}#{number}"
                raw = record.reader.read()
                media_type = (record.http_content_type or "").lower()
                kind = _KINDS.get(media_type)
                if kind is None:
                    detail = f"the media type is {media_type or 'missing'}, not a page's"
                    yield refused_page(address, raw, "binary", detail)
                else:
                    yield Page(
                        address=address,
                        kind=kind,
                        raw=raw,
                        raw_sha256=sha256(raw),
                        declared=record.http_charset,
                    )
        except damaged as error:
            detail = f"cannot be read as WARC after record {number}: {error}"
            yield refused_page(f"{file.address}#{number + 1}", b"", "malformed_record", detail)
