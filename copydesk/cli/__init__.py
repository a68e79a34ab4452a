"""The command line: parse, call one function, print, exit code.

Exit codes: 0 done; 1 it could not be done, or something was found wrong; 2 the call was wrong.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from copydesk.errors import CopydeskError

app = typer.Typer(
    name="copydesk",
    help="Raw news pages in, a versioned and labelled Arrow dataset in Hugging Face format out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"copydesk {version('copydesk')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=lambda wanted: _print_version(wanted=wanted), is_eager=True),
    ] = False,
) -> None:
    """Raw news pages in, a versioned and labelled Arrow dataset in Hugging Face format out."""


for _module in ("build", "evaluate", "show", "card", "releases", "validate", "publish"):
    import_module(f"copydesk.cli.{_module}").register(app)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; an error that the caller can do something about is one line."""
    try:
        return app(arguments)
    except CopydeskError as error:
        typer.echo(f"copydesk: {error}", err=True)
        sys.exit(error.exit_code)
