"""``copydesk evaluate``: a release against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copydesk.cli.tables import print_whole
from copydesk.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from copydesk.evaluate import Evaluation, Fault

_EXCERPT = 400  # code points of one side of a difference


def evaluate(
    release: Annotated[Path, typer.Argument(help="The folder of a release.", show_default=False)],
    *,
    gold: Annotated[Path, typer.Option(help="The folder of gold files, such as corpus/gold.")],
    format: Annotated[  # noqa: A002 - the option is called so in every command
        str, typer.Option(metavar="table|json", help="How the scores are printed.")
    ] = "table",
    errors: Annotated[
        int, typer.Option(min=0, help="How many differences to print of each field, role and layer.")
    ] = 0,
) -> None:
    """Compare a release with what people read on its pages, and print scores.

    Scored is what the rules by themselves say: layers that a release took from gold are made once more
    from the text. A page that the gold knows and the release lacks is named.

        copydesk evaluate releases/1.0.0 --gold corpus/gold --errors 5
    """
    import json

    from copydesk.evaluate import evaluate_release
    from copydesk.gold import read_gold

    if format not in {"table", "json"}:
        raise UsageError(f"--format {format}: must be table or json")
    evaluation = evaluate_release(release, read_gold(gold))
    if not evaluation.pages:
        raise InputError(
            f"{gold}: none of its {len(evaluation.absent):,} pages is in {release}: "
            f"is the address of the first there another than {evaluation.absent[0]!r}?"
        )
    if format == "json":
        content = evaluation.as_json()
        content["faults"] = [
            {**fault._asdict(), "span": fault.span and list(fault.span)}
            for fault in _first(evaluation.faults, errors)
        ]
        typer.echo(json.dumps(content, indent=2, ensure_ascii=False))
        return
    print_evaluation(evaluation, errors=errors)


def print_evaluation(evaluation: Evaluation, *, errors: int) -> None:
    """Print the scores as tables, and so many differences of each kind."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(f"{evaluation.pages:,} pages compared with their gold")
    if evaluation.absent:
        console.print(
            f"[red]{len(evaluation.absent):,} pages of the gold are not in the release:[/] "
            + ", ".join(evaluation.absent),
        )
    for part, pages in evaluation.from_gold.items():
        if pages:
            console.print(
                f"[yellow]The {part} of {pages:,} pages come from gold and are not scored:[/] "
                "build without --gold to score them"
            )
    outcomes = ((name.replace("_", " "), number) for name, number in evaluation.outcomes.items() if number)
    table = _table("pages", ("", "pages"), outcomes)
    table.add_row("accuracy", _percent(evaluation.outcome_accuracy), end_section=True)
    print_whole(console, table)
    columns = ("field", "right", "none", "wrong", "missing", "spurious", "accuracy")
    fields = [(name, *row, _percent(row.accuracy)) for name, row in evaluation.fields.items()]
    if fields:
        print_whole(console, _table("fields", columns, fields))
    ratios = [("text", "4-grams", evaluation.text)] if evaluation.text.gold else []
    ratios += [("roles", name, ratio) for name, ratio in evaluation.roles.items()]
    for layer, figures in evaluation.layers.items():
        ratios += [(layer, name, ratio) for name, ratio in figures.items()]
    print_whole(console, _ratios(ratios))
    confused = [
        (number, f"{wanted} taken for {found}")
        for wanted, row in evaluation.confusion.items()
        for found, number in row.items()
        if found != wanted
    ]
    rows = [(what, number) for number, what in sorted(confused, key=lambda pair: (-pair[0], pair[1]))]
    if rows:
        print_whole(console, _table("roles confused", ("", "lines"), rows))
    _print_faults(console, _first(evaluation.faults, errors))


def _ratios(rows: list[tuple[str, str, Any]]) -> Table:
    columns = ("", "figure", "right", "found", "gold", "prec.", "recall", "F1")
    table = _table("text, roles and labels", columns, ())
    before = ""
    for group, name, ratio in rows:
        if before and group != before:
            table.add_section()
        figures = (_percent(ratio.precision), _percent(ratio.recall), _percent(ratio.f1))
        table.add_row(
            group if group != before else "", name, *(f"{number:,}" for number in ratio), *figures
        )
        before = group
    return table


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.padding = (0, 1, 0, 0)
    for column in columns:
        wordy = column in {"", "field", "figure"}
        table.add_column(column, justify="left" if wordy else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    return table


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _first(faults: Iterable[Fault], most: int) -> list[Fault]:
    """The first differences of every layer, by layer."""
    by_layer: dict[str, list[Fault]] = {}
    for fault in faults:
        by_layer.setdefault(fault.layer, []).append(fault)
    return [fault for found in by_layer.values() for fault in found[:most]]


def _print_faults(console: Console, faults: Iterable[Fault]) -> None:
    from rich.text import Text

    for fault in faults:
        console.print(Text.assemble((f"{fault.layer}: {fault.what}", "bold"), f"  {fault.address}"))
        for side, said in (("gold", fault.gold), ("found", fault.found)):
            if said is not None:
                console.print(Text(f"  {side:<6}{' '.join(said[:_EXCERPT].split())}"))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(evaluate)
