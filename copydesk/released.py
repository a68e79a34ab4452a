"""Single pages as a release has them: the article or the reject, and the lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from copydesk.errors import ReleaseError
from copydesk.record import Attribution, Country, Hedge, Run, Span, Timex
from copydesk.registry import read_schema
from copydesk.release.manifest import NAME as MANIFEST
from copydesk.schema import arrow_schema, class_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ROWS: dict[str, type[Any]] = {
    "paragraphs": Span,
    "sentences": Span,
    "attributions": Attribution,
    "timexes": Timex,
    "countries": Country,
    "hedges": Hedge,
    "alignment": Run,
}
"""What the rows of a column that is a list of structs are, in Python."""


class Line(NamedTuple):
    """One line of a page that is not blank."""

    number: int
    text: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPage:
    """One page: either its article, by column, or why it has none, by column; and its lines."""

    address: str
    article: Mapping[str, Any] | None
    reject: Mapping[str, Any] | None
    lines: tuple[Line, ...]


def read_released(release: Path, addresses: Sequence[str]) -> dict[str, ReleasedPage]:
    """Read what a release has of some pages.

    Returns:
        The pages that it has, by address, in the order asked for.

    Raises:
        ReleaseError: The folder is no release.
    """
    wanted = pc.field("address").isin(pa.array(addresses, pa.string()))
    tables = {
        name: _read(release, path, wanted)
        for name, path in (
            ("articles", "data/articles"),
            ("lines", "data/lines"),
            ("rejects", "rejects.parquet"),
        )
    }
    found = pages_of_tables(**tables)
    return {address: found[address] for address in addresses if address in found}


def find_address(release: Path, key: str) -> str:
    """Give the address of the page that a person means by an article's id or a page's address.

    Raises:
        ReleaseError: The release has no such page, or the folder is no release.
    """
    for path, column in (
        ("data/articles", "id"),
        ("data/articles", "address"),
        ("rejects.parquet", "address"),
    ):
        table = _read(release, path, pc.field(column) == key, columns=["address"])
        if table.num_rows:
            return str(table["address"][0].as_py())
    raise ReleaseError(f"{release}: has no page with the id or address {key!r}")


def _read(release: Path, path: str, wanted: pc.Expression, columns: list[str] | None = None) -> pa.Table:
    if not (release / path).exists():
        table = path.removeprefix("data/")
        if table == path or not (release / MANIFEST).exists():
            raise ReleaseError(f"{release}: no release: it has no {path}")
        whole = arrow_schema(table).empty_table()  # a table without rows has no files
        return whole.select(columns) if columns else whole
    try:
        return pq.read_table(release / path, filters=wanted, columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{release / path}: cannot be read: {error}") from error


def pages_of_tables(*, articles: pa.Table, lines: pa.Table, rejects: pa.Table) -> dict[str, ReleasedPage]:
    """Put the rows of pages together, by address; an article goes before a reject of the same address."""
    roles = class_names(read_schema("lines")["properties"]["role"])
    by_page: dict[str, list[Line]] = {}
    told = zip(*(lines[name].to_pylist() for name in ("address", "number", "text", "role")), strict=True)
    for address, number, text, role in told:
        by_page.setdefault(address, []).append(Line(number, text, roles[role]))
    refused = {row["address"]: row for row in rejects.to_pylist()}
    made = {row["address"]: _article(row) for row in articles.to_pylist()}
    return {
        address: ReleasedPage(
            address=address,
            article=made.get(address),
            reject=None if address in made else refused.get(address),
            lines=tuple(sorted(by_page.get(address, ()))),
        )
        for address in {**made, **refused}
    }


def _article(row: dict[str, Any]) -> dict[str, Any]:
    """The row with names for the numbers of classes and tuples for structs."""
    topics = class_names(read_schema("articles")["properties"]["topic"])
    row["topic"] = None if row["topic"] is None else topics[row["topic"]]
    for name, kind in ROWS.items():
        if row.get(name) is not None:
            row[name] = tuple(kind(**entry) for entry in row[name])
    return row
