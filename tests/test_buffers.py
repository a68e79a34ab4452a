"""The bytes of a column of text."""

from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from copydesk.buffers import utf8_of


@given(st.lists(st.text(max_size=5), max_size=8), st.integers(0, 8))
def test_bytes_between_two_bounds_are_those_of_a_string(texts, start):
    part = pl.Series(texts, dtype=pl.String).slice(start)

    data, bounds = utf8_of(part)

    found = [data[first:stop].tobytes().decode() for first, stop in pairwise(bounds)]
    assert found == texts[start:]
    assert bounds[0] == 0
    assert bounds[-1] == data.size
