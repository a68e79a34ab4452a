"""``copydesk show``: one page in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copydesk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.evaluate import Fault
    from copydesk.show.find import Shown

MARKED = ("sentences", "attributions", "timexes", "countries", "hedges")
"""The layers that can be marked in a text."""


def show(  # noqa: PLR0913 - the options of the command
    page: Annotated[
        str,
        typer.Argument(
            metavar="ID|ADDRESS|FILE",
            help="An article's id or a page's address in --release, or a raw page: FILE, or FILE#N for the "
            "Nth of a file of several (or the address of a reject).",
            show_default=False,
        ),
    ],
    *,
    release: Annotated[Path | None, typer.Option(help="The release that has the page.")] = None,
    layers: Annotated[
        str | None,
        typer.Option(help=f"What to mark, with commas between: {', '.join(MARKED)}; by default all."),
    ] = None,
    gold: Annotated[Path | None, typer.Option(help="Folder of gold files; differences are marked.")] = None,
    survey: Annotated[
        bool,
        typer.Option("--survey", help="Of a FILE: first count which lines the pages of its folder share."),
    ] = False,
    whole_lines: Annotated[
        bool, typer.Option("--whole-lines", help="Fold long lines of the page instead of cutting them.")
    ] = False,
    width: Annotated[int | None, typer.Option(min=40, help="Columns; by default the terminal's.")] = None,
    format: Annotated[  # noqa: A002 - the option is called so in every command
        str, typer.Option(metavar="text|json", help="How the page is printed.")
    ] = "text",
) -> None:
    """Show one page: its lines with their roles, its record, and its labels in the text.

    A page of a release is shown as it is there. A FILE is read and converted on the spot.

        copydesk show corpus/pages/strait-register/ferry.txt --gold corpus/gold
    """
    from rich.console import Console

    from copydesk.gold import read_gold
    from copydesk.show import render_page
    from copydesk.show.find import convert_file, find_in_release, gold_of

    if format not in {"text", "json"}:
        raise UsageError(f"--format {format}: must be text or json")
    if release is not None and survey:
        raise UsageError("--survey is for a FILE; a release was surveyed when it was built")
    chosen = _chosen(layers)
    shown = find_in_release(release, page) if release is not None else convert_file(page, survey=survey)
    known = gold_of(shown, page, read_gold(gold)) if gold else None
    faults: Sequence[Fault] = ()
    if known:
        from copydesk.evaluate import score_page

        faults = score_page(shown.page, known, MARKED).faults
    if format == "json":
        typer.echo(_json(shown, faults if known else None))
        return
    console = Console(width=width, highlight=False)
    console.print(render_page(shown, chosen, gold=known, faults=faults, whole_lines=whole_lines))


def _chosen(layers: str | None) -> tuple[str, ...]:
    if layers is None:
        return MARKED
    named = [name.strip() for name in layers.split(",") if name.strip()]
    if unknown := sorted(set(named) - set(MARKED)):
        raise UsageError(
            f"--layers: no such layer to mark: {', '.join(unknown)} (there are: {', '.join(MARKED)})"
        )
    return tuple(name for name in MARKED if name in named)


def _json(shown: Shown, faults: Sequence[Fault] | None) -> str:
    import json

    content: dict[str, Any] = {
        "address": shown.page.address,
        "article": _plain(shown.page.article),
        "reject": _plain(shown.page.reject),
        "failures": dict(shown.failures),
        "lines": [line._asdict() for line in shown.page.lines],
    }
    if faults is not None:
        content["faults"] = [_plain(fault) for fault in faults]
    return json.dumps(content, indent=2, ensure_ascii=False, default=str)


def _plain(value: Any) -> Any:
    """The value as JSON has it: rows by field."""
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)
