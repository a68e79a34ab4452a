"""``copydesk diff`` and ``copydesk releases``: what changed between releases, and which there are."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copydesk.cli.tables import print_whole

if TYPE_CHECKING:
    from copydesk.release.diff import Diff, Example
    from copydesk.release.locate import Found

_AT = re.compile(r"(.+)@(\d+\.\d+\.\d+|latest)")
_WHERE = "A folder, a Hub id or a URL of fsspec; with @VERSION if it holds several releases."


class DiffFormat(StrEnum):
    """How a diff is printed."""

    table = "table"
    json = "json"
    markdown = "markdown"


class ListFormat(StrEnum):
    """How the list of releases is printed."""

    table = "table"
    json = "json"


def diff(
    old: Annotated[str, typer.Argument(help=f"The earlier release. {_WHERE}", show_default=False)],
    new: Annotated[str, typer.Argument(help="The later release, in the same way.", show_default=False)],
    *,
    output: Annotated[
        DiffFormat, typer.Option("--format", help="A table, JSON, or a section of a changelog.")
    ] = DiffFormat.table,
) -> None:
    """Say what changed from one release to another, and which number of the version that calls for.

    Rows added, removed and changed by table and split, the rows in which each field changed, articles that
    moved to another split, and the schema. MAJOR: a field or a row is taken away, or a split moves. MINOR:
    rows, fields or layers are added. PATCH: values are corrected.

        copydesk diff releases/1.0.0 releases/1.1.0
        copydesk diff organisation/news@1.0.0 organisation/news@1.1.0 --format markdown
    """
    from copydesk.release.changelog import as_json, as_markdown
    from copydesk.release.diff import diff_releases

    found = diff_releases(_release(old), _release(new))
    if output is DiffFormat.json:
        typer.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False, default=str))
    elif output is DiffFormat.markdown:
        typer.echo(as_markdown(found), nl=False)
    else:
        _print_diff(found)


def _release(given: str) -> Found:
    from copydesk.release.locate import find_release

    match = _AT.fullmatch(given)
    return find_release(match[1], match[2]) if match else find_release(given)


def _print_diff(found: Diff) -> None:
    from rich.console import Console
    from rich.markup import escape

    from copydesk.release.changelog import ROW_HEAD, row_counts, verdict

    console = Console()
    console.print(f"[bold]{found.old} → {found.new}[/bold]", highlight=False)
    for change in found.schema:
        console.print(f"  {change.table}.{change.path} {change.what}", markup=False, highlight=False)
    if counts := row_counts(found):
        console.print(_table(ROW_HEAD, counts))
    fields: list[tuple[object, ...]] = [
        (
            f"{table.table}.{one.name}",
            one.changed,
            escape(f"{_named(example)}: {example.old} → {example.new}"),
        )
        for table in found.tables
        for one in table.fields
        for example in one.examples
    ]
    if fields:
        console.print(_table(("field", "rows", "for example"), _once(fields)))
    examples: list[tuple[object, ...]] = [
        (what, escape(one.told), escape(" ".join(map(str, one.key.values()))))
        for table in found.tables
        for what, several in (("added", table.added), ("removed", table.removed), ("moved", table.moved))
        for one in several
        if table.table == "articles"
    ]
    if examples:
        console.print(_table(("articles", "for example", "id"), _once(examples)))
    console.print(verdict(found), markup=False, highlight=False)


def _named(example: Example) -> str:
    """The first part of the key that a person can read: an address, else the id."""
    return str(example.key.get("address") or (example.told if len(example.key) == 1 else example.key["id"]))


def _once(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Leave out what the row above has said: the first cell, and all numbers with it."""
    shown: list[tuple[object, ...]] = []
    above: object = None
    for row in rows:
        again = row[0] == above
        above = row[0]
        shown.append(
            tuple("" if again and (i == 0 or isinstance(cell, int)) else cell for i, cell in enumerate(row))
        )
    return shown


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(head):
        right = any(isinstance(row[number], int) for row in rows)
        table.add_column(
            name, justify="right" if right else "left", overflow="fold", no_wrap=number < len(head) - 1
        )
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    return table


def releases(
    where: Annotated[
        str,
        typer.Argument(
            metavar="DIR",
            help="A folder of releases, a Hub id (org/name) or a URL of fsspec (s3://bucket/prefix).",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[ListFormat, typer.Option("--format", help="A table, or JSON.")] = ListFormat.table,
) -> None:
    """List the releases of a folder, of a dataset on the Hub or of a URL, newest last.

    The date is that of the folder, where folders have one: nothing in a release holds the clock.
    """
    from copydesk.release.locate import find_releases

    rows = [_described(found) for found in find_releases(where)]
    if output is ListFormat.json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    cells: list[tuple[object, ...]] = [
        (
            row["version"],
            row["parent"] or "",
            row["articles"],
            "/".join(f"{number:,}" for number in row["splits"].values()),
            row["pages"],
            row["rejects"],
            (row["date"] or "")[:10],
            where if row["place"] == _whole(where) else row["place"].removeprefix(f"{_whole(where)}/"),
        )
        for row in rows
    ]
    head = ("version", "parent", "articles", "by split", "pages", "rejects", "date", "place")
    print_whole(Console(), _table(head, cells))


def _whole(where: str) -> str:
    """The place as the places of releases begin."""
    return where.rstrip("/") if "://" in where else Path(where).absolute().as_posix()


def _described(found: Found) -> dict[str, Any]:
    manifest = found.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "parent": manifest.parent["version"] if manifest.parent else None,
        "articles": manifest.counts["articles"],
        "splits": {split: counted["rows"] for split, counted in manifest.tables["articles"].items()},
        "pages": manifest.counts["pages"],
        "rejects": sum(manifest.counts["rejects"].values()),
        "date": found.date,
        "place": found.place,
    }


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(diff)
    app.command()(releases)
