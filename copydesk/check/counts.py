"""Counts of the manifest: those of the rows. Pages in = articles + rejects."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow.parquet as pq

from copydesk.findings import Finding
from copydesk.registry import layers
from copydesk.release.manifest import NAME, input_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check every number of the manifest that can be counted again."""
    manifest = release.manifest
    if manifest is None:
        return
    file = str(release.root / NAME)
    articles = release.frame("articles", ["address", "raw_sha256", "cluster"])
    rejects = release.frame("rejects", ["address", "raw_sha256", "reason"])
    pages = [
        *articles.select("address", "raw_sha256").rows(),
        *rejects.select("address", "raw_sha256").rows(),
    ]
    counts = manifest["counts"]
    told = sum(counts["rejects"].values())
    if counts["pages"] != counts["articles"] + told:
        message = f"{counts['pages']} pages are not {counts['articles']} articles and {told} rejects"
        yield Finding(file=file, path="counts.pages", message=message)
    reasons = dict(sorted(Counter(rejects["reason"].to_list()).items()))
    for path, said, found in (
        ("counts.pages", counts["pages"], len(pages)),
        ("counts.articles", counts["articles"], len(articles)),
        ("counts.rejects", counts["rejects"], reasons),
        ("counts.clusters", counts["clusters"], articles["cluster"].n_unique()),
        ("input.pages", manifest["input"]["pages"], len(pages)),
        ("input.sha256", manifest["input"]["sha256"], input_digest(pages)),
        *_of_labels(release, counts["labels"]),
        *_of_files(release, manifest["files"]),
    ):
        if said != found:
            message = f"is {said}, but the rows give {found}"
            yield Finding(file=file, path=path, value=said, message=message)


def _of_labels(release: Release, said: dict[str, dict[str, int]]) -> Iterator[tuple[str, Any, Any]]:
    """What the manifest says of each layer, and what the articles hold."""
    found: dict[str, Counter[str]] = {name: Counter() for name in layers()}
    there: set[str] = set()
    for part in release.parts("articles"):
        there |= set(part.rows.schema.names) & set(found)
        for name in there:
            column = part.frame[name]
            listed = isinstance(column.dtype, pl.List)
            sizes = column.list.len() if listed else column.is_not_null().cast(pl.UInt32)
            found[name]["labels"] += int(sizes.sum())
            found[name]["articles"] += int((sizes > 0).sum())
            found[name]["gold"] += int((part.frame["gold"].explode() == name).sum())
            found[name]["failed"] += column.null_count()
    for name, counted in said.items():
        if name in found:
            for what, number in counted.items():
                yield f"counts.labels.{name}.{what}", number, found[name][what]
    if there:
        yield "counts.labels", sorted(said), sorted(there)


def _of_files(release: Release, said: list[dict[str, Any]]) -> Iterator[tuple[str, Any, Any]]:
    """What the manifest says of the rows of each Parquet file, and what the file holds."""
    rows = {file.path: pq.read_metadata(file.path).num_rows for file in release.files}
    for number, entry in enumerate(said):
        if (path := release.root / entry["path"]) in rows:
            yield f"files[{number}].rows", entry["rows"], rows[path]
