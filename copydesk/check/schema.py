"""Schemas: JSON Schemas whose references resolve and whose types Arrow has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.errors import SchemaError
from copydesk.findings import Finding
from copydesk.findings.lines import line_of_key, read_json
from copydesk.schema import arrow_type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS = ("null", "string", "integer", "number", "boolean", "array", "object")
_ARROW_OF = {
    "string": ("string", "binary", "date32", "classlabel"),
    "integer": ("int32", "int64"),
    "number": ("float32",),
    "boolean": ("bool",),
}


def check(path: Path) -> Iterator[Finding]:
    """Check one JSON file: that it can be read and, if it calls itself a schema, that it is one."""
    content = read_json(path)
    if isinstance(content, Finding):
        yield content
        return
    if not isinstance(content, dict) or "$schema" not in content:
        return
    if content["$schema"] != _DIALECT:
        yield _finding(path, "$schema", f"must be {_DIALECT}")
    for key, message in _faults(content, "", path):
        yield _finding(path, key, message)


def _finding(path: Path, key: str, message: str) -> Finding:
    return Finding(file=str(path), line=line_of_key(path, key), path=key or None, message=message)


def _faults(node: Any, path: str, file: Path) -> Iterator[tuple[str, str]]:
    if not isinstance(node, dict):
        yield path, "a schema is an object"
        return
    dot = f"{path}." if path else ""
    kinds = node.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind not in _KINDS:
            yield f"{dot}type", f"{kind!r} is no type of JSON Schema"
    yield from _references(node, dot, file)
    yield from _arrow(node, dot)
    properties = node.get("properties", {})
    if not isinstance(properties, dict):
        yield f"{dot}properties", "must be an object of schemas"
        return
    for name in node.get("required", ()):
        if node.get("additionalProperties") is False and name not in properties:
            yield f"{dot}required", f"names {name!r}, which is no property"
    for name, child in properties.items():
        yield from _faults(child, f"{dot}properties.{name}", file)
    if "items" in node:
        yield from _faults(node["items"], f"{dot}items", file)


def _references(node: dict[str, Any], dot: str, file: Path) -> Iterator[tuple[str, str]]:
    target = node.get("$ref")
    if target is None:
        return
    if not isinstance(target, str):
        yield f"{dot}$ref", "must be a string"
    elif target.endswith(".json") and not (file.parent / target).is_file():
        yield f"{dot}$ref", f"{target!r} is not there"


def _arrow(node: dict[str, Any], dot: str) -> Iterator[tuple[str, str]]:
    kind = node.get("x-arrow")
    if kind is None:
        return
    try:
        arrow_type({"x-arrow": kind})
    except (SchemaError, TypeError) as error:
        yield f"{dot}x-arrow", str(error)
        return
    kinds = node.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(kind in _ARROW_OF.get(each, ()) for each in kinds):
        yield f"{dot}x-arrow", f"{kind!r} does not hold values of the type {', '.join(map(str, kinds))}"
    if kind == "classlabel" and "enum" not in node:
        yield f"{dot}enum", "is missing: a class label has names"
