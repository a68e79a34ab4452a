"""Time expressions: values of the form that their type has."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part

_DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})"


def check(part: Part) -> Iterator[Finding]:
    """Check the values of all time expressions, as the articles or their own table have them."""
    if not part.has("timexes"):
        return
    rows = explode(part.frame, "timexes")
    value = pl.col("value")
    for kind, pattern in patterns().items():
        wrong = rows.filter((pl.col("type") == kind) & ~value.str.contains(pattern))
        for row in wrong.iter_rows(named=True):
            message = f"{row['value']!r} is no TIMEX3 value of a {kind}"
            yield _finding(part, row, message)
    day = value.str.extract(_DAY)
    impossible = day.is_not_null() & day.str.to_date("%Y-%m-%d", strict=False).is_null()
    for row in rows.filter(impossible).iter_rows(named=True):
        yield _finding(part, row, f"{row['value']!r} names a day that does not exist")


def _finding(part: Part, row: dict[str, object], message: str) -> Finding:
    path = item_path("timexes", int(str(row["index"])), "value")
    return part.finding(int(str(row["row"])), message, path=path, value=row["value"])


@cache
def patterns() -> dict[str, str]:
    """Give the regular expression of each type's values."""
    content = tomllib.loads((files("copydesk.lexicon") / "timex_values.toml").read_text(encoding="utf-8"))
    parts, found = content["parts"], content["values"]
    for name, pattern in parts.items():
        found = {kind: whole.replace(f"<{name}>", f"(?:{pattern})") for kind, whole in found.items()}
    return {kind: f"^(?:{whole})$" for kind, whole in found.items()}
