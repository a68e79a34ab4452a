"""What a change of schema asks of the version: a field lost is MAJOR, a field won MINOR.

A table's shape is flat: the path of every field (``attributions[].kind``) with its type, its names and
whether it may be null. The schemas of every MAJOR.MINOR are kept under ``schemas/released/``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from copydesk.errors import SchemaError
from copydesk.registry import SCHEMAS, TABLES, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RELEASED = SCHEMAS / "released"
FROZEN = (*TABLES, "rejects", "manifest")
"""The schemas that a release keeps to."""


class Level(IntEnum):
    """Which number of MAJOR.MINOR.PATCH a change must raise."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """What is promised of a field: its type, the closed list of its names, whether it may be null.

    ``names`` is None where any value may stand, ``nullable`` None where that is not known. ``numbered``
    names are stored as their numbers.
    """

    kind: str
    names: tuple[str, ...] | None = None
    numbered: bool = False
    nullable: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a schema: what it asks for, where it is, and what it is in words."""

    level: Level
    table: str
    path: str
    what: str

    def __str__(self) -> str:
        """Give the change in words."""
        return f"{self.table}.{self.path} {self.what}" if self.path else f"{self.table} {self.what}"


Shapes = dict[str, Shape]


def schema_shapes(schema: Mapping[str, Any]) -> Shapes:
    """Give the shapes of a JSON Schema's fields by path."""
    return dict(_schema_fields(schema, ""))


def _schema_fields(node: Mapping[str, Any], path: str) -> Iterator[tuple[str, Shape]]:
    if "properties" in node:
        for name, child in node["properties"].items():
            below = f"{path}.{name}" if path else name
            yield below, _schema_shape(child)
            yield from _schema_fields(child, below)
    elif isinstance(items := node.get("items"), dict):
        yield f"{path}[]", _schema_shape(items)
        yield from _schema_fields(items, f"{path}[]")


def _schema_shape(node: Mapping[str, Any]) -> Shape:
    types = node.get("type", ())
    types = (types,) if isinstance(types, str) else tuple(types)
    kind = node.get("x-arrow") or next((name for name in types if name != "null"), "any")
    kind = {"array": "list", "object": "struct"}.get(kind, kind)
    names = tuple(name for name in node["enum"] if name is not None) if "enum" in node else None
    return Shape(kind, names, kind == "classlabel", "null" in types)


def arrow_shapes(schema: pa.Schema) -> Shapes:
    """Give the shapes of an Arrow schema's fields by path; its metadata tells the class labels."""
    told = json.loads((schema.metadata or {}).get(b"huggingface", b"{}"))
    features = told.get("info", {}).get("features", {})
    shapes: Shapes = {}
    for field in schema:
        shapes.update(_arrow_fields(field.type, field.name))
        feature = features.get(field.name, {})
        if feature.get("_type") == "ClassLabel":
            shapes[field.name] = Shape("classlabel", tuple(feature["names"]), numbered=True)
    return shapes


def _arrow_fields(kind: pa.DataType, path: str) -> Iterator[tuple[str, Shape]]:
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        yield path, Shape("list")
        yield from _arrow_fields(kind.value_type, f"{path}[]")
    elif pa.types.is_struct(kind):
        yield path, Shape("struct")
        for field in kind:
            yield from _arrow_fields(field.type, f"{path}.{field.name}")
    else:
        name = {"float": "float32", "date32[day]": "date32"}.get(str(kind), str(kind))
        yield path, Shape(name)


def promised(shapes: Shapes, schema: Shapes) -> Shapes:
    """Add what only the JSON Schema knows of the fields that are there: closed lists and null."""
    return {
        path: schema[path] if path in schema and schema[path].kind == shape.kind else shape
        for path, shape in shapes.items()
    }


def compare_shapes(table: str, old: Shapes, new: Shapes) -> list[Change]:
    """Give the changes from one shape of a table to another; of a field gone or new, only the topmost."""
    changes = [
        Change(Level.MAJOR, table, path, "is gone") for path in old if path not in new and _top(path, new)
    ]
    changes += [
        Change(Level.MINOR, table, path, "is new") for path in new if path not in old and _top(path, old)
    ]
    for path in old:
        if path in new:
            changes += [
                Change(level, table, path, what) for level, what in _differences(old[path], new[path])
            ]
    return changes


def _top(path: str, other: Shapes) -> bool:
    """Whether the field that holds this one is in the other shapes too, if there is one."""
    above = path[:-2] if path.endswith("[]") else path.rpartition(".")[0]
    return not above or above in other


def _differences(old: Shape, new: Shape) -> Iterator[tuple[Level, str]]:
    if old.kind != new.kind:
        yield Level.MAJOR, f"was {old.kind} and is {new.kind}"
        return
    if None not in {old.nullable, new.nullable} and old.nullable != new.nullable:
        if new.nullable:
            yield Level.MAJOR, "may be null now"
        else:
            yield Level.MINOR, "is never null now"
    if old.names != new.names:
        yield _renamed(old, new)


def _renamed(old: Shape, new: Shape) -> tuple[Level, str]:
    if old.names is None or new.names is None:
        what = "is a closed list now" if old.names is None else "is no closed list now"
        return Level.MAJOR, what
    if gone := [name for name in old.names if name not in new.names]:
        return Level.MAJOR, f"has lost the names {', '.join(map(repr, gone))}"
    if old.numbered and new.names[: len(old.names)] != old.names:
        return Level.MAJOR, "has its names in another order, so that their numbers mean others"
    added = [name for name in new.names if name not in old.names]
    if added:
        return Level.MINOR, f"has the new names {', '.join(map(repr, added))}"
    return Level.PATCH, "has its names in another order"


def frozen_versions() -> list[str]:
    """Give the versions of the schemas that were released, oldest first."""
    return sorted((path.name for path in RELEASED.glob("*.*") if path.is_dir()), key=_numbers)


def _numbers(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def frozen_shapes(version: str, table: str) -> Shapes:
    """Give the shapes of a table in a released version of the schemas.

    Returns:
        The shapes by path; none if that version had no such table.

    Raises:
        SchemaError: That version was never released.
    """
    folder = RELEASED / version
    if not folder.is_dir():
        known = ", ".join(frozen_versions())
        raise SchemaError(f"schemas {version} were never released (there are: {known})")
    if not (folder / f"{table}.json").is_file():
        return {}
    return schema_shapes(read_schema(f"released/{version}/{table}"))


def knows_schemas(version: str) -> bool:
    """Whether the schemas of a version are at hand: those that were released, and those of today."""
    return version in {*frozen_versions(), read_schema("manifest")["x-version"]}


def schemas_of(version: str, table: str) -> Shapes:
    """Give the shapes of a table in a version of the schemas that is at hand."""
    if version in frozen_versions():
        return frozen_shapes(version, table)
    return schema_shapes(read_schema(table))


def unreleased_changes(version: str) -> list[Change]:
    """Give the changes from a released version of the schemas to those of today."""
    return [
        change
        for table in FROZEN
        for change in compare_shapes(
            table, frozen_shapes(version, table), schema_shapes(read_schema(table))
        )
    ]


def refuse_incompatible(version: str, today: str, changes: list[Change]) -> None:
    """See that the number of today's schemas says what has changed since a released version.

    Args:
        version: MAJOR.MINOR of the released schemas.
        today: MAJOR.MINOR of today's (``x-version`` of schemas/manifest.json).
        changes: What has changed between them.

    Raises:
        SchemaError: The number is too small.
    """
    major, minor = _numbers(version)
    breaking = [str(change) for change in changes if change.level is Level.MAJOR]
    if breaking and _numbers(today) < (major + 1, 0):
        raise SchemaError(
            f"schemas {today} break with {version}: {'; '.join(breaking)}. "
            f"Make x-version in schemas/manifest.json {major + 1}.0, or leave these as they were"
        )
    others = [str(change) for change in changes if change.level is Level.MINOR]
    if others and _numbers(today) < (major, minor + 1):
        raise SchemaError(
            f"schemas {today} are not those that were released: {'; '.join(others)}. "
            f"Make x-version in schemas/manifest.json {major}.{minor + 1}"
        )
