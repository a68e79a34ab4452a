"""Rows of Python values to Arrow columns of a given type."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence


def column_array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Give the Arrow array of a column.

    Args:
        values: One value a row, None for null. A list of structs is a sequence of tuples in the order
            of the struct's fields; a struct is a mapping by field.
        kind: The type of the column.
    """
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        rows = list(chain.from_iterable(value for value in values if value is not None))
        fields = list(kind.value_type)
        by_field = zip(*rows, strict=True) if rows else [()] * len(fields)
        children = [pa.array(part, field.type) for part, field in zip(by_field, fields, strict=True)]
        structs = pa.StructArray.from_arrays(children, fields=fields)
        sizes = (0 if value is None else len(value) for value in values)
        offsets = pa.array(np.fromiter(accumulate(sizes, initial=0), np.int32, len(values) + 1))
        missing = [value is None for value in values]
        return pa.ListArray.from_arrays(offsets, structs, type=kind, mask=pa.array(missing, pa.bool_()))
    if pa.types.is_struct(kind):
        present = [value is not None for value in values]
        children = [
            pa.array([value[field.name] if value is not None else None for value in values], field.type)
            for field in kind
        ]
        mask = pa.array([not given for given in present], pa.bool_())
        return pa.StructArray.from_arrays(children, fields=list(kind), mask=mask)
    return pa.array(values, kind)


def table_of(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    """Give the table of rows whose values stand in the order of the schema."""
    by_column: Any = zip(*rows, strict=True) if rows else [()] * len(schema)
    return table_of_columns(list(by_column), schema)


def table_of_columns(columns: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    """Give the table of columns that stand in the order of the schema."""
    arrays = [column_array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def frame_of(table: pa.Table) -> pl.DataFrame:
    """Give an Arrow table as a polars frame, without a copy where that can be."""
    return pl.DataFrame(pl.from_arrow(table))
