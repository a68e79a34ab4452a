"""The tables of one row a label, made from the articles: each label with the paragraph it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.registry import read_schema
from copydesk.schema import arrow_schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_FAR = 1 << 32  # more code points than a text has


def explode(articles: pa.Table, table: str) -> pa.Table:
    """Give one row a label of the layer that a table shows.

    Offsets count into the paragraph; those of a speaker or a cue in another paragraph are null.

    Args:
        articles: Rows of the table `articles`.
        table: The name of the table, whose schema names the layer.
    """
    layer = articles[read_schema(table)["x-explodes"]].combine_chunks()
    row = pc.list_parent_indices(layer).to_numpy().astype(np.int64)
    fields = dict(
        zip((field.name for field in layer.type.value_type), layer.flatten().flatten(), strict=True)
    )
    first, last = _paragraphs(articles["paragraphs"].combine_chunks(), row, _numbers(fields["start"]))
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
