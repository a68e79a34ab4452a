"""The tables of a release: the Arrow dataset, and the Parquet files made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.release import SPLITS, splits_of
from copydesk.release.arrow import read_groups, write_split, write_splits
from copydesk.release.explode import explode
from copydesk.release.manifest import File, file_entry
from copydesk.release.parquet import export_split
from copydesk.release.rows import row_groups
from copydesk.schema import arrow_schema, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from copydesk.release.rows import Places

_ARTICLES, _LINES = 512, 32_768  # rows gathered at a time: about 10 MB


@dataclass(frozen=True, slots=True)
class Plan:
    """What the tables are made of: shards by table, and which of their rows make each split, in order.

    ``clusters`` holds the columns `id`, `cluster` and `canonical` of all articles.
    """

    shards: Mapping[str, Sequence[pa.Table]]
    places: Mapping[tuple[str, str], Places]
    clusters: pl.DataFrame
    layers: Sequence[str] | None


def write_tables(plan: Plan, root: Path) -> tuple[dict[str, dict[str, dict[str, Any]]], list[File]]:
    """Write all tables of a release, first as Arrow, then as Parquet.

    Returns:
        By table and split the rows, their bytes in memory and their digest; and the files.
    """
    counted: dict[str, dict[str, dict[str, Any]]] = {}
    files: list[File] = []
    for table in tables(plan.layers):
        schema = arrow_schema(table, plan.layers)
        arrow, parquet = root / "arrow" / table, root / "data" / table
        parquet.mkdir(parents=True)
        counted[table] = {}
        for split in splits_of(table):
            written = write_split(_groups(plan, table, split, root), schema, arrow, split)
            files += [file_entry(root, arrow / name, rows) for name, rows in written.files]
            files += [file_entry(root, path) for path in sorted((arrow / split).glob("*.json"))]
            made = export_split(arrow, split, parquet)
            files += [file_entry(root, path, rows) for path, rows in made]
            size = sum(group.nbytes for group in read_groups(arrow, split))
            counted[table][split] = {"rows": written.rows, "bytes": size, "digest": written.digest}
        if present := [split for split, found in counted[table].items() if found["rows"]]:
            write_splits(arrow, present)
            files.append(file_entry(root, arrow / "dataset_dict.json"))
        else:
            parquet.rmdir()
    return counted, files


def _groups(plan: Plan, table: str, split: str, root: Path) -> Iterator[pa.Table]:
    if table == "lines":
        return row_groups(plan.shards[table], plan.places[table, split], _LINES)
    if table == "articles":
        return _articles(plan, split)
    groups = read_groups(root / "arrow" / "articles", split)
    return (rows for group in groups for rows in explode(group, table))


def _articles(plan: Plan, split: str) -> Iterator[pa.Table]:
    """The articles of a split, each with its cluster."""
    for group in row_groups(plan.shards["articles"], plan.places["articles", split], _ARTICLES):
        ids = pl.DataFrame({"id": pl.Series(group["id"].to_pylist(), dtype=pl.String)})
        found = ids.join(plan.clusters, on="id", how="left", maintain_order="left")
        for name in ("cluster", "canonical"):
            index = group.schema.get_field_index(name)
            values = pa.array(found[name].to_list(), group.schema.field(name).type)
            group = group.set_column(index, group.schema.field(name), values)  # noqa: PLW2901 - one table
        yield group


def count_labels(root: Path, layers: Sequence[str]) -> dict[str, dict[str, int]]:
    """Count by layer the labels, the articles with one, those with gold, and those the layer failed on."""
    counted = {name: dict.fromkeys(("labels", "articles", "gold", "failed"), 0) for name in layers}
    groups = (group for split in SPLITS for group in read_groups(root / "arrow" / "articles", split))
    for group in groups:
        gold = group["gold"].combine_chunks().flatten()
        for name, count in counted.items():
            column = group[name]
            sizes = pc.list_value_length(column) if pa.types.is_list(column.type) else pc.is_valid(column)
            sizes = sizes.cast(pa.int64())
            count["labels"] += pc.sum(sizes).as_py() or 0
            count["articles"] += pc.sum(pc.greater(sizes, 0)).as_py() or 0
            count["gold"] += pc.sum(pc.equal(gold, name)).as_py() or 0
            count["failed"] += column.null_count
    return counted
