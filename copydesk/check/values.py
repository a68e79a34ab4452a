"""Values that the schema of their table admits: every keyword of the JSON Schemas, column by column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from copydesk.findings import shown
from copydesk.findings.parts import RECORDS, expected_schema
from copydesk.registry import read_schema
from copydesk.schema import class_names, may_be_null

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


def check(part: Part) -> Iterator[Finding]:
    """Check every value of a part against the schema of its column."""
    if part.table not in RECORDS:
        yield from _nulls_of_plain_table(part)
        return
    nodes = read_schema(part.table)["properties"]
    for column in part.rows.schema.names:
        values = part.frame.select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), pl.col(column).alias("value")
        )
        yield from _walk(part, values, nodes[column], column)


def _nulls_of_plain_table(part: Part) -> Iterator[Finding]:
    """The ledger and the pairs have an Arrow schema only, which says what may be null."""
    for field in expected_schema(part.table):
        if not field.nullable:
            for row in part.frame[field.name].is_null().arg_true():
                yield part.finding(row, "is null, which the schema does not admit", path=field.name)


def _walk(part: Part, values: pl.DataFrame, node: dict[str, Any], path: str) -> Iterator[Finding]:
    """Check the values at one path; `index` is the place in a list, where there is one."""
    if not may_be_null(node):
        missing = values.filter(pl.col("value").is_null())
        yield from _findings(part, missing, path, "is null, which the schema does not admit")
    values = values.drop_nulls("value")
    if values.is_empty():
        return
    if "items" in node:
        lengths = pl.col("value").list.len()
        items = values.filter(lengths > 0)
        items = items.with_columns(pl.int_ranges(0, lengths, dtype=pl.Int64).alias("index"))
        yield from _walk(part, items.explode("index", "value"), node["items"], f"{path}[]")
    elif "properties" in node:
        for name, child in node["properties"].items():
            inner = values.with_columns(pl.col("value").struct.field(name).alias("value"))
            yield from _walk(part, inner, child, f"{path}.{name}")
    else:
        for wrong, message in _rules(node, values.schema["value"]):
            yield from _findings(part, values.filter(wrong), path, message)


def _rules(node: dict[str, Any], kind: pl.DataType) -> Iterator[tuple[pl.Expr, str]]:
    """What a scalar must not be, each with the message: {} stands for the value."""
    value = pl.col("value")
    if node["x-arrow"] == "classlabel":
        last = len(class_names(node)) - 1
        yield ~value.is_between(0, last), f"{{}} is no number of a class: there are 0 to {last}"
        return
    if "enum" in node:
        names = class_names(node)
        yield ~value.is_in(names), f"{{}} is none of {', '.join(names)}"
    if "pattern" in node:
        yield ~value.str.contains(node["pattern"]), f"{{}} has not the form {node['pattern']}"
    if "minLength" in node:
        least = node["minLength"]
        yield value.str.len_chars() < least, f"{{}} is shorter than {least} characters"
    if kind.is_float():
        yield ~value.is_finite(), "{} is no number that JSON has"
    if "minimum" in node:
        yield value < node["minimum"], f"{{}} is less than {node['minimum']}"
    if node.get("format") == "date":
        yield ~value.is_between(_FIRST, _LAST), "is no date of the years 1 to 9999"


def _findings(part: Part, wrong: pl.DataFrame, path: str, message: str) -> Iterator[Finding]:
    for row in wrong.iter_rows(named=True):
        place = path.replace("[]", f"[{row.get('index')}]")
        text = message.replace("{}", repr(shown(row["value"])), 1)
        yield part.finding(row["row"], text, path=place, value=row["value"])
