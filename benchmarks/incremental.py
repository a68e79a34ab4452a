"""What a build costs that goes on from its parent with one page in a hundred edited, against a whole one.

    taskset -c 0 python benchmarks/incremental.py [--count 4000] [--changed 0.01]

CPU time of one process; both builds have the same parent and must give the same bytes.
"""

from __future__ import annotations

import filecmp
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

sys.path.insert(0, str(Path(__file__).parent))
from build import write_input
from copydesk.build import Order, build_release
from copydesk.config import BuildConfig


def edit(pages: Path, share: float) -> int:
    """Add a sentence to every so many-th page."""
    path = next(pages.glob("*.jsonl"))
    lines = path.read_text().splitlines()
    every = round(1 / share)
    for number in range(0, len(lines), every):
        record = json.loads(lines[number])
        text = record["text"].replace("\n\nShare this", " Nobody was hurt, officials said.\n\nShare this")
        lines[number] = json.dumps({**record, "text": text})
    path.write_text("\n".join(lines) + "\n")
    return len(range(0, len(lines), every))


def timed(order: Order) -> float:
    """Build a release and give the CPU seconds it took."""
    start = time.process_time()
    build_release(order)
    return time.process_time() - start


def main(
    count: Annotated[int, typer.Option(help="How many pages.")] = 4_000,
    changed: Annotated[float, typer.Option(help="Share of pages that are edited.")] = 0.01,
) -> None:
    """Measure, compare the bytes, and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, pages = write_input(folder, count)
        common = {"pages": (pages,), "config": BuildConfig(), "name": "bench"}
        parent = folder / "parent"
        build_release(Order(out=parent, version="1.0.0", **common))
        edited = edit(pages, changed)
        order = {**common, "version": "2.0.0", "parent": parent}
        whole = timed(Order(out=folder / "whole", afresh=True, **order))
        gone_on = timed(Order(out=folder / "gone-on", **order))
        same = filecmp.cmp(folder / "whole/manifest.json", folder / "gone-on/manifest.json", shallow=False)
        print(f"{edited} of {count} pages edited; same bytes: {same}")
        print(f"whole {whole:.2f} s, gone on {gone_on:.2f} s: {gone_on / whole:.1%} of it")


if __name__ == "__main__":
    typer.run(main)
