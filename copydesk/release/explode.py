"""The tables of one row a label, made from the articles: each label with the paragraph it stands in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.registry import read_schema
from copydesk.schema import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_FAR = 1 << 32  # more code points than a text has
_ROOM = 100_000_000  # code points of paragraphs in the rows that are made at a time, about


def explode(articles: pa.Table, table: str) -> Iterator[pa.Table]:
    """Give one row a label of the layer that a table shows.

    Offsets count into the paragraph; those of a speaker or a cue in another paragraph are null.

    Args:
        articles: Rows of the table `articles`.
        table: The name of the table, whose schema names the layer.

    Yields:
        The rows, so many at a time as their paragraphs leave room for.
    """
    layer = articles[read_schema(table)["x-explodes"]].combine_chunks()
    row = pc.list_parent_indices(layer).to_numpy().astype(np.int64)
    fields = dict(
        zip((field.name for field in layer.type.value_type), layer.flatten().flatten(), strict=True)
    )
    first, last = _paragraphs(articles["paragraphs"].combine_chunks(), row, _numbers(fields["start"]))
    taken = np.cumsum(last - first)
    cuts = np.searchsorted(taken, np.arange(_ROOM, taken[-1] if len(taken) else 0, _ROOM), side="right")
    for begin, stop in pairwise(np.unique([0, *cuts, len(row)]) if len(row) else (0, 0)):
        part = slice(begin, stop)
        values = {name: column.slice(begin, stop - begin) for name, column in fields.items()}
        yield _rows(articles, values, _Places(row[part], first[part], last[part]), table)


class _Places(NamedTuple):
    """Of each label the row of its article, and the bounds of its paragraph."""

    row: Numbers
    first: Numbers
    last: Numbers


def _rows(articles: pa.Table, fields: Mapping[str, pa.Array], places: _Places, table: str) -> pa.Table:
    row, first, last = places
    used, row = np.unique(row, return_inverse=True)
    articles = articles.select(["id", "title", "published", "text"]).take(pa.array(used))
    texts = articles["text"].to_pylist()
    starts, ends = _numbers(fields["start"]), _numbers(fields["end"])
    pieces = zip(row.tolist(), starts.tolist(), ends.tolist(), strict=True)
    shown = pa.array([texts[article][start:end] for article, start, end in pieces], pa.string())
    # most labels stand in the paragraph of the label before them: each paragraph is cut out once
    fresh = np.append(True, (row[1:] != row[:-1]) | (first[1:] != first[:-1]))[: len(row)]
    cuts = zip(row[fresh].tolist(), first[fresh].tolist(), last[fresh].tolist(), strict=True)
    paragraphs = pa.array([texts[article][begin:stop] for article, begin, stop in cuts], pa.string())
    columns = {"paragraph": paragraphs.take(pa.array(np.cumsum(fresh) - 1)), "text": shown}
    taken = {name: articles[name].take(pa.array(row)) for name in ("id", "title", "published")}
    moved = {name: _moved(name, values, first, last) for name, values in fields.items()}
    schema = arrow_schema(table)
    whole = {**taken, **columns, "paragraph_start": first, **moved}
    arrays = [
        value if isinstance(value, pa.Array | pa.ChunkedArray) else pa.array(value, field.type)
        for field in schema
        for value in [whole[field.name]]
    ]
    return pa.table(arrays, schema=schema)


def _paragraphs(paragraphs: pa.ListArray, row: Numbers, start: Numbers) -> tuple[Numbers, Numbers]:
    """The bounds of the paragraph that each label begins in."""
    spans = paragraphs.flatten()
    begins, stops = (_numbers(part) for part in spans.flatten())
    parent = pc.list_parent_indices(paragraphs).to_numpy().astype(np.int64)
    which = np.searchsorted(parent * _FAR + begins, row * _FAR + start, side="right") - 1
    return begins[which], stops[which]


def _moved(name: str, values: pa.Array, first: Numbers, last: Numbers) -> pa.Array:
    """The offsets of a field counted from the paragraph, null where they lie outside of it."""
    if not name.endswith(("start", "end")):
        return values
    offset = _numbers(values)
    outside = pc.is_null(values).to_numpy(zero_copy_only=False) | (offset < first) | (offset > last)
    return pa.array((offset - first).astype(np.int32), mask=outside)


def _numbers(values: pa.Array) -> Numbers:
    numbers: Numbers = values.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers
