"""sources.json: what people know of sources, in the form of schemas/sources.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.conformity import faults
from copydesk.findings import Finding
from copydesk.findings.lines import line_of_key, read_json
from copydesk.registry import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check(path: Path) -> Iterator[Finding]:
    """Check one file of sources."""
    content = read_json(path)
    if isinstance(content, Finding):
        yield content
        return
    for fault in faults(content, read_schema("sources")):
        key, _, message = fault.partition(": ")
        yield Finding(file=str(path), line=line_of_key(path, key), path=key, message=message)
