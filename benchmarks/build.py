"""What a whole build costs, against the floor: pyarrow reading the same articles and writing Parquet.

    taskset -c 0 python benchmarks/build.py [--count 4000] [--each] [--profile]

The articles are those of ``generate.py``; the pages are dumps of them with a site's furniture. Everything
is CPU time of this one process on one core, measured in the same run, so that ratios can be compared
between machines.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

sys.path.insert(0, str(Path(__file__).parent))
from copydesk.build import Order, build_release
from copydesk.config import BuildConfig
from copydesk.registry import layers
from floor import floor_seconds, print_table
from generate import PAGES, articles, read_stock

HEAD = "{source} - independent news since 1931\n\nHome\n\nNews\n\nSport\n\n{section}\n\n"
FOOT = "\n\nShare this article\n\nMost read\n\nSubscribe to our newsletter\n\nCopyright 2012 {source}\n"


def write_input(folder: Path, count: int) -> tuple[Path, Path]:
    """Write the articles as JSON lines, for the floor, and as dumps of pages, for the build."""
    plain, dumps = folder / "articles.jsonl", folder / "pages" / "dumps.jsonl"
    dumps.parent.mkdir()
    with plain.open("w") as first, dumps.open("w") as second:
        for number, article in enumerate(articles(read_stock(PAGES), count, 0.2, 1)):
            first.write(json.dumps(article) + "\n")
            source = f"site{number % 20}.example"
            title = str(article["text"]).split(".", 1)[0][:70]
            head = HEAD.format(source=source, section="World")
            body = f"{title}\n\n30 August 2006\n\n{article['text']}"
            page = head + body + FOOT.format(source=source)
            second.write(json.dumps({"url": f"https://{source}/{number}", "text": page}) + "\n")
    return plain, dumps.parent


def build_seconds(pages: Path, folder: Path, chosen: tuple[str, ...] | None) -> float:
    """Build a release of the dumps."""
    out = folder / "release"
    shutil.rmtree(out, ignore_errors=True)
    config = replace(BuildConfig(), layers=chosen)
    start = time.process_time()
    build_release(Order(pages=(pages,), out=out, version="1.0.0", config=config))
    return time.process_time() - start


def main(
    count: Annotated[int, typer.Option(help="How many articles.")] = 4_000,
    *,
    profile: Annotated[bool, typer.Option("--profile", help="Say which functions take the time.")] = False,
    each: Annotated[bool, typer.Option("--each", help="Measure every layer by itself too.")] = False,
) -> None:
    """Measure, and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, pages = write_input(folder, count)
        build_seconds(pages, folder, None)  # imports, caches, and the memory that it takes
        floor = floor_seconds(plain, folder)
        bare = build_seconds(pages, folder, ("language",))
        rows = [("build without label layers", bare)]
        if each:
            rows += [
                (f"  {layer}, with what it needs", build_seconds(pages, folder, (layer,)) - bare)
                for layer in layers()
                if layer != "language"
            ]
        rows.append(("build with all layers", build_seconds(pages, folder, None)))
        print_table(plain, count, rows, floor)
        if profile:
            with cProfile.Profile() as profiler:
                build_seconds(pages, folder, ("language",))
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    typer.run(main)
