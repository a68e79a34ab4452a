"""Parquet: a row is a page, or an article that somebody extracted already."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.errors import InputError
from copydesk.pages import page_of_record, refused_page
from copydesk.read import InputFile, broken, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.config import Keys
    from copydesk.pages import Page

_ROWS = 1_000  # rows decoded at a time


def read(file: InputFile, keys: Keys) -> Iterator[Page]:
    """Give the page of every row; a row without a URL has the address ``FILE#ROW``, from 1.

    The digest of a row is that of its JSON form with sorted keys.

    Raises:
        InputError: The file cannot be opened.
    """
    number = 0
    try:
        with opened(file.path) as stream:
            source = stream if file.path.suffix == ".parquet" else io.BytesIO(stream.read())
            for batch in pq.ParquetFile(source).iter_batches(_ROWS):
                for record in batch.to_pylist():
                    number += 1
                    raw = json.dumps(record, sort_keys=True, default=str).encode()
                    dated = {key: _plain(value) for key, value in record.items()}
                    yield page_of_record(dated, keys, address=f"{file.address}#{number}", raw=raw)
    except (pa.ArrowException, OSError, UnicodeDecodeError, *broken()) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise InputError(f"{file.path}: cannot be read: {error.strerror}") from error
        detail = f"cannot be read as Parquet after row {number}: {error}"
        yield refused_page(f"{file.address}#{number + 1}", b"", "malformed_record", detail)


def _plain(value: object) -> object:
    """Dates and times as text, everything else as it is."""
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else value
