"""Columns of a table: those of its schema, with its types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from copydesk.findings import Finding
from copydesk.findings.parts import expected_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.parts import Part


def check(part: Part) -> Iterator[Finding]:
    """Check the schema of a file, when its first rows come."""
    found = part.rows.schema
    wanted = expected_schema(part.table, found.names)
    if part.first:
        return
    for name in dict.fromkeys(found.names):
        if found.names.count(name) > 1:
            yield _finding(part, name, f"comes {found.names.count(name)} times")
        elif name not in wanted.names:
            yield _finding(part, name, f"is no column of the table {part.table}")
        elif not _plain(found.field(name).type).equals(wanted.field(name).type):
            right, wrong = wanted.field(name).type, found.field(name).type
            yield _finding(part, name, f"has the type {wrong}, not {right}")
    for name in wanted.names:
        if name not in found.names:
            yield _finding(part, name, f"is missing: the table {part.table} has it")


def _finding(part: Part, name: str, message: str) -> Finding:
    return Finding(file=part.file, path=name, message=message)


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type with lists named as everywhere: Parquet and Arrow call their items otherwise."""
    if pa.types.is_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _plain(field.type)) for field in kind])
    return kind
