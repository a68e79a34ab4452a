"""Features: what README.md, Parquet and Arrow tell `load_dataset` about types is what the schema says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.errors import CopydeskError
from copydesk.findings import Finding
from copydesk.findings.parts import expected_schema
from copydesk.registry import TABLES
from copydesk.release.card import fill_blocks, read_template, render_card
from copydesk.release.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.findings.subject import Release

_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_MARK = b"huggingface"


def check(release: Release) -> Iterator[Finding]:
    """Check the card's head and counts, and the metadata of all files."""
    readme = release.root / "README.md"
    if not readme.is_file():
        yield Finding(
            file=str(readme), message="is missing: load_dataset reads configs and features from it"
        )
    elif release.manifest is not None and "README.md" not in release.damaged:
        yield from _card(release.root, readme)
    for file in release.files:
        if file.table in TABLES:
            yield from _metadata(file.path, file.table, pq.read_schema(file.path))
    for info in sorted(release.root.glob("arrow/*/*/dataset_info.json")):
        table = info.parts[-3]
        if table in TABLES and info.relative_to(release.root).as_posix() not in release.damaged:
            yield from _dataset_info(info, table)


def _card(root: Path, readme: Path) -> Iterator[Finding]:
    text = readme.read_bytes().decode("utf-8", "replace")
    head = _head(text)
    if head is None:
        yield Finding(file=str(readme), line=1, message="has no YAML head between two lines of ---")
        return
    try:
        manifest = read_manifest(root)
        wanted = _head(render_card(manifest, read_template(None))) or {}
        filled = fill_blocks(text, manifest)
    except (CopydeskError, LookupError) as error:
        yield Finding(file=str(readme), message=f"does not fit the manifest: {error}")
        return
    for key in ("configs", "dataset_info"):
        for path, message in _differences(head.get(key), wanted[key], key):
            yield Finding(file=str(readme), line=1, path=path, message=message)
    lines = zip(text.splitlines(), filled.splitlines(), strict=False)
    stale = next((number for number, (old, new) in enumerate(lines, 1) if old != new), None)
    if stale is not None:
        message = "is not what the manifest counts: a block between marks is stale"
        yield Finding(file=str(readme), line=stale, message=message)


def _head(text: str) -> dict[str, Any] | None:
    import yaml

    if not (match := _HEAD.match(text)):
        return None
    try:
        # libyaml reads the long lists of features ten times faster, where PyYAML has it
        head = yaml.load(match[1], getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError:
        return None
    return head if isinstance(head, dict) else None


def _differences(found: Any, wanted: Any, path: str) -> Iterator[tuple[str, str]]:
    """Where two values of JSON differ, and how."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        for key in dict.fromkeys((*wanted, *found)):
            yield from _differences(found.get(key), wanted.get(key), f"{path}.{key}")
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for number, (one, other) in enumerate(zip(found, wanted, strict=True)):
            yield from _differences(one, other, f"{path}[{number}]")
    elif found != wanted:
        yield path, f"is {_short(found)}, but the schema and the manifest make it {_short(wanted)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _metadata(path: Path, table: str, schema: pa.Schema) -> Iterator[Finding]:
    """The features in the metadata of a Parquet file; without columns of layers that were not chosen."""
    wanted = expected_schema(table, schema.names).metadata[_MARK]
    found = (schema.metadata or {}).get(_MARK)
    if found is None:
        message = "has no features in its metadata: class labels would load as numbers"
        yield Finding(file=str(path), message=message)
    elif found != wanted:
        yield Finding(file=str(path), message="has other features in its metadata than the schema")


def _dataset_info(info: Path, table: str) -> Iterator[Finding]:
    try:
        found = json.loads(info.read_bytes())["features"]
        names = list(found)
    except (OSError, ValueError, LookupError, TypeError) as error:
        yield Finding(file=str(info), message=f"has no features: {error}")
        return
    wanted = json.loads(expected_schema(table, names).metadata[_MARK])["info"]["features"]
    for path, message in _differences(found, wanted, "features"):
        yield Finding(file=str(info), path=path, message=message)
