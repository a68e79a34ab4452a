"""Gold files: TOML of the form that schemas/gold.json describes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.errors import InputError, SchemaError
from copydesk.findings import Finding
from copydesk.findings.lines import line_of_key
from copydesk.gold import read_gold_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


def check(path: Path) -> Iterator[Finding]:
    """Check one gold file; the first fault is told."""
    try:
        read_gold_file(path)
    except (InputError, SchemaError) as error:
        message = str(error).removeprefix(f"{path}: ")
        if place := _PLACE.search(message):
            yield Finding(file=str(path), line=int(place[1]), message=message)
            return
        key, _, rest = message.partition(": ")
        if not rest or " " in key:
            yield Finding(file=str(path), line=1, message=message)
        else:
            yield Finding(file=str(path), line=line_of_key(path, key), path=key, message=rest)
