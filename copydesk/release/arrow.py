"""The versioned Arrow dataset: IPC streams as `datasets.load_from_disk` maps them into memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from copydesk.release.digest import rows_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FILE_BYTES = 500_000_000
"""A file is closed when it has so many bytes, uncompressed."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of one split: rows in all and in each file, and the digest of the rows."""

    rows: int
    files: tuple[tuple[str, int], ...]
    digest: str


def write_split(groups: Iterable[pa.Table], schema: pa.Schema, folder: Path, split: str) -> Written:
    """Write the row groups of one split as Arrow IPC streams; a split without rows has no files.

    Args:
        groups: The rows, in order.
        schema: Their schema.
        folder: The folder of the table.
        split: The split, a folder in it.
    """
    target = folder / split
    target.mkdir(parents=True)
    rows: list[int] = []
    digest = rows_digest(_written((group for group in groups if group.num_rows), schema, target, rows))
    if not rows:
        target.rmdir()  # `datasets` knows no split without rows
        return Written(0, (), digest)
    names = [f"data-{number:05d}-of-{len(rows):05d}.arrow" for number in range(len(rows))]
    for number, name in enumerate(names):
        (target / f"part-{number}").rename(target / name)
    _write_state(target, schema, names, digest)
    return Written(
        sum(rows), tuple((f"{split}/{name}", n) for name, n in zip(names, rows, strict=True)), digest
    )


def _written(
    groups: Iterable[pa.Table], schema: pa.Schema, target: Path, rows: list[int]
) -> Iterator[pa.Table]:
    """Write the groups into as many files as they need, noting the rows of each, and pass them on."""
    stream = iter(groups)
    group = next(stream, None)
    while group is not None:
        path = target / f"part-{len(rows)}"
        rows.append(0)
        size = 0
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, schema) as writer:
            while group is not None and size < FILE_BYTES:
                table = group.cast(schema)
                writer.write_table(table)
                rows[-1] += table.num_rows
                size += table.nbytes
                yield table
                group = next(stream, None)


def _write_state(target: Path, schema: pa.Schema, files: Sequence[str], digest: str) -> None:
    features = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
    info = {"citation": "", "description": "", "features": features, "homepage": "", "license": ""}
    state: dict[str, Any] = {
        "_data_files": [{"filename": name} for name in files],
        "_fingerprint": digest[:16],
        "_format_columns": None,
        "_format_kwargs": {},
        "_format_type": None,
        "_output_all_columns": False,
        "_split": target.name,
    }
    for name, content in (("dataset_info.json", info), ("state.json", state)):
        (target / name).write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def write_splits(folder: Path, splits: Sequence[str]) -> None:
    """Write the file by which `load_from_disk` knows the splits of a table."""
    content = json.dumps({"splits": list(splits)}) + "\n"
    (folder / "dataset_dict.json").write_text(content, encoding="utf-8")


def read_groups(folder: Path, split: str) -> Iterator[pa.Table]:
    """Map a split into memory and give its row groups, one table each."""
    for path in sorted((folder / split).glob("*.arrow")):
        with pa.memory_map(str(path)) as source, pa.ipc.open_stream(source) as reader:
            for batch in reader:
                yield pa.Table.from_batches([batch])
