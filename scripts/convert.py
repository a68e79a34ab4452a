"""The recipe of our own dataset: corpus/ becomes its versioned Arrow release, then its Parquet files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from copydesk.build import Order, build_release
from copydesk.cli import run_script
from copydesk.cli.build import print_summary
from copydesk.config import BuildConfig
from copydesk.engine.local import LocalEngine
from copydesk.progress import chosen_progress
from copydesk.release.manifest import read_manifest

ROOT = Path(__file__).parents[1]
VERSION = "1.0.0"


def main(
    out: Annotated[Path | None, typer.Option(help="The folder of the release.")] = None,
    version: Annotated[str, typer.Option(help="MAJOR.MINOR.PATCH of the data.")] = VERSION,
) -> None:
    """Build the release of the bundled corpus, its gold labels in place of the rules'."""
    corpus = ROOT / "corpus"
    place = out or ROOT / "releases" / version
    order = Order(
        pages=(corpus / "pages",),
        out=place,
        version=version,
        config=BuildConfig(),
        name="copydesk-corpus",
        sources=corpus / "sources.json",
        gold=corpus / "gold",
        card=ROOT / "DATASET_CARD.md",
    )
    if (place / "manifest.json").is_file():
        print_summary(read_manifest(place), place, None)
        typer.echo("It was there already: a release is never made twice. Remove it to make it anew.")
        return
    engine = LocalEngine(os.cpu_count() or 1)
    print_summary(build_release(order, engine=engine, progress=chosen_progress(quiet=False)), place, None)


if __name__ == "__main__":
    run_script(main)
