"""JSON lines of records: rows of a table as text, checked one by one before they are rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from copydesk.conformity import faults
from copydesk.findings import Finding
from copydesk.findings.parts import RECORDS, Part, expected_schema, table_of
from copydesk.read import broken, opened
from copydesk.registry import layers, read_schema
from copydesk.schema import class_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ROWS = 1_000
_LARGEST = {"int32": 1 << 31, "int64": 1 << 63}
_SURROGATE = re.compile("[\ud800-\udfff]")


def record_parts(path: Path, report: Callable[[Finding], None]) -> Iterator[Part]:
    """Give the records that keep to their schema as rows of their table; tell of the others.

    Args:
        path: A file of JSON lines, perhaps packed.
        report: Who is told of a line that is no record.
    """
    reader = _Reader(path, report)
    number = 0
    try:
        with opened(path) as stream:
            for number, line in enumerate(stream, 1):
                if (record := reader.record(number, line)) is None or len(reader.held) == _ROWS:
                    yield from reader.part()
                if record is not None:
                    reader.held.append(record)
                else:
                    reader.first = number
    except broken() as error:
        report(Finding(file=str(path), line=number + 1, message=f"cannot be read: {error}"))
    yield from reader.part()


@dataclass
class _Reader:
    """The records of consecutive lines that are held until they make a part."""

    path: Path
    report: Callable[[Finding], None]
    table: str | None = None
    first: int = 0
    held: list[dict[str, Any]] = field(default_factory=list)

    def record(self, number: int, line: bytes) -> dict[str, Any] | None:
        """Give the record of a line; None where there is none, of which is told unless it is blank."""
        if not line.strip():
            return None
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            self.report(Finding(file=str(self.path), line=number, message=f"is no JSON: {error}"))
            return None
        if not isinstance(record, dict):
            said = "is no JSON object, which a record is"
            self.report(Finding(file=str(self.path), line=number, message=said))
            return None
        self.table = self.table or table_of(list(record), RECORDS) or "articles"
        schema = _schema(self.table, record)
        wrong = list(faults(record, schema)) or list(_unfit(record, schema, ""))
        for fault in wrong:
            self.report(_told(self.path, number, fault, record))
        return None if wrong else record

    def part(self) -> Iterator[Part]:
        """Give the records held, if any, and hold none."""
        if self.held and self.table:
            schema = expected_schema(self.table, list(self.held[0]))
            nodes = read_schema(self.table)["properties"]
            columns = [
                pa.array([_value(nodes[name], record.get(name)) for record in self.held], kind.type)
                for name, kind in zip(schema.names, schema, strict=True)
            ]
            rows = pa.table(columns, schema=schema)
            yield Part(self.table, None, str(self.path), self.first, rows, by_line=True)
            self.first += len(self.held)
            self.held = []


def _schema(table: str, record: dict[str, Any]) -> dict[str, Any]:
    """The schema of a table; layers that are not in the record were not chosen."""
    schema = read_schema(table)
    dropped = {name for name in layers() if table == "articles" and name not in record}
    return {**schema, "required": [name for name in schema["required"] if name not in dropped]}


def _unfit(value: Any, node: dict[str, Any], path: str) -> Iterator[str]:
    """What JSON can say and Arrow cannot hold: days that are none, numbers too large, half characters."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unfit(item, node["properties"][key], f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unfit(item, node["items"], f"{path}[{number}]")
    elif isinstance(value, str):
        if _SURROGATE.search(value):
            yield f"{path}: holds half of a character (a lone surrogate)"
        elif node.get("format") == "date" and not _is_day(value):
            yield f"{path}: {value!r} is no date such as 2006-08-30"
    elif isinstance(value, int) and abs(value) >= _LARGEST.get(node["x-arrow"], 1 << 127):
        yield f"{path}: {value} does not fit into {node['x-arrow']}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _told(path: Path, number: int, fault: str, record: dict[str, Any]) -> Finding:
    where, _, message = fault.partition(": ")
    identity = record.get("id")
    known = identity if isinstance(identity, str) else None
    return Finding(file=str(path), line=number, id=known, path=where, message=message)


def _value(node: dict[str, Any], value: Any) -> Any:
    if value is None:
        return None
    if node.get("x-arrow") == "classlabel":
        return class_names(node).index(value)
    if node.get("x-arrow") == "float32":
        return float(value)
    if isinstance(value, dict):
        return {key: _value(node["properties"][key], item) for key, item in value.items()}
    return date.fromisoformat(value) if node.get("format") == "date" else value
