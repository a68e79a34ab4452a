"""One small release, built once of invented pages, and copies of it to break."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest

from copydesk.build import Order, build_release
from copydesk.check import check_paths
from copydesk.config import BuildConfig, SplitConfig
from copydesk.release.manifest import NAME, digest_line, file_digest

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """A release that nothing is wrong with."""
    out = tmp_path_factory.mktemp("validate") / "release"
    splits = SplitConfig(fractions=(0.5, 0.25, 0.25))
    build_release(Order(pages=(PAGES,), out=out, version="1.0.0", config=BuildConfig(splits=splits)))
    return out


@dataclass(frozen=True)
class Broken:
    """A copy of the release to break; ``seal`` makes its manifest fit what it then is."""

    root: Path

    def table(self, table: str, split: str = "train") -> Path:
        return next(iter(sorted((self.root / "data" / table).glob(f"{split}-*.parquet"))))

    def edit(self, change: Callable[[list[dict[str, Any]]], object], table: str = "articles") -> None:
        """Change the rows of a split in its Parquet file, the Arrow dataset left out."""
        shutil.rmtree(self.root / "arrow", ignore_errors=True)
        path = self.root / f"{table}.parquet"
        path = path if path.exists() else self.table(table)
        found = pq.read_table(path)
        rows = found.to_pylist()
        change(rows)
        fields = [field.with_nullable(True) for field in found.schema]
        schema = pa.schema(fields, metadata=found.schema.metadata)
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)

    def seal(self) -> None:
        """Write digests, sizes and rows of the files as they are into the manifest."""
        path = self.root / NAME
        manifest = json.loads(path.read_text(encoding="utf-8"))
        kept = [entry for entry in manifest["files"] if (self.root / entry["path"]).exists()]
        for entry in kept:
            file = self.root / entry["path"]
            entry |= {"bytes": file.stat().st_size, "sha256": file_digest(file)}
        manifest["files"] = kept
        self.write_manifest(manifest)

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        path = self.root / NAME
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        path.with_name(f"{NAME}.sha256").write_text(digest_line(path), encoding="utf-8")

    def manifest(self) -> dict[str, Any]:
        return json.loads((self.root / NAME).read_text(encoding="utf-8"))

    def found(self, *only: str) -> list[tuple[str, str | None, str]]:
        """The check, the path and the message of all findings, or of some checks and their needs."""
        report = check_paths([self.root], only=only)
        return [(each.check, each.path, each.message) for each in report.findings]


@pytest.fixture
def broken(whole, tmp_path):
    """A copy of the whole release."""
    root = tmp_path / "release"
    shutil.copytree(whole, root)
    return Broken(root)


@pytest.fixture
def bare(whole, tmp_path):
    """A copy without the Arrow dataset, as it may be published."""
    root = tmp_path / "release"
    shutil.copytree(whole, root, ignore=shutil.ignore_patterns("arrow"))
    return Broken(root)
