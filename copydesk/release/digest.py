"""A digest of rows that does not depend on how a file holds them: version of the writer, chunks, codec.

SHA-256 over blocks of `BLOCK` rows. A block's columns follow each other; a column gives its name, its
validity as one byte a row, then: fixed-width values little-endian (null as zero), the lengths (int64)
and the bytes of strings, the lengths and the values of lists, the fields of structs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from hashlib import _Hash

    from numpy.typing import NDArray

BLOCK = 1_024


def rows_digest(tables: Iterable[pa.Table]) -> str:
    """Give the digest of the rows of consecutive tables of one schema, as 64 hex digits."""
    whole = hashlib.sha256()
    for block in _blocks(tables):
        for name, column in zip(block.schema.names, block.columns, strict=True):
            whole.update(name.encode() + b"\0")
            _update(whole, column.chunk(0) if column.num_chunks == 1 else column.combine_chunks())
    return whole.hexdigest()


def _blocks(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    rest: pa.Table | None = None
    for table in tables:
        joined = table if rest is None else pa.concat_tables([rest, table])
        whole = joined.num_rows - joined.num_rows % BLOCK
        for start in range(0, whole, BLOCK):
            yield joined.slice(start, BLOCK)
        rest = joined.slice(whole)
    if rest is not None and rest.num_rows:
        yield rest


def _update(whole: _Hash, array: pa.Array) -> None:
    if array.null_count:
        whole.update(pc.is_valid(array).cast(pa.uint8()).to_numpy(zero_copy_only=False).data)
    else:
        whole.update(b"\x01" * len(array))
    kind = array.type
    if pa.types.is_struct(kind):
        for field, child in zip(kind, array.flatten(), strict=True):
            whole.update(field.name.encode() + b"\0")
            _update(whole, child)
    elif pa.types.is_list(kind):
        whole.update(_lengths(array, pc.list_value_length).data)
        _update(whole, array.flatten())
    elif pa.types.is_string(kind) or pa.types.is_binary(kind):
        whole.update(_lengths(array, pc.binary_length).data)
        whole.update(_string_bytes(array))
    else:
        filled = array.cast(pa.int32()) if pa.types.is_date32(kind) else array
        filled = filled.cast(pa.uint8()) if pa.types.is_boolean(kind) else filled
        filled = filled.fill_null(0) if array.null_count else filled
        whole.update(filled.to_numpy(zero_copy_only=False).data)


def _lengths(array: pa.Array, length: Callable[[pa.Array], pa.Array]) -> NDArray[np.int64]:
    """The lengths of lists or strings, that of null as zero."""
    if array.null_count:
        found: NDArray[np.int64] = (
            length(array).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
        )
        return found
    return np.diff(_bounds(array)).astype(np.int64)


def _bounds(array: pa.Array) -> NDArray[np.int32]:
    """Where each list or string begins, and the last one ends."""
    if not len(array):
        return np.zeros(1, np.int32)
    return np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array) + 1]


def _string_bytes(array: pa.Array) -> memoryview | bytes:
    if array.null_count:
        array = array.drop_null()
    data = array.buffers()[2]
    if not len(array) or data is None:
        return b""
    bounds = _bounds(array)
    return memoryview(data)[bounds[0] : bounds[-1]]
