"""Raw pages: one input each, as it was collected."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from copydesk.schema import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from copydesk.config import Keys

_ROWS = 1_024  # pages a batch at most
_BYTES = 4_000_000  # raw bytes a batch, about; a batch is what a worker is given at a time


class Page(NamedTuple):
    """One raw input; the fields are those of schemas/pages.json."""

    address: str
    kind: str
    raw: bytes
    raw_sha256: str
    declared: str | None = None
    title: str | None = None
    date: str | None = None
    section: str | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    reason: str | None = None
    detail: str | None = None


def sha256(raw: bytes) -> str:
    """Give the SHA-256 of bytes as 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


def refused_page(address: str, raw: bytes, reason: str, detail: str) -> Page:
    """Make a page that could not be read, with the reason."""
    said = _encoded(detail).decode()
    return Page(address=address, kind="text", raw=b"", raw_sha256=sha256(raw), reason=reason, detail=said)


def page_of_record(record: Any, keys: Keys, *, address: str, raw: bytes) -> Page:
    """Make the page of one JSON object.

    Args:
        record: The parsed line.
        keys: Where its parts stand.
        address: The page's address if the record has no URL.
        raw: The bytes of the record, for its digest.

    Returns:
        The page, refused as `malformed_record` if the record has no page in it.
    """
    if not isinstance(record, dict):
        return refused_page(address, raw, "malformed_record", "the line is no JSON object")
    address = (_text(record, keys.url) or "").strip() or address
    html, text = _written(record, keys.html), _written(record, keys.text)
    title, date = _text(record, keys.title), _text(record, keys.date)
    content = html if html is not None else text
    if content is None:
        return refused_page(address, raw, "malformed_record", _without_text(record, keys))
    if html is not None:
        kind = "html"
    elif keys.text_is == "auto":
        kind = "article" if title or date else "text"
    else:
        kind = {"article": "article", "page": "text"}[keys.text_is]
    return Page(
        address=address,
        kind=kind,
        raw=_encoded(content),
        raw_sha256=sha256(raw),
        declared="utf-8",
        title=title,
        date=date,
        section=_text(record, keys.section),
        byline=_names(record, keys.byline),
        language=_text(record, keys.language),
    )


def _without_text(record: dict[str, Any], keys: Keys) -> str:
    """Say why a record has no text."""
    names = (*keys.text, *keys.html)
    if there := next((name for name in names if name in record), None):
        value = record[there]
        kind = "empty" if value == "" else "null" if value is None else f"a {type(value).__name__}, no text"
        return f"its {there} is {kind}"
    return (
        f"no text under any of the keys {', '.join(names)}; it has {', '.join(map(str, list(record)[:20]))}"
    )


def _value(record: dict[str, Any], names: Iterable[str]) -> Any:
    for name in names:
        value = record.get(name)
        if value is not None and value != "":
            return value
    return None


def _written(record: dict[str, Any], names: Iterable[str]) -> str | None:
    value = _value(record, names)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _text(record: dict[str, Any], names: Iterable[str]) -> str | None:
    text = _written(record, names)
    return text if text is None or text.isascii() else _encoded(text).decode()


def _names(record: dict[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    value = _value(record, names)
    found = value if isinstance(value, list) else [value]
    people = [person.get("name") if isinstance(person, dict) else person for person in found]
    return tuple(_encoded(name).decode() for name in people if isinstance(name, str) and name.strip())


def _encoded(text: str) -> bytes:
    """The text in UTF-8; a lone surrogate, which JSON can hold, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text).encode()


def batches(pages: Iterable[Page]) -> Iterator[pa.RecordBatch]:
    """Put pages into Arrow batches that a worker takes in one go."""
    held: list[Page] = []
    size = 0
    for page in pages:
        held.append(page)
        size += len(page.raw)
        if len(held) >= _ROWS or size >= _BYTES:
            yield _batch(held)
            held, size = [], 0
    if held:
        yield _batch(held)


def _batch(pages: list[Page]) -> pa.RecordBatch:
    schema = arrow_schema("pages")
    columns = dict(zip(Page._fields, zip(*pages, strict=True), strict=True))
    arrays = [pa.array(columns[field.name], type=field.type, from_pandas=False) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def regrouped(parts: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Put what is left of batches together to batches of about the usual size."""
    held: list[pa.RecordBatch] = []
    for part in parts:
        held.append(part)
        if sum(each.num_rows for each in held) >= _ROWS or sum(each.nbytes for each in held) >= _BYTES:
            yield from pa.Table.from_batches(held).combine_chunks().to_batches()
            held = []
    if held:
        yield from pa.Table.from_batches(held).combine_chunks().to_batches()


def pages_of(batch: pa.RecordBatch) -> list[Page]:
    """Give the pages of an Arrow batch."""
    columns = {name: batch.column(name).to_pylist() for name in Page._fields}
    columns["byline"] = list(map(tuple, columns["byline"]))
    return list(map(Page._make, zip(*columns.values(), strict=True)))
