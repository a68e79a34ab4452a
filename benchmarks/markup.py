"""CPU time of reading pages of HTML, against trafilatura's own on the same pages.

    python benchmarks/markup.py [FOLDER] [--rounds N]

Both read every page in turn, so that what else the machine does weighs on both. The parts are measured in
the same rounds.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from trafilatura import extract

from copydesk.markup import body, read_markup
from copydesk.markup.metadata import read_metadata
from copydesk.markup.published import find_published
from copydesk.markup.scan import scan_source

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
CORPUS = Path(__file__).parents[1] / "corpus/pages"


def main(
    folder: Annotated[Path, typer.Argument(help="Folder with .html files, looked through whole.")] = CORPUS,
    *,
    rounds: Annotated[int, typer.Option(help="How often every page is read.")] = 3,
) -> None:
    """Measure, and print a table of what takes the time."""
    logging.disable(logging.CRITICAL)
    sources = [path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.rglob("*.html"))]
    if not sources:
        sys.exit(f"no .html files in {folder}")
    seconds: Counter[str] = Counter()
    measure(sources[0], Counter())  # imports, lexicons
    for _ in range(rounds):
        for source in sources:
            measure(source, seconds)
    show(seconds, len(sources) * rounds)


def measure(source: str, seconds: Counter[str]) -> None:
    """Read one page both ways, and then part by part."""

    def timed(name: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        seconds[name] += time.process_time() - start
        return result

    timed("trafilatura", lambda: extract(source))
    timed("copydesk", lambda: find_published(read_markup(source)))
    scan = timed("lines", lambda: scan_source(source))
    _, article = timed("metadata", lambda: read_metadata(source, scan))
    timed("library", lambda: body.extract_text(scan))
    timed("body", lambda: body.find_body(scan, article))


def show(seconds: Counter[str], pages: int) -> None:
    """Print milliseconds a page and shares of trafilatura's time."""
    seconds["body"] -= seconds["library"]
    rest = seconds["copydesk"] - sum(seconds[part] for part in ("lines", "metadata", "library", "body"))
    rows = {
        "trafilatura.extract": seconds["trafilatura"],
        "read_markup and find_published": seconds["copydesk"],
        "  lines with their places": seconds["lines"],
        "  metadata": seconds["metadata"],
        "  main text (trafilatura, fast)": seconds["library"],
        "  matching and weighing lines": seconds["body"],
        "  date and the rest": rest,
    }
    table = Table("what", "ms a page", "of trafilatura", title=f"{pages} pages read")
    for name, value in rows.items():
        table.add_row(name, f"{1000 * value / pages:.1f}", f"{value / seconds['trafilatura']:.2f}")
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
