"""What changed from one release to another: rows, fields, splits, schema, and the number that calls for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from copydesk.registry import read_schema
from copydesk.release.bump import next_version, required_bump, same_rows, schema_changes
from copydesk.release.reading import TableReader, match_rows

if TYPE_CHECKING:
    from copydesk.release.bump import Bump
    from copydesk.release.compatibility import Change
    from copydesk.release.locate import Found
    from copydesk.release.reading import Matches

EXAMPLES = 3
"""So many are given of every kind of change."""
_SHOWN = 60  # characters of a value
_BEFORE = 12  # of them before the first difference
_VISIBLE = str.maketrans({"\n": "⏎", "\r": "␍", "\t": "⇥"})
_TOLD = {"articles": "address"}  # what tells a row to a person; else it is its text


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitDiff:
    """Rows of one split that were added, removed, changed, or came from another split."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One row that changed: its key, what tells it to a person, and the value before and after."""

    key: dict[str, Any]
    told: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDiff:
    """In how many rows a field has another value."""

    name: str
    changed: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDiff:
    """What changed in the rows of one table."""

    table: str
    splits: dict[str, SplitDiff]
    fields: tuple[FieldDiff, ...] = ()
    added: tuple[Example, ...] = ()
    removed: tuple[Example, ...] = ()
    moved: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed from one release to another."""

    old: str
    new: str
    bump: Bump
    schema: tuple[Change, ...]
    tables: tuple[TableDiff, ...] = field(default=())

    @property
    def least_version(self) -> str:
        """The least version that the later release may have."""
        return next_version(self.old, self.bump.level)


def diff_releases(old: Found, new: Found) -> Diff:
    """Compare two releases row by row and field by field.

    Memory holds the keys of one table and the hashes of one of its columns at a time, never its values.

    Args:
        old: The earlier release.
        new: The later one.
    """
    shared = [table for table in old.manifest.tables if table in new.manifest.tables]
    return Diff(
        old=old.manifest.version,
        new=new.manifest.version,
        bump=required_bump(old, new),
        schema=tuple(schema_changes(old, new)),
        tables=tuple(_diff_table(old, new, table) for table in shared),
    )


def _diff_table(old: Found, new: Found, table: str) -> TableDiff:
    if same_rows(old, new, table):
        return TableDiff(table=table, splits={split: SplitDiff() for split in new.splits(table)})
    before, after = TableReader(old, table), TableReader(new, table)
    matches = match_rows(before, after)
    moved = matches.moved
    fields, any_changed = _diff_fields(before, after, matches)
    counts = {
        "added": _by_split(matches.added["split"]),
        "removed": _by_split(matches.removed["split"]),
        "changed": _by_split(matches.pairs.filter(any_changed)["split_new"]),
        "moved": _by_split(moved["split_new"]),
    }
    splits = {
        split: SplitDiff(**{what: found.get(split, 0) for what, found in counts.items()})
        for split in dict.fromkeys((*old.splits(table), *new.splits(table)))
    }
    told = [_example(row) for row in _rows(after, moved["row_new"])]
    ways = zip(told, moved.head(EXAMPLES).iter_rows(named=True), strict=True)
    return TableDiff(
        table=table,
        splits=splits,
        fields=fields,
        added=tuple(_example(row) for row in _rows(after, matches.added["row"])),
        removed=tuple(_example(row) for row in _rows(before, matches.removed["row"])),
        moved=tuple(
            Example(key=one.key, told=one.told, old=way["split"], new=way["split_new"]) for one, way in ways
        ),
    )


def _by_split(splits: pl.Series) -> dict[str, int]:
    counted = splits.cast(pl.String).value_counts()
    return dict(zip(counted.to_series(0).to_list(), counted["count"].to_list(), strict=True))


def _diff_fields(
    before: TableReader, after: TableReader, matches: Matches
) -> tuple[tuple[FieldDiff, ...], pl.Series]:
    """Compare the fields that both sides have with one type; also say which pairs differ in any."""
    differs = pl.Series("differs", [False], pl.Boolean).new_from_index(0, matches.pairs.height)
    key = read_schema(after.table)["x-key"]
    fields = []
    for column in after.schema.names:
        if column in key or column not in before.schema.names:
            continue
        if before.schema.field(column).type != after.schema.field(column).type:
            continue
        old = before.hashes(column).gather(matches.pairs["row"])
        new = after.hashes(column).gather(matches.pairs["row_new"])
        changed = old != new
        if count := int(changed.sum()):
            differs |= changed
            rows = matches.pairs.filter(changed).head(EXAMPLES)
            examples = _changed_examples(before, after, column, rows)
            fields.append(FieldDiff(name=column, changed=count, examples=examples))
    return tuple(fields), differs


def _changed_examples(
    before: TableReader, after: TableReader, column: str, rows: pl.DataFrame
) -> tuple[Example, ...]:
    was = before.values(rows["row"].to_list(), [column])
    told = [_example(row) for row in _rows(after, rows["row_new"])]
    now = after.values(rows["row_new"].to_list(), [column])
    examples = []
    for one, old, new in zip(told, was, now, strict=True):
        shown = shorten(old[column], new[column])
        examples.append(Example(key=one.key, told=one.told, old=shown[0], new=shown[1]))
    return tuple(examples)


def _rows(side: TableReader, numbers: pl.Series) -> list[tuple[TableReader, dict[str, Any]]]:
    columns = [*read_schema(side.table)["x-key"], _TOLD.get(side.table, "text")]
    return [(side, row) for row in side.values(numbers.head(EXAMPLES).to_list(), columns)]


def _example(of: tuple[TableReader, dict[str, Any]]) -> Example:
    side, row = of
    key = {name: row[name] for name in read_schema(side.table)["x-key"]}
    return Example(key=key, told=_cut(row[_TOLD.get(side.table, "text")], 0))


def shorten(old: Any, new: Any) -> tuple[str, str]:
    """Give two values in few characters, so that what differs is seen.

    >>> shorten([1, 2], [1, 2, 3])
    ('2 items', '3 items')
    >>> shorten([1, 2], [1, 4])
    ('[1]: 2', '[1]: 4')
    >>> shorten({"a": 1, "b": 2}, {"a": 1, "b": None})
    ('b: 2', 'b: null')
    """
    if isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new) or old == new:
            return f"{len(old)} items", f"{len(new)} items"
        place = next(i for i, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
        return _below(f"[{place}]", old[place], new[place])
    if isinstance(old, dict) and isinstance(new, dict):
        name = next((name for name in new if old.get(name) != new[name]), "")
        return _below(name, old.get(name), new.get(name))
    was, now = _words(old), _words(new)
    same = next((i for i, pair in enumerate(zip(was, now, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(was), len(now)) if same is None else same
    return _cut(was, start), _cut(now, start)


def _below(place: str, old: Any, new: Any) -> tuple[str, str]:
    was, now = shorten(old, new)
    mark = "" if isinstance(new, dict) and isinstance(old, dict) else ":"
    joint = "." if not mark else " "
    return f"{place}{mark}{joint}{was}", f"{place}{mark}{joint}{now}"


def _words(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return f"{len(value)} items" if isinstance(value, list) else "a struct"
    return str(value)


def _cut(text: str, difference: int) -> str:
    """The stretch of a text around the place where it differs, on one line."""
    start = max(difference - _BEFORE, 0) if len(text) > _SHOWN else 0
    shown = text[start : start + _SHOWN]
    head, tail = "…" if start else "", "…" if start + _SHOWN < len(text) else ""
    return f"{head}{shown}{tail}".translate(_VISIBLE)
