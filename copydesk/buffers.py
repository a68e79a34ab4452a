"""The bytes of a column of text, all lines in one array: no Python string a line is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray


def utf8_of(text: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Give the UTF-8 of strings without nulls, one after the other.

    Returns:
        The bytes, and where each string begins in them; the last one's end too.

    >>> data, bounds = utf8_of(pl.Series(["né", "", "x"]))
    >>> data.tobytes().decode(), bounds.tolist()
    ('néx', [0, 3, 3, 4])
    """
    array = text.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, offsets, data = array.buffers()
    if not len(array):
        return np.zeros(0, np.uint8), np.zeros(1, np.int64)
    bounds = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    whole = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return whole[bounds[0] : bounds[-1]], bounds - bounds[0]
