"""Web archives, such as those of CC-News, to fewer of them: the pages of some domains, as they are.

    python scripts/convert_ccnews.py warc.paths --out converted/ --domain example.org --domain example.net
    copydesk build converted/ --out releases/1.0.0 --version 1.0.0

Give WARC files (.warc or .warc.gz), folders of them, or lists of paths (against the folder of the list).
Responses that are kept are copied record by record, headers and bytes untouched, to a .warc.gz of the same
name; ``kept.tsv`` lists them. Needs the extra ``warc``. Nothing is downloaded: Common Crawl publishes the
lists (``warc.paths.gz``) and the files apart. Format: ISO 28500.
"""

import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli import run_script
from copydesk.sources import source_of

SUFFIXES = (".warc", ".warc.gz")
TYPES = ("text/html", "application/xhtml+xml")


def find_archives(paths: list[Path]) -> Iterator[Path]:
    """Find the web archives that are named, lie in folders, or stand in lists."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.name.endswith(SUFFIXES))
        elif path.name.endswith(SUFFIXES):
            yield path
        else:
            unpack = gzip.open if path.suffix == ".gz" else open
            with unpack(path, "rt", encoding="utf-8", errors="replace") as lines:
                yield from (path.parent / line.strip() for line in lines if line.strip())


def main(
    paths: Annotated[
        list[Path], typer.Argument(help="WARC files, folders, or lists of paths.", exists=True)
    ],
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("converted"),
    domain: Annotated[
        list[str] | None, typer.Option(help="Keep these registered domains; all by default.")
    ] = None,
    media_type: Annotated[
        list[str] | None, typer.Option(help="Keep these media types; HTML by default.")
    ] = None,
) -> None:
    """Copy the responses of some domains and media types."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        sys.exit("to read WARC, install copydesk[warc]")
    archives = list(find_archives(paths))
    if not archives:
        sys.exit(f"no WARC file in {', '.join(map(str, paths))}")
    if missing := [str(archive) for archive in archives if not archive.exists()]:
        sys.exit(f"not there: {', '.join(path[:200] for path in missing[:5])} ({len(missing)} in all)")
    counts: Counter[str] = Counter()
    out.mkdir(parents=True, exist_ok=True)
    with (out / "kept.tsv").open("w", encoding="utf-8", newline="") as listed:
        table = csv.writer(listed, delimiter="\t", lineterminator="\n")
        table.writerow(("address", "date", "media_type", "bytes", "file"))
        for archive in archives:
            name = archive.name.removesuffix(".gz") + ".gz"
            with archive.open("rb") as stream, (out / name).open("wb") as packed:
                for record in ArchiveIterator(
                    stream, record_types=WarcRecordType.response, parse_http=True
                ):
                    address = record.headers.get("WARC-Target-URI", "")
                    kind = (record.http_content_type or "").lower()
                    if kind not in (media_type or TYPES):
                        counts["responses left out: another media type"] += 1
                    elif domain and source_of(address) not in domain:
                        counts["responses left out: another domain"] += 1
                    else:
                        record.freeze()
                        whole = io.BytesIO()
                        record.write(whole)
                        packed.write(gzip.compress(whole.getvalue(), mtime=0))  # one member a record
                        table.writerow(
                            (address, record.headers.get("WARC-Date"), kind, record.content_length, name)
                        )
                        counts["responses"] += 1
    print("\n".join(f"{count:7} {what}" for what, count in sorted(counts.items())))


if __name__ == "__main__":
    run_script(main)
