"""What each label layer costs against the floor: pyarrow reading the same articles and writing Parquet.

    taskset -c 0 python benchmarks/labels.py [TEXTS] [--count 2000] [--runs 5]

TEXTS are your own: a folder of text files (.txt), or a file of JSON lines with ``text`` and, if you have
them, ``published`` and ``title``. Without it the articles are those of ``generate.py``. Everything is CPU
time of this one process on one core, measured in the same run, so that ratios can be compared between
machines. Each layer is given the layers that it needs. As in a build, a layer reads a batch of articles
before the next layer does, the garbage collector is off, and what layers share of an article (its text in
lower case, its words) is made once, by the layer that first asks.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

sys.path.insert(0, str(Path(__file__).parent))
from copydesk.engine import collector_at_rest
from copydesk.label.language import identify_language
from copydesk.record import document_of
from copydesk.registry import layers
from floor import floor_seconds, print_table
from generate import PAGES, articles, read_stock

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 512  # articles, what a build takes at a time
DOCUMENTS = "documents"  # what a layer is given


def read_texts(place: Path) -> Iterator[dict[str, Any]]:
    """Read a person's own texts as articles."""
    if place.is_dir():
        for path in sorted(place.rglob("*.txt")):
            yield {"text": path.read_text(encoding="utf-8", errors="replace")}
    else:
        with place.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield {name: record.get(name) for name in ("text", "published", "title")}


def measure(found: list[dict[str, Any]]) -> dict[str, float]:
    """Label the articles once, layer by layer, and give the CPU seconds of each layer."""
    seconds = dict.fromkeys((DOCUMENTS, *layers()), 0.0)
    for first in range(0, len(found), BATCH):
        batch = found[first : first + BATCH]
        languages = [identify_language(article["text"]) for article in batch]
        published = [
            dt.date.fromisoformat(day[:10]) if (day := article.get("published")) else None
            for article in batch
        ]
        start = time.process_time()
        documents = [
            document_of(article["text"], title=article.get("title"), published=day, language=language)
            for article, day, language in zip(batch, published, languages, strict=True)
        ]
        seconds[DOCUMENTS] += time.process_time() - start
        made: list[dict[str, Any]] = [{} for _ in documents]
        for name, layer in layers().items():
            label = layer.label
            start = time.process_time()
            for document, values in zip(documents, made, strict=True):
                values[name] = label(document, **{need: values[need] for need in layer.needs})
            seconds[name] += time.process_time() - start
    return seconds


def main(
    texts: Annotated[
        Path | None, typer.Argument(help="A folder of .txt, or JSON lines.", exists=True)
    ] = None,
    count: Annotated[int, typer.Option(help="How many articles at most.", min=1)] = 2_000,
    runs: Annotated[int, typer.Option(help="Take the best of so many runs.", min=1)] = 5,
) -> None:
    """Measure, and print a table."""
    source = read_texts(texts) if texts else articles(read_stock(PAGES), count, 0.2, 1)
    found = list(islice(source, count))
    if not found:
        raise typer.BadParameter(f"{texts} has no texts")
    with tempfile.TemporaryDirectory() as name:
        plain = Path(name) / "articles.jsonl"
        plain.write_text("".join(json.dumps(article) + "\n" for article in found), encoding="utf-8")
        floor = floor_seconds(plain, Path(name))
        timed = []
        for _ in range(runs):
            gc.collect()
            with collector_at_rest():
                timed.append(measure(found))
        best = {name: min(seconds[name] for seconds in timed) for name in timed[0]}
        rows = [*best.items(), ("all layers", sum(best.values()))]
        print_table(plain, len(found), rows, floor)


if __name__ == "__main__":
    typer.run(main)
