"""Does a file that people write keep to its schema? If not, what to mend, in words for its writer.

Only the keywords that the schemas of such files use are known here (gold.json, sources.json); their tests
compare with a full validator, which is no dependency of a build.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KINDS: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
_NAMES = {
    "null": "null",
    "number": "a number",
    "string": "a string",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "an array",
    "object": "a table",
}


def faults(value: Any, schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Find what breaks a schema.

    Args:
        value: The parsed file, or a part of it.
        schema: The schema, its references resolved.
        path: Where the part stands in the file.

    Yields:
        The key, what is wrong with it and what to do, in one line.
    """
    here = path or "the file"
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(type(value) in _KINDS[kind] for kind in kinds):
        yield f"{here}: must be {' or '.join(_NAMES[kind] for kind in kinds)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{here}: {value!r} is none of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            yield f"{here}: is empty; write it or leave the key out"
        if not re.search(schema.get("pattern", ""), value):
            yield f"{here}: {value!r} has not the form {schema['pattern']}"
    elif isinstance(value, int | float) and value < schema.get("minimum", value):
        yield f"{here}: must be {schema['minimum']} or more"
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{here}: is empty; leave the key out"
        for number, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), f"{path}[{number}]")
    elif isinstance(value, dict):
        yield from _table_faults(value, schema, path)


def _table_faults(value: Mapping[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[str]:
    dot = f"{path}." if path else ""
    if "if" in schema:
        branch = "then" if all(key in value for key in schema["if"]["required"]) else "else"
        yield from _table_faults(value, schema[branch], path)
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{dot}{key}: is missing; write it"
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    names = schema.get("propertyNames", {}).get("enum") or (known if others is False else value)
    for key, item in value.items():
        if key not in names:
            yield f"{dot}{key}: no such key here; there are {', '.join(sorted(names))}"
        else:
            yield from faults(item, known.get(key) or others or {}, f"{dot}{key}")
