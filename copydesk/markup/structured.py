"""The article as a page's JSON-LD describes it (schema.org types, JSON-LD 1.1 syntax)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.markup.tokens import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_FIELD = re.compile(r'"(@type|headline|datePublished|articleSection|inLanguage)"\s*+:\s*+"([^"\\\n]*+)"')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 6  # levels of lists and parts that are looked into


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The fields of one article node, as they stand."""

    address: str | None
    headline: str | None
    alternative: str | None
    published: str | None
    created: str | None
    section: str | None
    authors: tuple[str, ...]
    language: str | None
    description: str | None
    publisher: str | None
    body: str | None


def read_nodes(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Give the nodes of all scripts in their order."""
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        value = _load(script)
        nodes.extend((_salvage(script),) if value is None else _nodes(value, 0))
    return nodes


def articles_of(nodes: Iterable[dict[str, Any]], types: Collection[str]) -> list[StructuredArticle]:
    """Give the articles among the nodes; ``types`` are names in lower case."""
    return [_article(node) for node in nodes if _is_any(node, types)]


def page_published(nodes: Iterable[dict[str, Any]], types: Collection[str]) -> str | None:
    """Give the first day of publication that a node of one of the types states."""
    stated = (_text(node.get("datePublished")) for node in nodes if _is_any(node, types))
    return next((text for text in stated if text), None)


def _salvage(script: str) -> dict[str, Any]:
    """Give the first of each field of JSON that does not parse, often for one bare quotation mark."""
    fields: dict[str, Any] = {}
    for match in _FIELD.finditer(script):
        value = match.group(2)
        if match.group(1) != "@type":
            fields.setdefault(match.group(1), value)
        elif value.lower().endswith(("article", "posting")):
            fields.setdefault("@type", value)
    return fields


def _load(script: str) -> Any:
    text = _WRAPPING.sub("", script.strip()).strip()
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):  # pages do hold broken JSON
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for part in _PARTS:
            if part in value:
                yield from _nodes(value[part], depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return [name.rpartition("/")[2] for name in names if isinstance(name, str)]


def _is_any(node: dict[str, Any], types: Collection[str]) -> bool:
    return any(name.lower() in types for name in _types(node))


def _article(node: dict[str, Any]) -> StructuredArticle:
    body = node.get("articleBody")
    page = node.get("mainEntityOfPage")
    page_id = page.get("@id") if isinstance(page, dict) else page
    return StructuredArticle(
        address=_text(node.get("url")) or _text(page_id),
        headline=_text(node.get("headline")),
        alternative=_text(node.get("alternativeHeadline")),
        published=_text(node.get("datePublished")),
        created=_text(node.get("dateCreated")),
        section=_text(node.get("articleSection")),
        authors=_names(node.get("author")) or _names(node.get("creator")),
        language=_text(node.get("inLanguage")),
        description=_text(node.get("description")),
        publisher=next(iter(_names(node.get("publisher"))), None),
        body=body if isinstance(body, str) else None,
    )


def _text(value: Any) -> str | None:
    """Give the first text in a value, of an object its value or name; a number is a text of digits."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), None)
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("name"))
    return (plain_text(value) or None) if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    """Give the names of people or organisations: texts, objects with a name, or lists of these."""
    items = value if isinstance(value, list) else [value]
    names = []
    for item in items:
        found = item.get("name") if isinstance(item, dict) else item
        for name in found if isinstance(found, list) else [found]:
            if isinstance(name, str) and (text := plain_text(name)) and text not in names:
                names.append(text)
    return tuple(names)
