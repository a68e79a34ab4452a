"""JSON lines of records, each against the schema of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.findings.records import record_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.findings import Finding


def check(path: Path) -> Iterator[Finding]:
    """Check every line of a file."""
    told: list[Finding] = []
    for _ in record_parts(path, told.append):
        yield from told
        told.clear()
    yield from told
