"""What a path is: a release, a table, records, gold, sources, a schema or raw pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from copydesk.errors import InputError
from copydesk.findings.parts import RECORDS, table_of
from copydesk.read import broken, opened
from copydesk.release.manifest import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINES = (".jsonl", ".ndjson")
_PROSE = ".md"  # what people write beside pages and gold
_HEAD = 256


def walk(path: Path) -> Iterator[Path]:
    """Give the releases and the single files at a path; a release is given as its folder.

    Raises:
        InputError: There is nothing at the path, or a folder cannot be read.
    """
    return _walk(path, set())


def _walk(path: Path, seen: set[Path]) -> Iterator[Path]:
    """Walk a folder, and whatever links lead to, once."""
    try:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder")
        if not path.is_dir() or is_release(path):
            yield path
            return
        children = sorted(path.iterdir())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    folder = path.resolve()
    if folder in seen:
        return
    seen.add(folder)
    for child in children:
        if not child.name.startswith(".") and child.suffix != _PROSE:
            yield from _walk(child, seen)


def is_release(folder: Path) -> bool:
    """Say whether a folder is a release, or the rest of one; the folder of schemas is none."""
    if (folder / "data" / "articles").is_dir():
        return True
    manifest = folder / NAME
    return manifest.is_file() and b'"$schema"' not in manifest.read_bytes()[:_HEAD]


def kind_of(path: Path) -> str:
    """Give the kind of a file: `table`, `records`, `gold`, `sources`, `schema` or `pages`."""
    if path.suffix == ".parquet":
        return "table"
    if path.suffix == ".toml":
        return "gold"
    if path.suffix == ".json":
        return "sources" if _is_sources(path) else "schema"
    if any(suffix in _LINES for suffix in path.suffixes[-2:]) and _holds_records(path):
        return "records"
    return "pages"


def _is_sources(path: Path) -> bool:
    """Say whether a JSON file tells of sources: by its name, or by its keys if it is no schema."""
    if path.parent.name == "schemas" or path.parent.parent.name == "schemas":
        return False
    return path.name == "sources.json"


def _holds_records(path: Path) -> bool:
    """Say whether the first line that can be read is a row of a table and no page."""
    try:
        with opened(path) as stream:
            for number, line in enumerate(stream):
                if number == 100:
                    return False
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                return isinstance(record, dict) and table_of(list(record), RECORDS) is not None
    except InputError:  # the check of pages says what is wrong
        return False
    except broken():
        return False
    return False
