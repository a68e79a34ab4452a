"""Countries: codes that exist."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part


def check(part: Part) -> Iterator[Finding]:
    """Check the codes of all mentions."""
    if not part.has("countries"):
        return
    rows = explode(part.frame, "countries")
    for row in rows.filter(~pl.col("code").is_in(codes())).iter_rows(named=True):
        message = f"{row['code']!r} is no code of ISO 3166-1 alpha-3"
        path = item_path("countries", row["index"], "code")
        yield part.finding(row["row"], message, path=path, value=row["code"])


@cache
def codes() -> tuple[str, ...]:
    """Give the codes of the lexicon of countries."""
    text = (files("copydesk.lexicon") / "countries.txt").read_text(encoding="utf-8")
    return tuple(line[:3] for line in text.splitlines() if line and not line.startswith("#"))
