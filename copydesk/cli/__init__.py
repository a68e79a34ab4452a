"""The command line: parse, call one function, print, exit code.

Exit codes: 0 done; 1 it could not be done, or something was found wrong; 2 the call was wrong; 130 it was
interrupted.
"""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; an error that the caller can do something about is one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter of a page
    try:
        with _one_line("copydesk"):
            return app(arguments)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            typer.echo("copydesk: interrupted; a release that was not finished is not there", err=True)
        raise


def run_script(command: Callable[..., None]) -> None:
    """Run the command of a script; an error that the caller can do something about is one line."""
    with _one_line(Path(sys.argv[0]).stem):
        typer.run(command)


@contextmanager
def _one_line(name: str) -> Iterator[None]:
    """Say in one line what the caller can do something about, and exit."""
    try:
        yield
    except CopydeskError as error:
        typer.echo(f"{name}: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{name}: {place}{error.strerror or error}", err=True)
        sys.exit(1)
