"""The dataset card: README.md, whose head tells `load_dataset` the configs, their files and features.

The prose comes from a template that people write; what can be counted stands between marks
(``<!-- copydesk:sizes -->`` ... ``<!-- /copydesk:sizes -->``) and is written anew for each release.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.errors import InputError, SchemaError
from copydesk.registry import read_schema
from copydesk.schema import class_names, columns, fields, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from copydesk.release.manifest import Manifest

_HEAD = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"<!-- /?copydesk:([a-z-]+) -->")
_TEXTS = ("pretty_name", "description", "url", "citation")
"""Entries of the head that go into croissant.json as texts."""
_BLOCK = re.compile(r"<!-- copydesk:([a-z-]+) -->.*?<!-- /copydesk:\1 -->", re.DOTALL)

PLAIN = """\
# {name}

News articles with labels, version {version}, made by copydesk from {pages} raw pages.

## Sizes
<!-- copydesk:sizes -->
<!-- /copydesk:sizes -->

## Load
<!-- copydesk:load -->
<!-- /copydesk:load -->

## Fields
<!-- copydesk:fields -->
<!-- /copydesk:fields -->

## Labels
<!-- copydesk:labels -->
<!-- /copydesk:labels -->

## Pages that gave no article
<!-- copydesk:rejects -->
<!-- /copydesk:rejects -->
"""
"""The card of a dataset for which nobody has written one."""


class Template(NamedTuple):
    """A card before a release is counted into it: its head, its text, and where it stands, if anywhere."""

    head: Mapping[str, Any]
    text: str
    path: Path | None


def read_template(path: Path | None) -> Template:
    """Read the card that somebody wrote, or take the plain one.

    Raises:
        InputError: The file cannot be read.
        SchemaError: It is not in UTF-8, its head is no YAML mapping or not what the Hub lists, or it has a
            mark that is not known.
    """
    if path is None:
        return Template({}, PLAIN, None)
    head, text = _parted(read_card(path), path)
    for match in _BLOCK.finditer(text):
        _refuse_unknown(match[1], path)
    _refuse_open(text, path)
    return Template(head, text, path)


def render_card(manifest: Manifest, template: Template) -> str:
    """Give the text of README.md.

    Args:
        manifest: The manifest of the release; its `files` are not looked at.
        template: A card with marks, and perhaps a head whose entries are kept.
    """
    text = template.text
    if template.path is None:
        text = text.format(
            name=manifest.name, version=manifest.version, pages=f"{manifest.counts['pages']:,}"
        )
    return _yaml({**template.head, **_head(manifest)}) + fill_blocks(text, manifest, path=template.path)


def fill_blocks(
    text: str, manifest: Manifest, *, scores: str | None = None, path: Path | None = None
) -> str:
    """Write what a release counts between the marks of a card.

    Args:
        text: The card.
        manifest: The manifest of the release; its `files` are not looked at.
        scores: What the block `scores` shall say; by default it stays as it is.
        path: Where the card stands, for messages.

    Raises:
        SchemaError: There is a mark that is not known.
    """

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        if name == "scores":
            if scores is None:
                return match[0]
            content = scores.strip("\n")
        else:
            _refuse_unknown(name, path)
            content = _BLOCKS[name](manifest).strip("\n")
        return f"<!-- copydesk:{name} -->\n{content}\n<!-- /copydesk:{name} -->"

    _refuse_open(text, path)
    return _BLOCK.sub(filled, text)


def _refuse_open(text: str, path: Path | None) -> None:
    """See that no block is without its end, for nothing would be written into it."""
    if (mark := _MARK.search(_BLOCK.sub("", text))) is not None:
        ends = f"<!-- copydesk:{mark[1]} --> ... <!-- /copydesk:{mark[1]} -->"
        raise SchemaError(f"{path}: {mark[0]} stands alone: a block is {ends}")


def _refuse_unknown(name: str, path: Path | None) -> None:
    if name not in (known := (*_BLOCKS, "scores")):
        raise SchemaError(f"{path}: no block is called {name!r} (there are: {', '.join(known)})")


def read_card(path: Path) -> str:
    """Read the text of a card.

    Raises:
        InputError: The file cannot be read.
        SchemaError: It is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: the card cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SchemaError(f"{path}: the card is not in UTF-8: {error}") from error


def _parted(text: str, path: Path) -> tuple[dict[str, Any], str]:
    import yaml

    if not (match := _HEAD.match(text)):
        if text.startswith("---\n"):
            raise SchemaError(f"{path}: the head has no line --- at its end")
        return {}, text
    try:
        head = yaml.safe_load(match[1]) or {}
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise SchemaError(f"{path}: the head between --- is no YAML: {said}") from error
    if not isinstance(head, dict):
        raise SchemaError(f"{path}: the head between --- must be a mapping")
    _refuse_unlisted(head, path)
    return head, text[match.end() :]


def _refuse_unlisted(head: Mapping[str, Any], path: Path) -> None:
    """See that a head says only what the Hub's closed lists have (schemas/hub.json)."""
    entries = {name: node["items"] for name, node in read_schema("hub")["properties"].items()}
    codes = entries.pop("language")["pattern"]
    for name, node in entries.items():
        for value in _several(head.get(name)):
            if value not in node["enum"]:
                near = get_close_matches(str(value), node["enum"], n=3)
                hint = f"; did you mean {' or '.join(near)}?" if near else f", such as {node['enum'][0]}"
                raise SchemaError(f"{path}: {name}: {value!r} is not on the Hub's list{hint}")
    for name in _TEXTS:
        if not isinstance(head.get(name, ""), str):
            raise SchemaError(f"{path}: {name}: {head[name]!r} is no text; put it in quotation marks")
    for value in _several(head.get("language")):
        if not isinstance(value, str) or not re.match(codes, value):
            hint = "put codes like no in quotation marks"
            raise SchemaError(f"{path}: language: {value!r} is no code such as en; {hint}")


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _yaml(head: Mapping[str, Any]) -> str:
    import yaml

    return f"---\n{yaml.safe_dump(dict(head), sort_keys=False, allow_unicode=True)}---\n"


def _head(manifest: Manifest) -> dict[str, Any]:
    configs: list[dict[str, Any]] = []
    infos: list[dict[str, Any]] = []
    for table, by_split in manifest.tables.items():
        counted = {split: found for split, found in by_split.items() if found["rows"]}
        if not counted:  # `datasets` knows no split and no config without rows
            continue
        paths = [{"split": split, "path": f"data/{table}/{split}-*.parquet"} for split in counted]
        default = {} if configs else {"default": True}
        configs.append({"config_name": table, **default, "data_files": paths})
        features = [_feature(name, node) for name, node in columns(table, manifest.layers).items()]
        splits = [
            {"name": split, "num_bytes": found["bytes"], "num_examples": found["rows"]}
            for split, found in counted.items()
        ]
        infos.append({"config_name": table, "features": features, "splits": splits})
    return {"configs": configs, "dataset_info": infos}


def _feature(name: str, node: Mapping[str, Any]) -> dict[str, Any]:
    """Give a feature in the form that the Hub's YAML has for it."""
    if node.get("x-arrow") == "classlabel":
        names = {str(number): label for number, label in enumerate(class_names(dict(node)))}
        return {"name": name, "dtype": {"class_label": {"names": names}}}
    if "x-arrow" in node:
        return {"name": name, "dtype": node["x-arrow"]}
    if "items" in node:
        item = _feature("", node["items"])
        return {"name": name, "list": item.get("struct", item.get("dtype"))}
    return {"name": name, "struct": [_feature(key, child) for key, child in node["properties"].items()]}


def markdown_table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Give a Markdown table; numbers are set to the right."""
    right = [all(isinstance(row[i], int | float) for row in rows) for i in range(len(head))]
    lines = [head, tuple("---:" if number else "---" for number in right)]
    lines += [tuple(f"{cell:,}" if isinstance(cell, int) else _cell(cell) for cell in row) for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _sizes(manifest: Manifest) -> str:
    rows: list[tuple[object, ...]] = [
        (table, split, found["rows"], found["bytes"])
        for table, by_split in manifest.tables.items()
        for split, found in by_split.items()
    ]
    return markdown_table(("config", "split", "rows", "bytes in memory"), rows)


def _load(manifest: Manifest) -> str:
    names = "\n".join(f'load_dataset(PATH, "{name}")' for name in tables(manifest.layers)[1:])
    return (
        "```python\nfrom datasets import load_dataset\n\n"
        f"articles = load_dataset(PATH)  # the folder of the release, or its id on the Hub\n{names}\n```"
    )


def _fields(manifest: Manifest) -> str:
    parts = []
    for table in tables(manifest.layers):
        rows: list[tuple[object, ...]] = [
            (f"`{path}`", kind, about) for path, kind, about in fields(table, manifest.layers)
        ]
        parts.append(f"### `{table}`\n\n{markdown_table(('field', 'type', 'what'), rows)}")
    return "\n\n".join(parts)


def _labels(manifest: Manifest) -> str:
    rows: list[tuple[object, ...]] = [
        (layer, found["labels"], found["articles"], found["gold"], found["failed"])
        for layer, found in manifest.counts["labels"].items()
    ]
    head = ("layer", "labels", "articles with one", "articles with gold", "articles it failed on")
    return markdown_table(head, rows)


def _rejects(manifest: Manifest) -> str:
    rows: list[tuple[object, ...]] = list(manifest.counts["rejects"].items())
    return markdown_table(("reason", "pages"), rows) if rows else "Every page gave an article."


_BLOCKS: dict[str, Callable[[Manifest], str]] = {
    "sizes": _sizes,
    "load": _load,
    "fields": _fields,
    "labels": _labels,
    "rejects": _rejects,
}
