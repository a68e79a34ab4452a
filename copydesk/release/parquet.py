"""The dataset in Hugging Face form: Parquet made from the Arrow dataset, row group by row group.

zstd, content-defined chunks (so that the Hub stores again only what changed) and a page index, as measured
best for the Hub's Xet storage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.release.arrow import read_groups

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_BYTES = 500_000_000
"""A file is closed when it has so many bytes before compression."""


def export_split(arrow: Path, split: str, target: Path) -> list[tuple[Path, int]]:
    """Make the Parquet files of one split of an Arrow table.

    Args:
        arrow: The folder of the table in the Arrow dataset.
        split: The split.
        target: The folder for the files, which must be there.

    Returns:
        The files with their rows.
    """
    files: list[tuple[Path, int]] = []
    held: list[pa.Table] = []
    size = 0
    for group in read_groups(arrow, split):
        held.append(group)
        size += group.nbytes
        if size >= FILE_BYTES:
            files.append(_write(held, target / f"{split}.{len(files)}"))
            held, size = [], 0
    if held:
        files.append(_write(held, target / f"{split}.{len(files)}"))
    named = []
    for number, (path, rows) in enumerate(files):
        final = target / f"{split}-{number:05d}-of-{len(files):05d}.parquet"
        named.append((path.rename(final), rows))
    return named


def _write(groups: list[pa.Table], path: Path) -> tuple[Path, int]:
    write_parquet(groups, path)
    return path, sum(group.num_rows for group in groups)


def write_parquet(groups: Iterable[pa.Table], path: Path) -> None:
    """Write tables of one schema as the row groups of a Parquet file, in canonical form."""
    stream = iter(groups)
    first = next(stream)
    options = {
        "compression": "zstd",
        "use_content_defined_chunking": True,
        "write_page_index": True,
        "write_page_checksum": True,
        "store_schema": True,
    }
    with pq.ParquetWriter(path, first.schema, **options) as writer:
        group: pa.Table | None = first
        while group is not None:
            if group.num_rows:  # `datasets` cannot read a row group without rows
                # the bytes depend on the layout of chunks, so there is only ever one
                writer.write_table(group.combine_chunks(), row_group_size=group.num_rows)
            group = next(stream, None)
