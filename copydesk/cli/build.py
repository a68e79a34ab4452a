"""``copydesk build``: raw pages in, a release out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.errors import UsageError

if TYPE_CHECKING:
    from copydesk.config import Keys, SplitConfig
    from copydesk.release.manifest import Manifest

BUNDLED = Path(__file__).parents[2] / "corpus"
"""The corpus of this project, which a checkout has and an installed wheel has not."""

Pages = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PAGES",
        help="Files and folders of pages (.txt .html .htm .jsonl .warc .parquet, each also .gz or .zst). "
        "Default: the bundled corpus.",
        show_default=False,
    ),
]
INPUT, LABELS, SPLITTING = "What is read", "What is labelled", "How it is split"


def build(  # noqa: PLR0913 - the options of the command
    pages: Pages = None,
    *,
    out: Annotated[
        Path, typer.Option(help="The folder of the release: new or empty, and not among PAGES.")
    ],
    version: Annotated[str, typer.Option(help="MAJOR.MINOR.PATCH of the data.")],
    parent: Annotated[
        Path | None,
        typer.Option(help="The release that this one goes on from: every split it gave is kept."),
    ] = None,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Take no rows over from the parent, only its splits.")
    ] = False,
    name: Annotated[str | None, typer.Option(help="Name of the dataset; by default that of OUT.")] = None,
    sources: Annotated[
        Path | None,
        typer.Option(help="What is known of the sources (schemas/sources.json).", rich_help_panel=INPUT),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(help="Keep only articles in this language; may be repeated.", rich_help_panel=INPUT),
    ] = None,
    minimum_words: Annotated[
        int, typer.Option(min=1, help="A shorter body is no article.", rich_help_panel=INPUT)
    ] = 12,
    key: Annotated[
        list[str] | None,
        typer.Option(
            help="Where a part of a JSON line stands, as PART=KEY: text, html, url, title, date, section, "
            "byline or language; may be repeated.",
            rich_help_panel=INPUT,
        ),
    ] = None,
    text_is: Annotated[
        str,
        typer.Option(
            help="What the text of a JSON line is: an extracted article, the dump of a page, or auto "
            "(an article if the line has a title or a date).",
            metavar="auto|article|page",
            rich_help_panel=INPUT,
        ),
    ] = "auto",
    layers: Annotated[
        str | None,
        typer.Option(help="Label layers, with commas between; by default all.", rich_help_panel=LABELS),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(help="Folder of gold files whose labels replace the rules'.", rich_help_panel=LABELS),
    ] = None,
    card: Annotated[
        Path | None, typer.Option(help="A dataset card to fill in; by default a plain one.")
    ] = None,
    split_by: Annotated[
        str, typer.Option(metavar="hash|date", help="What decides a split.", rich_help_panel=SPLITTING)
    ] = "hash",
    cut: Annotated[
        str | None,
        typer.Option(
            metavar="DATE,DATE", help="First day of validation and of test.", rich_help_panel=SPLITTING
        ),
    ] = None,
    fractions: Annotated[
        str, typer.Option(help="Shares of train, validation and test.", rich_help_panel=SPLITTING)
    ] = "0.8,0.1,0.1",
    hold_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="source=NAME",
            help="A source all of whose articles go to test; may be repeated.",
            rich_help_panel=SPLITTING,
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; by default one a core.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing unless something is wrong.")] = False,
) -> None:
    """Build a release: find the article in every page, label it, split, version and write it.

    PAGES in a folder have their path under it as address; a page of JSON lines has its URL. Every page
    becomes an article or a reject with a reason.

        copydesk build my-pages/ --out releases/1.0.0 --version 1.0.0
    """
    import os
    import time

    from copydesk.build import Order, build_release
    from copydesk.config import BuildConfig
    from copydesk.engine.local import LocalEngine
    from copydesk.progress import chosen_progress

    start = time.monotonic()
    config = BuildConfig(
        languages=tuple(language or ()),
        layers=tuple(part.strip() for part in layers.split(",")) if layers is not None else None,
        minimum_words=minimum_words,
        keys=_keys(key or [], text_is),
        splits=_splits(split_by, cut, fractions, hold_out or []),
    )
    if not pages:
        pages, sources = _bundled(sources)
    order = Order(
        pages=tuple(pages),
        out=out,
        version=version,
        config=config,
        name=name,
        sources=sources,
        gold=gold,
        card=card,
        parent=parent,
        afresh=afresh,
    )
    engine = LocalEngine(workers or os.cpu_count() or 1)
    manifest = build_release(order, engine=engine, progress=chosen_progress(quiet=quiet))
    if not quiet:
        print_summary(manifest, out, time.monotonic() - start)


def _bundled(sources: Path | None) -> tuple[list[Path], Path | None]:
    if not BUNDLED.is_dir():
        raise UsageError(
            "name the PAGES to build: the bundled corpus comes only with a checkout of copydesk"
        )
    return [BUNDLED / "pages"], sources or BUNDLED / "sources.json"


def _keys(given: list[str], text_is: str) -> Keys:
    from dataclasses import fields

    from copydesk.config import Keys

    if text_is not in {"auto", "article", "page"}:
        raise UsageError(f"--text-is {text_is}: must be auto, article or page")
    parts = [field.name for field in fields(Keys) if field.name != "text_is"]
    chosen: dict[str, tuple[str, ...]] = {}
    for pair in given:
        part, _, name = pair.partition("=")
        if part not in parts or not name:
            raise UsageError(f"--key {pair}: must be PART=KEY with a part of {', '.join(parts)}")
        chosen[part] = (*chosen.get(part, ()), name)
    return Keys(text_is=text_is, **chosen)


def _splits(by: str, cut: str | None, fractions: str, hold_out: list[str]) -> SplitConfig:
    from datetime import date

    from copydesk.config import SplitConfig

    try:
        cuts = tuple(date.fromisoformat(day.strip()) for day in cut.split(",")) if cut else ()
    except ValueError as error:
        raise UsageError(f"--cut {cut}: must be two dates such as 2006-07-01,2006-10-01") from error
    try:
        train, validation, test = (float(share) for share in fractions.split(","))
    except ValueError as error:
        raise UsageError(f"--fractions {fractions}: must be three numbers such as 0.8,0.1,0.1") from error
    for held in hold_out:
        if not held.startswith("source="):
            raise UsageError(f"--hold-out {held}: must be source=NAME")
    sources = tuple(held.removeprefix("source=") for held in hold_out)
    return SplitConfig(by=by, fractions=(train, validation, test), cuts=cuts, hold_out=sources)


def print_summary(manifest: Manifest, out: Path, seconds: float | None) -> None:
    """Print what a build made and how to load it."""
    from rich.console import Console
    from rich.table import Table

    counts = manifest.counts
    table = Table(title=f"{manifest.name} {manifest.version}", title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    rejected = sum(counts["rejects"].values())
    for what, number in (
        ("pages", counts["pages"]),
        ("articles", counts["articles"]),
        *((f"  {split}", found["rows"]) for split, found in manifest.tables["articles"].items()),
        ("clusters", counts["clusters"]),
        ("rejects", rejected),
        *((f"  {reason}", number) for reason, number in counts["rejects"].items()),
    ):
        table.add_row(what, f"{number:,}")
    table.add_section()
    for layer, found in counts["labels"].items():
        failed = f", [bold red]failed on {found['failed']:,}[/]" if found["failed"] else ""
        table.add_row(layer, f"{found['labels']:,} on {found['articles']:,}{failed}")
    if seconds is not None:
        table.add_section()
        table.add_row("seconds", f"{seconds:,.1f}")
    console = Console()
    console.print(table)
    lines = ["To load it:", "  from datasets import load_dataset", f'  load_dataset("{out}")']
    place = f"It is in {out}. " + ("\n".join(lines) if counts["articles"] else "It has no article to load.")
    console.print(place, highlight=False, markup=False, soft_wrap=True)  # a path is copied whole


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(build)
