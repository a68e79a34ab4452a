"""The build: the only place where all stages meet. It reads like the list of them."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from copydesk.assemble import assemble
from copydesk.convert import Converter, Surveyor
from copydesk.engine import read_shards
from copydesk.engine.local import LocalEngine
from copydesk.errors import InputError, ReleaseError, SchemaError, UsageError
from copydesk.gold import read_gold
from copydesk.pages import batches
from copydesk.progress import Silent
from copydesk.read import find_files, read_pages, tell_left_out
from copydesk.registry import chosen_layers, read_schema
from copydesk.release.bump import refuse_older_version, refuse_small_version
from copydesk.release.card import read_template, render_card
from copydesk.release.croissant import write_croissant
from copydesk.release.manifest import (
    NAME as MANIFEST,
)
from copydesk.release.manifest import (
    Manifest,
    file_digest,
    file_entry,
    input_digest,
    parse_version,
    read_manifest,
    refuse_lost_pages,
    write_manifest,
)
from copydesk.release.parquet import write_parquet
from copydesk.release.place import release_place
from copydesk.release.tables import Plan, count_labels, write_tables
from copydesk.reuse import SURVEY_FILE, circumstances, open_parent
from copydesk.sources import Sources, read_sources
from copydesk.survey import merge_surveys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from copydesk.assemble import Assembly
    from copydesk.config import BuildConfig
    from copydesk.engine import Engine
    from copydesk.gold import Gold
    from copydesk.progress import Progress
    from copydesk.read import Inputs
    from copydesk.release.card import Template
    from copydesk.reuse import Circumstances

Shards = dict[str, list[pa.Table]]
LEDGER_FILE = "ledger.parquet"
"""Every assignment of an article to a split that was ever made, for the releases that follow."""
IN_PROCESS = LocalEngine()
SILENT = Silent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a caller wants built."""

    pages: tuple[Path, ...]
    out: Path
    version: str
    config: BuildConfig
    name: str | None = None
    sources: Path | None = None
    gold: Path | None = None
    card: Path | None = None
    parent: Path | None = None
    afresh: bool = False  # take no rows over from the parent, only its splits


def build_release(
    order: Order,
    *,
    engine: Engine = IN_PROCESS,
    progress: Progress = SILENT,
) -> Manifest:
    """Build a release of raw pages.

    Args:
        order: What to build.
        engine: Who runs the work; by default this process alone.
        progress: Who is told how far it is.

    Returns:
        The manifest of the release.

    Raises:
        UsageError: An option is wrong.
        InputError: A path is missing or cannot be read.
        SchemaError: The sources, the gold or the card are not as they must be.
        ReleaseError: The place is taken or cannot be written.
    """
    parse_version(order.version)
    chosen_layers(order.config.layers)  # a wrong name is told before the work
    sources = read_sources(order.sources) if order.sources else Sources()
    gold = read_gold(order.gold) if order.gold else {}
    template = read_template(order.card)
    ledger = _read_ledger(order.parent) if order.parent else None
    if order.parent:
        refuse_older_version(read_manifest(order.parent).version, order.version)
    _refuse_own_input(order)
    inputs = find_files(order.pages)
    if inputs.left_out:
        progress.note(f"left out, being no pages: {tell_left_out(inputs.left_out)}")
    with release_place(order.out) as place:
        staging = place / "staging"
        survey, total = _survey(inputs, order.config, engine, progress, staging)
        write_parquet([survey], place / SURVEY_FILE)
        converter = Converter(config=order.config, survey=survey, sources=sources, gold=gold)
        now = circumstances(order.config, order.sources, order.gold)
        reuse = open_parent(None if order.afresh else order.parent, now, survey)
        with progress.step("convert", total) as advance:
            pages = reuse.without_known(_surveyed(inputs, order.config, staging, total))
            for rows in engine.map_batches(pages, converter, staging):
                advance(rows)
            advance(len(reuse.asked))
        shutil.rmtree(staging / "pages")
        shards = {name: [*read_shards(staging, name), *taken] for name, taken in reuse.shards().items()}
        _refuse_other_input(total, shards["outcomes"])
        failures = read_shards(staging, "failures")
        _refuse_faulty_gold(failures)
        for line in (*_failed(failures), *_idle(gold, shards["outcomes"])):
            progress.note(line)
        with progress.step("assemble", total) as advance:
            assembly = assemble(shards, order.config, ledger)
            advance(total)
        with progress.step("write", total) as advance:
            manifest = _describe(_write(order, now, assembly, shards, place), template, place)
            advance(total)
        shutil.rmtree(staging)
        if order.parent:
            refuse_small_version(order.parent, place, order.version)
    return manifest


def _survey(
    inputs: Inputs, config: BuildConfig, engine: Engine, progress: Progress, staging: Path
) -> tuple[pa.Table, int]:
    """Count the pages, and how often the lines of each source recur on its pages."""
    with progress.step("survey", None) as advance:
        total = 0
        for rows in engine.map_batches(batches(read_pages(inputs, config.keys)), Surveyor(), staging):
            total += rows
            advance(rows)
    if not total:
        raise InputError(f"no page in the {len(inputs.files)} files to read: {inputs.files[0].path} ...")
    return merge_surveys(read_shards(staging, "survey")), total


def _surveyed(inputs: Inputs, config: BuildConfig, staging: Path, total: int) -> Iterator[pa.RecordBatch]:
    """Give the pages again: those that the survey kept, and those of markup, which it did not."""
    kept = read_shards(staging, "pages")
    for table in kept:
        yield from table.to_batches()
    if sum(table.num_rows for table in kept) < total:
        yield from batches(page for page in read_pages(inputs, config.keys) if page.kind == "html")


def _read_ledger(parent: Path) -> pa.Table:
    read_manifest(parent)
    try:
        return pq.read_table(parent / LEDGER_FILE)
    except FileNotFoundError as error:
        raise ReleaseError(f"{parent / LEDGER_FILE}: is missing, so no split can be kept") from error
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{parent / LEDGER_FILE}: cannot be read: {error}") from error


def _refuse_other_input(total: int, outcomes: Sequence[pa.Table]) -> None:
    """See that the pages which were converted are as many as were surveyed."""
    if (found := sum(pc.sum(shard["current"]).as_py() or 0 for shard in outcomes)) != total:
        raise InputError(f"the input changed while it was read: {total} pages at first, then {found}")


def _refuse_own_input(order: Order) -> None:
    """See that a release does not come to lie among the pages, where the next build would read it."""
    out = order.out.resolve()
    for folder in order.pages:
        if folder.is_dir() and out.is_relative_to(folder.resolve()):
            raise UsageError(f"--out {order.out}: lies in {folder}, whose pages are read; choose another")


def _lineage(parent: Path | None) -> dict[str, str] | None:
    if parent is None:
        return None
    digest = file_digest(parent / MANIFEST)
    return {"version": read_manifest(parent).version, "manifest_sha256": digest}


def _refuse_faulty_gold(failures: Sequence[pa.Table]) -> None:
    faults = [row for table in failures for row in table.to_pylist() if row["layer"] == "gold"]
    if faults:
        shown = "; ".join(fault["detail"] for fault in faults[:5])
        raise SchemaError(f"{len(faults)} gold labels do not fit their articles: {shown}")


def _failed(failures: Sequence[pa.Table]) -> list[str]:
    """Say of every layer that failed on how many articles it did, and why on the first of them."""
    by_layer: dict[str, list[tuple[str, str]]] = {}
    for table in failures:
        for row in table.to_pylist():
            by_layer.setdefault(row["layer"], []).append((row["address"], row["detail"]))
    return [
        f"{layer} failed on {len(rows):,} articles, which stay without it: {rows[0][0]}: {rows[0][1]} ..."
        for layer, rows in by_layer.items()
    ]


def _idle(gold: Mapping[str, Gold], outcomes: Sequence[pa.Table]) -> list[str]:
    """Say how many gold files are about a page that the build has not, if any are."""
    known = pa.array(gold, pa.string())
    found = {
        address
        for shard in outcomes
        for address in shard["address"].filter(pc.is_in(shard["address"], known)).to_pylist()
    }
    idle = [address for address in gold if address not in found]
    if not idle:
        return []
    return [f"{len(idle):,} of {len(gold):,} gold files are about no page that is here: {idle[0]} ..."]


def _write(order: Order, now: Circumstances, assembly: Assembly, shards: Shards, place: Path) -> Manifest:
    """Write the tables; give the manifest, which as yet names their files only."""
    layers = [layer.name for layer in chosen_layers(order.config.layers)]
    tables, files = write_tables(Plan(shards, assembly.places, assembly.clusters, layers), place)
    for name, table in (
        ("rejects.parquet", assembly.rejects),
        (LEDGER_FILE, assembly.ledger),
        ("duplicates.parquet", assembly.edges),
    ):
        write_parquet([table], place / name)
        files.append(file_entry(place, place / name, table.num_rows))
    files.append(file_entry(place, place / SURVEY_FILE, pq.read_metadata(place / SURVEY_FILE).num_rows))
    outcomes = pa.concat_tables(shards["outcomes"])
    outcomes = outcomes.filter(outcomes["current"])
    pages = zip(outcomes["address"].to_pylist(), outcomes["raw_sha256"].to_pylist(), strict=True)
    manifest = Manifest(
        name=order.name or order.out.absolute().name,
        version=order.version,
        parent=_lineage(order.parent),
        code={"copydesk": version("copydesk"), "digest": now.code, "pyarrow": pa.__version__},
        schema=read_schema("manifest")["x-version"],
        config=order.config.as_json(),
        input={
            "pages": outcomes.num_rows,
            "sha256": input_digest(pages),
            "sources": now.sources,
            "gold": now.gold,
        },
        counts={
            "pages": outcomes.num_rows,
            "articles": sum(found["rows"] for found in tables["articles"].values()),
            "rejects": dict(sorted(Counter(assembly.rejects["reason"].to_pylist()).items())),
            "clusters": assembly.clusters["cluster"].n_unique(),
            "labels": count_labels(place, layers),
        },
        tables=tables,
        files=tuple(files),
    )
    refuse_lost_pages(manifest)
    return manifest


def _describe(manifest: Manifest, template: Template, place: Path) -> Manifest:
    """Write what tells people and programs of the release; give the manifest with these files in it."""
    (place / "README.md").write_text(render_card(manifest, template), encoding="utf-8")
    write_croissant(manifest, place, template.head)
    described = [file_entry(place, place / name) for name in ("README.md", "croissant.json")]
    files = sorted((*manifest.files, *described), key=lambda file: file.path)
    manifest = replace(manifest, files=tuple(files))
    write_manifest(manifest, place)
    return manifest
