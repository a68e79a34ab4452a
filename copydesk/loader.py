"""Releases in Python: `load` gives what training code wants, `scan` what analysts want.

Both take a folder, a Hub id or a URL of fsspec, and see to it that what they give is the version asked for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from copydesk.errors import ReleaseError
from copydesk.release.locate import find_release
from copydesk.schema import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import datasets
    import polars as pl
    import pyarrow as pa

    from copydesk.release.locate import Found

    Loaded: TypeAlias = (
        datasets.DatasetDict | datasets.Dataset | datasets.IterableDatasetDict | datasets.IterableDataset
    )


def load(  # noqa: PLR0913 - a mirror of datasets.load_dataset
    version: str | None,
    where: str | Path,
    table: str = "articles",
    *,
    split: str | None = None,
    streaming: bool = False,
    storage_options: Mapping[str, Any] | None = None,
) -> Loaded:
    """Load one table of a release with `datasets`.

    A folder is mapped into memory as it lies there: nothing is copied into a cache. What comes from the Hub
    is cached by `datasets`; HF_ENDPOINT and the usual token are honoured.

    Args:
        version: MAJOR.MINOR.PATCH; None or ``latest`` for the newest.
        where: A release, a folder of releases, a Hub id (``org/name``, whose tag ``vX.Y.Z`` is the release)
            or a URL of fsspec, such as ``s3://bucket/news``.
        table: ``articles``, ``lines``, ``attributions`` or ``timexes``.
        split: ``train``, ``validation`` or ``test``, or a slice such as ``train[:10%]``; None for all.
        streaming: Give rows as they come, without loading or downloading first.
        storage_options: What fsspec needs to open the URL.

    Returns:
        All splits as a dict, or the split that was asked for; iterable ones when streaming.

    Raises:
        UsageError: The version is none, or the release has no such table or split.
        ReleaseError: There is no release, not that version, nothing in it, or it cannot be read.
    """
    found = find_release(where, version, storage_options)
    whole = _with_rows(found, table)
    if split is not None and split.isidentifier() and not found.parquet(table, split):
        raise ReleaseError(f"{found.place}: the split {split} of the table {table} has no rows")
    if not whole:
        raise ReleaseError(f"{found.place}: the table {table} has no rows")
    mapped = found.is_local and not streaming and split in {None, *whole}
    if mapped and Path(found.root, "arrow", table).is_dir():
        return _mapped(found, table, split)
    return _loaded(found, table, split=split, streaming=streaming, storage_options=storage_options)


def _with_rows(found: Found, table: str) -> list[str]:
    """The splits that have files; `datasets` knows none without rows."""
    return [split for split in found.splits(table) if found.parquet(table, split)]


def _mapped(found: Found, table: str, split: str | None) -> Loaded:
    import datasets

    folder = f"{found.root}/arrow/{table}" + (f"/{split}" if split else "")
    try:
        mapped: Loaded = datasets.load_from_disk(folder)
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder}: cannot be read: {error}") from error
    return mapped


def _loaded(
    found: Found,
    table: str,
    *,
    split: str | None,
    streaming: bool,
    storage_options: Mapping[str, Any] | None,
) -> Loaded:
    import datasets

    options: dict[str, Any] = {"split": split, "streaming": streaming}
    if found.hub:
        repository, tag = found.hub
        loaded: Loaded = datasets.load_dataset(repository, table, revision=tag, **options)
        return loaded
    url = found.root if found.is_local else found.place
    names = _with_rows(found, table)
    files = {name: [f"{url}/{path}" for path in found.parquet(table, name)] for name in names}
    # load_dataset adds to the options that it is given
    given = dict(storage_options) if storage_options else None
    remote: Loaded = datasets.load_dataset("parquet", data_files=files, storage_options=given, **options)
    return remote


def scan(
    version: str | None,
    where: str | Path,
    table: str = "articles",
    *,
    split: str | None = None,
    storage_options: Mapping[str, Any] | None = None,
) -> pl.LazyFrame:
    """Open one table of a release as a lazy polars frame; only what a query needs is read.

    Class labels (``topic``, ``role``) are their names, as an Enum in the order of their numbers;
    ``.to_physical()`` gives the numbers that `load` has. Without a split there is one more column,
    ``split``, an Enum too. Files of the Hub are downloaded once, into the cache of huggingface_hub.

    Args:
        version: MAJOR.MINOR.PATCH; None or ``latest`` for the newest.
        where: A release, a folder of releases, a Hub id (``org/name``) or a URL of fsspec.
        table: ``articles``, ``lines``, ``attributions`` or ``timexes``.
        split: ``train``, ``validation`` or ``test``; None for all.
        storage_options: What fsspec needs to open the URL (the same as for `load`, not those of polars).

    Raises:
        UsageError: The version is none, or the release has no such table or split.
        ReleaseError: There is no release, not that version, or it cannot be read.
    """
    import polars as pl

    found = find_release(where, version, storage_options)
    if split is not None:
        return _scanned(found, table, split)
    known = pl.Enum(found.splits(table))
    frames = [
        _scanned(found, table, name).with_columns(pl.lit(name, known).alias("split"))
        for name in found.splits(table)
    ]
    return pl.concat(frames)


def _scanned(found: Found, table: str, split: str) -> pl.LazyFrame:
    import polars as pl
    import pyarrow.parquet as pq

    paths = found.parquet(table, split)
    if not paths:  # no rows: the schema alone
        schema = arrow_schema(table, found.manifest.layers)
        frame = pl.DataFrame(pl.from_arrow(schema.empty_table())).lazy()
        return _named(frame, schema)
    try:
        paths = _downloaded(found, paths) if found.hub else [f"{found.root}/{path}" for path in paths]
        if found.hub or found.is_local:
            schema = pq.read_schema(paths[0])
            frame = pl.scan_parquet(paths, glob=False)
        else:
            import pyarrow.dataset as ds

            files = ds.dataset(paths, format="parquet", filesystem=found.filesystem)
            schema = files.schema
            frame = pl.scan_pyarrow_dataset(files)
    except OSError as error:
        raise ReleaseError(f"{found.place}: the table {table} cannot be read: {error}") from error
    return _named(frame, schema)


def _named(frame: pl.LazyFrame, schema: pa.Schema) -> pl.LazyFrame:
    """The frame with class labels as their names."""
    import polars as pl

    named = class_labels(schema)
    return frame.with_columns(pl.col(name).cat.to(pl.Enum(names)) for name, names in named.items())


def _downloaded(found: Found, paths: list[str]) -> list[str]:
    from huggingface_hub import hf_hub_download

    assert found.hub
    repository, tag = found.hub
    return [hf_hub_download(repository, path, repo_type="dataset", revision=tag) for path in paths]


def class_labels(schema: pa.Schema) -> dict[str, list[str]]:
    """Give the names of the class labels among the columns of a table, in order of their numbers.

    Args:
        schema: The Arrow schema of the table, with the metadata that `datasets` reads.
    """
    told = json.loads((schema.metadata or {}).get(b"huggingface", b"{}"))
    features = told.get("info", {}).get("features", {})
    return {name: node["names"] for name, node in features.items() if node.get("_type") == "ClassLabel"}
