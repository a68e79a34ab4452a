"""Values that the schema of their table admits: every keyword of the JSON Schemas, column by column.

The rules are compiled into polars expressions; one pass over the columns says which of them are broken
anywhere, and only those are looked for row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from copydesk.findings import shown
from copydesk.findings.parts import RECORDS, expected_schema
from copydesk.registry import read_schema
from copydesk.schema import class_names, may_be_null

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)
_NULL = "is null, which the schema does not admit"
_ROW = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")


@dataclass(frozen=True, slots=True)
class _Field:
    """A value in a frame: the expression that gives it, its schema, and its path."""

    value: pl.Expr
    node: dict[str, Any]
    path: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a value must not be, and what to say of it: {} stands for the value."""

    field: _Field
    wrong: pl.Expr
    message: str


def check(part: Part) -> Iterator[Finding]:
    """Check every value of a part against the schema of its column."""
    frame = part.frame.with_columns(_ROW)
    if part.table in RECORDS:
        nodes = read_schema(part.table)["properties"]
        fields = [_Field(pl.col(name), nodes[name], name) for name in part.rows.schema.names]
        yield from _checked(part, frame, fields)
        return
    # the ledger and the pairs have an Arrow schema only, which says what may be null
    named = [field.name for field in expected_schema(part.table) if not field.nullable]
    plain = [_Field(pl.col(name), {}, name) for name in named]
    rules = [_Rule(field, field.value.is_null(), _NULL) for field in plain]
    yield from _broken(part, frame, rules)


def _checked(part: Part, frame: pl.DataFrame, fields: Sequence[_Field]) -> Iterator[Finding]:
    """Check the values of a frame, whose `row` and perhaps `index` say where they stand."""
    rules = [rule for field in fields for rule in _rules(field, pl.lit(value=True))]
    yield from _broken(part, frame, rules)
    for field in fields:
        if "items" in field.node:
            lengths = pl.col("value").list.len()
            lists = frame.select("row", field.value.alias("value")).filter(lengths > 0)
            index = pl.int_ranges(0, lengths, dtype=pl.Int64).alias("index")
            items = lists.with_columns(index).explode("index", "value")
            inner = _Field(pl.col("value"), field.node["items"], f"{field.path}[]")
            yield from _checked(part, items, [inner])


def _broken(part: Part, frame: pl.DataFrame, rules: Sequence[_Rule]) -> Iterator[Finding]:
    if frame.is_empty():
        return
    flags = frame.select(rule.wrong.any().alias(str(number)) for number, rule in enumerate(rules)).row(0)
    place = [name for name in ("row", "index") if name in frame.columns]
    for rule, flag in zip(rules, flags, strict=True):
        if flag:
            wrong = frame.filter(rule.wrong).select(*place, rule.field.value.alias("value"))
            for row in wrong.iter_rows(named=True):
                path = rule.field.path.replace("[]", f"[{row.get('index')}]")
                text = rule.message.replace("{}", repr(shown(row["value"])), 1)
                yield part.finding(row["row"], text, path=path, value=row["value"])


def _rules(field: _Field, present: pl.Expr) -> Iterator[_Rule]:
    """The rules of a field and of what it is made of, lists apart; ``present`` is where it must be."""
    if not may_be_null(field.node):
        yield _Rule(field, present & field.value.is_null(), _NULL)
    if "properties" in field.node:
        for name, child in field.node["properties"].items():
            inner = _Field(field.value.struct.field(name), child, f"{field.path}.{name}")
            yield from _rules(inner, field.value.is_not_null())
    elif "items" not in field.node:
        for wrong, message in _scalar_rules(field.value, field.node):
            yield _Rule(field, wrong, message)


def _scalar_rules(value: pl.Expr, node: dict[str, Any]) -> Iterator[tuple[pl.Expr, str]]:
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
    if node["x-arrow"] == "float32":
        yield ~value.is_finite(), "{} is no number that JSON has"
    if "minimum" in node:
        yield value < node["minimum"], f"{{}} is less than {node['minimum']}"
    if node.get("format") == "date":
        yield ~value.is_between(_FIRST, _LAST), "is no date of the years 1 to 9999"
