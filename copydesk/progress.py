"""How a long run tells how far it is: a bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY = 10.0  # seconds between plain lines


class Step(Protocol):
    """One step of a run under way."""

    def __call__(self, pages: int, /) -> None:
        """Say that so many more pages are done."""


class Progress(Protocol):
    """Shows the steps of a run."""

    def step(self, name: str, total: int | None) -> AbstractContextManager[Step]:
        """Open a step of so many pages, if that is known."""

    def note(self, line: str) -> None:
        """Tell what a person should know of the run."""


class Silent:
    """Shows nothing."""

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Step]:  # noqa: ARG002 - shows nothing
        """Open a step that nobody sees."""
        yield lambda pages: None  # noqa: ARG005 - shows nothing

    def note(self, line: str) -> None:
        """Tell nobody."""


class Plain:
    """Writes a line to standard error now and then, and one when a step is done."""

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Step]:
        """Open a step."""
        start = said = time.monotonic()
        done = 0

        def advance(pages: int) -> None:
            nonlocal done, said
            done += pages
            if time.monotonic() - said >= _EVERY:
                said = time.monotonic()
                _say(name, done, total, said - start)

        yield advance
        _say(name, done, None, time.monotonic() - start)

    def note(self, line: str) -> None:
        """Write the line."""
        print(line, file=sys.stderr)  # noqa: T201


def _say(name: str, done: int, total: int | None, seconds: float) -> None:
    rate = done / seconds if seconds > 0 else 0.0
    of = f" of {total:,}" if total else ""
    left = f", {max(total - done, 0) / rate:,.0f} s left" if total and rate else ""
    print(f"{name}: {done:,}{of} pages, {rate:,.0f}/s{left}", file=sys.stderr)  # noqa: T201


class Bar:
    """Draws a bar on a terminal, with rate and time left."""

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Step]:
        """Open a step."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages, {task.fields[rate]}/s"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(name, total=total, rate="…")

            def advance(pages: int) -> None:
                bar.advance(task, pages)
                speed = bar.tasks[0].speed or bar.tasks[0].finished_speed
                bar.update(task, rate=f"{speed:,.0f}" if speed else "…")

            yield advance

    def note(self, line: str) -> None:
        """Write the line; notes come between steps."""
        print(line, file=sys.stderr)  # noqa: T201


def chosen_progress(*, quiet: bool) -> Progress:
    """Give what suits the place where standard error goes."""
    if quiet or sys.stderr is None:  # a caller may have closed it
        return Silent()
    return Bar() if sys.stderr.isatty() else Plain()
