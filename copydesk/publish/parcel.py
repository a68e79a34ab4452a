"""What is published of a release: its files, after they were held against the manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from copydesk.errors import ReleaseError
from copydesk.release.manifest import (
    DIGEST_NAME,
    NAME,
    File,
    Manifest,
    digest_line,
    file_digest,
    file_entry,
    read_manifest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

_ARROW = "arrow/"


@dataclass(frozen=True)
class Parcel:
    """A release that is whole, and those of its files that are published, manifest.json last."""

    root: Path
    manifest: Manifest
    files: tuple[File, ...]

    @property
    def version(self) -> str:
        """The version of the data."""
        return self.manifest.version

    @cached_property
    def manifest_bytes(self) -> bytes:
        """The manifest as it stands in its file."""
        return (self.root / NAME).read_bytes()

    def samples(self) -> Iterator[tuple[str, str, File]]:
        """Give for every table its name, the first split that has rows, and a file of that split."""
        rows = {file.path: file for file in self.files if file.rows}
        for table, splits in self.manifest.tables.items():
            for split in splits:
                begin = f"data/{table}/{split}-"
                found = next((file for path, file in rows.items() if path.startswith(begin)), None)
                if found:
                    yield table, split, found
                    break

    def first_row(self, file: File) -> pa.Table:
        """Give the first row of one of its Parquet files."""
        return first_row(self.root / file.path)


def open_parcel(root: Path) -> Parcel:
    """Open a release to publish it; every file is held against the manifest first.

    The Arrow copies may be missing: a release that was published has none.

    Raises:
        ReleaseError: There is no release, or one of its files is missing or not what the manifest says.
    """
    manifest = read_manifest(root)
    broken = [fault for file in manifest.files if (fault := _fault(root, file))]
    digest = root / DIGEST_NAME
    if not digest.is_file() or digest.read_text("utf-8") != digest_line(root / NAME):
        broken.append(f"{NAME} is not what {DIGEST_NAME} says")
    if broken:
        more = f", and {len(broken) - 3} more" if len(broken) > 3 else ""
        raise ReleaseError(f"{root}: the release is broken: {'; '.join(broken[:3])}{more}: build it again")
    named = [file for file in manifest.files if not file.path.startswith(_ARROW)]
    own = [file_entry(root, root / name) for name in (DIGEST_NAME, NAME)]
    return Parcel(root, manifest, (*named, *own))


def _fault(root: Path, file: File) -> str | None:
    path = root / file.path
    if not path.is_file():
        copies_left_out = file.path.startswith(_ARROW) and not (root / _ARROW).exists()
        return None if copies_left_out else f"{file.path} is missing"
    if path.stat().st_size != file.bytes or file_digest(path) != file.sha256:
        return f"{file.path} is not what the manifest says"
    return None


def first_row(source: Any) -> pa.Table:
    """Give the first row of a Parquet file, from a path or an open file, as a table of one row."""
    import pyarrow as pa

    with pq.ParquetFile(source) as file:
        batch = next(file.iter_batches(batch_size=1))
        return pa.Table.from_batches([batch], file.schema_arrow)


def git_digest(path: Path) -> str:
    """Give the SHA-1 by which git knows the content of a file."""
    content = path.read_bytes()
    whole = hashlib.sha1(b"blob %d\0" % len(content), usedforsecurity=False)
    whole.update(content)
    return whole.hexdigest()
