"""A diff of releases for programs (JSON) and as a section of a changelog (Markdown)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from copydesk.release.card import markdown_table
from copydesk.release.compatibility import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.release.diff import Diff, Example, TableDiff


def as_json(diff: Diff) -> dict[str, Any]:
    """Give a diff as JSON has it."""
    return {
        "old": diff.old,
        "new": diff.new,
        "level": level_name(diff.bump.level),
        "reasons": list(diff.bump.reasons),
        "least_version": diff.least_version,
        "schema": [
            {"level": level_name(one.level), "table": one.table, "field": one.path, "what": one.what}
            for one in diff.schema
        ],
        "tables": {table.table: _table_json(table) for table in diff.tables},
    }


def _table_json(table: TableDiff) -> dict[str, Any]:
    content = asdict(table)
    del content["table"]
    for what in ("added", "removed"):
        content[what] = [{"key": one["key"], "told": one["told"]} for one in content[what]]
    return content


def level_name(level: Level) -> str:
    """Give the name of a level: MAJOR, MINOR, PATCH or none."""
    return "none" if level is Level.NONE else level.name


def verdict(diff: Diff) -> str:
    """Say in one sentence which number the changes call for, and why."""
    reasons = "; ".join(diff.bump.reasons)
    if diff.bump.level is Level.NONE:
        return f"No new version is needed: {reasons}."
    return f"{diff.bump.level.name} (at least {diff.least_version}): {reasons}."


def row_counts(diff: Diff) -> list[tuple[object, ...]]:
    """Give table, split, and rows added, removed, changed and moved there, where there are any."""
    return [
        (table.table, split, found.added, found.removed, found.changed, found.moved)
        for table in diff.tables
        for split, found in table.splits.items()
        if found.added or found.removed or found.changed or found.moved
    ]


ROW_HEAD = ("table", "split", "added", "removed", "changed", "moved here")


def as_markdown(diff: Diff) -> str:
    """Give a diff as a section of a changelog."""
    parts = [f"## {diff.new}", f"Since {diff.old}. {verdict(diff)}"]
    if diff.schema:
        parts += [
            "### Schema",
            "\n".join(f"- `{one.table}{_dotted(one.path)}` {one.what}" for one in diff.schema),
        ]
    if counts := row_counts(diff):
        parts += ["### Rows", markdown_table(ROW_HEAD, counts)]
    if any(table.fields for table in diff.tables):
        rows: list[tuple[object, ...]] = [
            (f"`{table.table}.{one.name}`", one.changed, _difference(one.examples[0]))
            for table in diff.tables
            for one in table.fields
        ]
        parts += ["### Values", markdown_table(("field", "rows changed", "for example"), rows)]
    if articles := [
        line for table in diff.tables if table.table == "articles" for line in _articles(table)
    ]:
        parts += ["### Articles, for example", "\n".join(articles)]
    return "\n\n".join(parts) + "\n"


def _dotted(path: str) -> str:
    return f".{path}" if path else ""


def _difference(one: Example) -> str:
    return f"{_code(one.old)} → {_code(one.new)} ({_code(next(iter(one.key.values())))})"


def _code(value: object) -> str:
    text = str(value)
    fence = "``" if "`" in text else "`"
    space = " " if fence == "``" else ""
    return f"{fence}{space}{text}{space}{fence}"


def _articles(table: TableDiff) -> Iterator[str]:
    for what, examples in (("added", table.added), ("taken away", table.removed)):
        for one in examples:
            yield f"- {what}: {_code(one.told)} ({_code(one.key['id'])})"
    for one in table.moved:
        yield f"- moved from {one.old} to {one.new}: {_code(one.told)} ({_code(one.key['id'])})"
