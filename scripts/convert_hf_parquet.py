"""Parquet files of articles, such as `cc_news` on the Hub, to JSON lines that `copydesk build` reads.

    python scripts/convert_hf_parquet.py cc_news/ --out converted/cc_news.jsonl --key byline=authors
    copydesk build converted/ --out releases/1.0.0 --version 1.0.0

Columns are looked for under the names that `copydesk build` knows (text, title, date, url ...); ``--key
PART=COLUMN`` names one that is called otherwise. Rows without text are left out. `copydesk build` reads
Parquet too: convert where columns must be renamed, rows picked by domain, or lines edited by hand.
"""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from copydesk.cli import run_script
from copydesk.config import Keys
from copydesk.sources import source_of

ROWS = 1_000  # decoded at a time
PARTS = ("url", "title", "date", "section", "byline", "language", "text", "html")


def mapping(columns: list[str], given: list[str]) -> dict[str, str]:
    """Give the column of each part of a page: the one given, else the first with a known name."""
    known = asdict(Keys())
    found = {part: next((key for key in known[part] if key in columns), None) for part in PARTS}
    for pair in given:
        part, _, column = pair.partition("=")
        if part not in PARTS or column not in columns:
            sys.exit(f"--key {pair}: PART is one of {', '.join(PARTS)}, COLUMN one of {', '.join(columns)}")
        found[part] = column
    if not found["text"] and not found["html"]:
        sys.exit(f"no column of text; name it with --key text=COLUMN, one of {', '.join(columns)}")
    return {part: column for part, column in found.items() if column}


def page_of(row: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """Give the page of a row: parts that are empty are left out, dates are text."""
    values = {part: row[column] for part, column in columns.items()}
    return {
        part: value.isoformat() if hasattr(value, "isoformat") else value
        for part, value in values.items()
        if value not in (None, "", [])
    }


def main(
    paths: Annotated[list[Path], typer.Argument(help="Parquet files, or folders of them.", exists=True)],
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("converted/articles.jsonl"),
    key: Annotated[list[str] | None, typer.Option(help="PART=COLUMN; may be repeated.")] = None,
    domain: Annotated[list[str] | None, typer.Option(help="Keep these registered domains only.")] = None,
) -> None:
    """Convert the rows of Parquet files."""
    files = [
        file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.parquet")))
    ]
    if not files:
        sys.exit(f"no Parquet file in {', '.join(map(str, paths))}")
    counts: Counter[str] = Counter()
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as lines:
        for file in files:
            try:
                table = pq.ParquetFile(file)
            except (pa.ArrowException, OSError) as error:
                sys.exit(f"{file}: cannot be read: {error}")
            columns = mapping(table.schema_arrow.names, key or [])
            for batch in table.iter_batches(ROWS, columns=sorted(set(columns.values()))):
                for row in batch.to_pylist():
                    page = page_of(row, columns)
                    if not page.keys() & {"text", "html"}:
                        counts["rows left out: no text"] += 1
                    elif domain and source_of(page.get("url", "")) not in domain:
                        counts["rows left out: another domain"] += 1
                    else:
                        lines.write(json.dumps(page, ensure_ascii=False) + "\n")
                        counts["rows"] += 1
    print("\n".join(f"{count:7} {what}" for what, count in sorted(counts.items())))


if __name__ == "__main__":
    run_script(main)
