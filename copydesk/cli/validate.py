"""``copydesk validate``: find what is wrong with releases, records, gold, schemas and pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from copydesk.check import Report
    from copydesk.findings import Finding

_FORMATS = ("table", "json", "github", "junit")

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATHS",
        help="Releases, and files or folders of tables (.parquet), records (.jsonl), gold (.toml), "
        "sources.json, schemas (.json) and raw pages.",
        show_default=False,
    ),
]


def validate(
    paths: Paths,
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(_FORMATS),
            help="A table to read, one JSON object, annotations of GitHub, or a JUnit report.",
        ),
    ] = "table",
    limit: Annotated[int, typer.Option(min=1, help="Findings to show of each check; all count.")] = 20,
    check: Annotated[
        list[str] | None,
        typer.Option(help="Run only this check and those that it needs; may be repeated."),
    ] = None,
) -> None:
    """Check releases and files; name the file, row, id, field and value of everything that is wrong.

    A release is checked whole: every byte by the manifest's digests, every value by the schemas, and the
    rules that hold between them, such as no near-duplicates in two splits. Rows count from 0, lines from 1.

        copydesk validate releases/1.0.0
        copydesk validate corpus/gold schemas --format github

    Exit code 1 if there is any error, 0 if there is none.
    """
    from copydesk.check import check_paths
    from copydesk.findings.render import RENDERERS
    from copydesk.registry import checks

    if form not in _FORMATS:
        raise UsageError(f"--format {form}: must be one of {', '.join(_FORMATS)}")
    if unknown := sorted(set(check or ()) - set(checks())):
        raise UsageError(f"--check {unknown[0]}: no such check (there are: {', '.join(checks())})")
    if missing := next((path for path in paths if not path.exists()), None):
        raise UsageError(f"{missing}: no such file or folder")
    report = check_paths(paths, limit=limit, only=check or ())
    if form == "table":
        _print_table(report)
    else:
        typer.echo(RENDERERS[form](report), nl=False)
    if report.errors:
        raise typer.Exit(1)


def _print_table(report: Report) -> None:
    """Print the findings check by check and file by file, then the result in one line."""
    from itertools import groupby

    from rich.console import Console
    from rich.text import Text

    from copydesk.findings.render import summary
    from copydesk.registry import checks

    console = Console(highlight=False)
    order = list(checks())
    findings = sorted(report.findings, key=lambda finding: order.index(finding.check))
    for name, found in groupby(findings, key=lambda finding: finding.check):
        console.print(Text.assemble((name, "bold red"), f"  {checks()[name].about}"))
        for file, rows in groupby(found, key=lambda finding: finding.file):
            console.print(Text(f"  {file}", style="bold"))
            console.print(_grid(list(rows)))
        if hidden := report.hidden(name):
            console.print(Text(f"  and {hidden:,} more (--limit shows more)", style="yellow"))
    console.print(Text(summary(report), style="bold red" if report.errors else "bold green"))


def _grid(findings: list[Finding]) -> Table:
    """The findings in one file: place, id, field and what is wrong."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    cells = []
    for finding in findings:
        line = f"line {finding.line}" if finding.line is not None else ""
        place = line if finding.row is None else f"row {finding.row}"
        tone = "" if finding.severity == "error" else "yellow"
        cells.append((place, finding.id or "", finding.path or "", Text(finding.message, style=tone)))
    used = [column for column in range(4) if any(row[column] for row in cells)]
    for column in (-1, *used):
        grid.add_column(no_wrap=column in (0, 1), overflow="fold")
    for row in cells:
        grid.add_row("  ", *(row[column] for column in used))
    return grid


def register(app: typer.Typer) -> None:
    """Add the command, and the name by which those look for it who want to verify digests."""
    app.command()(validate)
    app.command("verify", hidden=True)(validate)
