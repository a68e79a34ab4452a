"""Article ids: 16 hex digits outside, 64-bit integers inside, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGITS = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
_VALUES = np.full(256, 255, dtype=np.uint8)
_VALUES[_DIGITS] = np.arange(16, dtype=np.uint8)
_SHIFTS = np.arange(60, -1, -4, dtype=np.uint64)


def numbers_of(ids: pa.Array) -> NDArray[np.uint64]:
    """Read ids as integers.

    Raises:
        UsageError: an id is null or not 16 lower-case hex digits.
    """
    if not len(ids):
        return np.zeros(0, dtype=np.uint64)
    wrong = pc.fill_null(pc.invert(pc.match_substring_regex(ids, r"\A[0-9a-f]{16}\z")), fill_value=True)
    if pc.any(wrong).as_py():
        bad = ids.filter(wrong)[0].as_py()
        raise UsageError(f"the article id {bad!r} is not 16 lower-case hex digits")
    digits = np.frombuffer(
        pc.binary_join(pa.array([ids.to_pylist()]), "")[0].as_py().encode(), dtype=np.uint8
    )
    nibbles = _VALUES[digits.reshape(-1, 16)].astype(np.uint64)
    numbers: NDArray[np.uint64] = np.bitwise_or.reduce(nibbles << _SHIFTS, axis=1)
    return numbers


def ids_of(numbers: NDArray[np.uint64]) -> pa.Array:
    """Write integers as ids."""
    nibbles = (numbers[:, None] >> _SHIFTS) & np.uint64(15)
    digits = np.ascontiguousarray(_DIGITS[nibbles.astype(np.uint8)])
    offsets = np.arange(0, 16 * numbers.size + 1, 16, dtype=np.int64)
    wide = pa.LargeStringArray.from_buffers(numbers.size, pa.py_buffer(offsets), pa.py_buffer(digits))
    return wide.cast(pa.string())
