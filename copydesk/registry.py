"""What copydesk is made of: schemas, label layers, input formats and checks, as schemas/ says.

An entry there switches a module on: ``schemas/layers/timexes.json`` names ``copydesk.label.timexes``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.errors import SchemaError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PACKAGE = Path(__file__).parent
SCHEMAS = next(folder for folder in (_PACKAGE / "schemas", _PACKAGE.parent / "schemas") if folder.is_dir())
TABLES = ("articles", "lines", "attributions", "timexes")
"""The tables of a release that are configs of the dataset; the first is the default."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of label on an article's text."""

    name: str
    needs: tuple[str, ...]
    since: str

    @property
    def label(self) -> Callable[..., Any]:
        """The function that makes the labels: ``label(document, **needs)``."""
        function: Callable[..., Any] = import_module(f"copydesk.label.{self.name}").label
        return function


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of input file and the module that reads it."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]

    @property
    def read(self) -> Callable[..., Any]:
        """The function that gives a file's pages: ``read(file, keys)``."""
        function: Callable[..., Any] = import_module(f"copydesk.read.{self.name}").read
        return function


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that a release must keep, and the module that checks it."""

    name: str
    severity: str
    scope: str
    needs: tuple[str, ...]
    about: str

    @property
    def check(self) -> Callable[..., Any]:
        """The function that gives the findings: ``check(subject)``; the scope says what that is."""
        function: Callable[..., Any] = import_module(f"copydesk.check.{self.name.replace('-', '_')}").check
        return function


@cache
def read_schema(name: str) -> dict[str, Any]:
    """Read one file under schemas/, its references to other files put in place.

    Raises:
        SchemaError: The file is missing or is no JSON object.
    """
    path = SCHEMAS / f"{name}.json"
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SchemaError(f"{path}: cannot be read as a schema: {error}") from error
    if not isinstance(schema, dict):
        raise SchemaError(f"{path}: a schema is a JSON object")
    resolved: dict[str, Any] = _resolve(schema)
    return resolved


def _resolve(node: Any) -> Any:
    if isinstance(node, dict):
        if isinstance(target := node.get("$ref"), str) and target.endswith(".json"):
            return read_schema(target.removesuffix(".json"))
        return {key: _resolve(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_resolve(value) for value in node]
    return node


@cache
def layers() -> dict[str, Layer]:
    """Give the label layers in the order of the articles' columns, which is an order that suits ``needs``.

    Raises:
        SchemaError: A layer's file is not a column of articles.json, or needs one that comes later.
    """
    names = {path.stem for path in (SCHEMAS / "layers").glob("*.json")}
    found: dict[str, Layer] = {}
    for column in read_schema("articles")["properties"]:
        if column not in names:
            continue
        entry = read_schema(f"layers/{column}")
        layer = Layer(column, tuple(entry["needs"]), entry["since"])
        if missing := set(layer.needs) - set(found):
            raise SchemaError(
                f"layers/{column}.json: needs {sorted(missing)}, which no earlier column gives"
            )
        found[column] = layer
    if stray := names - set(found):
        raise SchemaError(f"layers {sorted(stray)} are no columns of articles.json: add a $ref there")
    return found


def chosen_layers(names: Sequence[str] | None) -> tuple[Layer, ...]:
    """Give the layers that a build makes: those named and what they need; None means all.

    Raises:
        UsageError: A name is no layer's.
    """
    known = layers()
    if names is None:
        return tuple(known.values())
    if unknown := sorted(set(names) - set(known)):
        raise UsageError(f"no such layer: {', '.join(unknown)} (there are: {', '.join(known)})")
    wanted = {"language", *names}
    for layer in reversed(known.values()):
        if layer.name in wanted:
            wanted.update(layer.needs)
    return tuple(layer for layer in known.values() if layer.name in wanted)


@cache
def formats() -> dict[str, Format]:
    """Give the input formats by name."""
    return {
        name: Format(name, tuple(entry["suffixes"]), tuple(entry["media_types"]))
        for name, entry in read_schema("formats")["formats"].items()
    }


@cache
def checks() -> dict[str, Check]:
    """Give the checks of a release by name, in the order they run in."""
    return {
        name: Check(name, entry["severity"], entry["scope"], tuple(entry["needs"]), entry["about"])
        for name, entry in read_schema("checks")["checks"].items()
    }
