"""What a table is, derived from its JSON Schema: Arrow types, Hugging Face features, field tables.

The schemas are JSON Schema 2020-12. ``x-arrow`` names the Arrow type of a scalar (``classlabel``: an
int64 that counts into ``enum``); lists and structs follow from ``array`` and ``object``. All Arrow fields
can hold null: `datasets` loses the mark, so ``copydesk validate`` checks it by the schema itself.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from copydesk.errors import SchemaError
from copydesk.registry import TABLES, chosen_layers, layers, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SCALARS: dict[str, pa.DataType] = {
    "string": pa.string(),
    "binary": pa.binary(),
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "date32": pa.date32(),
    "classlabel": pa.int64(),
}


def columns(table: str, layer_names: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
    """Give a table's columns and their schemas, without the layers that were not chosen."""
    properties: dict[str, dict[str, Any]] = read_schema(table)["properties"]
    if table != "articles":
        return properties
    dropped = set(layers()) - {layer.name for layer in chosen_layers(layer_names)}
    return {name: schema for name, schema in properties.items() if name not in dropped}


def tables(layer_names: Sequence[str] | None = None) -> tuple[str, ...]:
    """Give the tables of a release with these layers; the first is the default config."""
    chosen = {layer.name for layer in chosen_layers(layer_names)}
    exploded = {name: read_schema(name).get("x-explodes") for name in TABLES}
    return tuple(name for name, layer in exploded.items() if layer is None or layer in chosen)


def arrow_type(schema: dict[str, Any]) -> pa.DataType:
    """Give the Arrow type of a JSON Schema node.

    Raises:
        SchemaError: The node has neither an ``x-arrow`` that is known nor items nor properties.
    """
    if (scalar := schema.get("x-arrow")) is not None:
        if scalar not in _SCALARS:
            raise SchemaError(f"x-arrow {scalar!r} is none of {', '.join(_SCALARS)}")
        return _SCALARS[scalar]
    if "items" in schema:
        return pa.list_(arrow_type(schema["items"]))
    if "properties" in schema:
        return pa.struct([pa.field(name, arrow_type(node)) for name, node in schema["properties"].items()])
    raise SchemaError(f"a schema needs x-arrow, items or properties: {json.dumps(schema)[:200]}")


def arrow_schema(table: str, layer_names: Sequence[str] | None = None) -> pa.Schema:
    """Give the Arrow schema of a table, with the metadata by which `datasets` knows its features."""
    found = columns(table, layer_names)
    plain = pa.schema([pa.field(name, arrow_type(node)) for name, node in found.items()])
    features = {name: feature(node) for name, node in found.items()}
    return plain.with_metadata({"huggingface": json.dumps({"info": {"features": features}})})


def feature(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the Hugging Face feature of a node, in the form of ``Features.to_dict()``."""
    if (scalar := schema.get("x-arrow")) == "classlabel":
        return {"names": class_names(schema), "_type": "ClassLabel"}
    if scalar is not None:
        return {"dtype": scalar, "_type": "Value"}
    if "items" in schema:
        return {"feature": feature(schema["items"]), "_type": "List"}
    return {name: feature(node) for name, node in schema["properties"].items()}


def class_names(schema: dict[str, Any]) -> list[str]:
    """Give the names of a class label in the order of their numbers."""
    return [name for name in schema["enum"] if name is not None]


@cache
def class_numbers(table: str, column: str) -> dict[str, int]:
    """Give the number of each name of a class label column."""
    return {
        name: number for number, name in enumerate(class_names(read_schema(table)["properties"][column]))
    }


def may_be_null(schema: dict[str, Any]) -> bool:
    """Say whether the schema admits null."""
    return "null" in schema.get("type", ())


def fields(table: str, layer_names: Sequence[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Give every field of a table: its path (``attributions[].kind``), its type and what it is."""
    for name, node in columns(table, layer_names).items():
        yield from _fields(name, node)


def _fields(path: str, node: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    null = " or null" if may_be_null(node) else ""
    inner = node.get("items", node)
    kind = node["x-arrow"] if "x-arrow" in node else str(inner.get("x-arrow", "struct"))
    if "items" in node:
        kind = f"list of {kind}"
    names = [repr(name).strip("'") for name in class_names(inner)] if "enum" in inner else []
    about = str(node.get("description", "")) + (f" ({', '.join(names)})" if names else "")
    yield path, kind.replace("classlabel", "class label") + null, about
    path += "[]" if "items" in node else ""
    for name, child in inner.get("properties", {}).items():
        yield from _fields(f"{path}.{name}", child)
