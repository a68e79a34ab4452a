"""The line of a text file that a finding is about."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from copydesk.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def line_of_key(path: Path, key: str) -> int:
    """Give the line of a TOML or JSON file where a key such as ``timexes[2].value`` stands.

    The names of the key are looked for one after the other; a number counts tables of TOML. Where one is
    not there, the line of the last that is; 1 if there is none.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    at, name = 0, ""
    for match in _STEP.finditer(key):
        if match[1]:
            name = re.escape(match[1])
            forms = rf"^\s*\[+{name}[\].]|^\s*\"?{name}\"?\s*[=:]|\"{name}\"\s*:"
            skip = 0
        else:
            forms, skip = rf"^\s*\[\[{name}\]\]", int(match[2])
        hits = [number for number in range(at, len(lines)) if re.search(forms, lines[number])]
        if len(hits) > skip:
            at = hits[skip]
    return at + 1


def read_json(path: Path) -> Any:
    """Read a JSON file; the finding where it cannot be read."""
    try:
        return json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        return Finding(file=str(path), line=error.lineno, message=f"is no JSON: {error}")
    except (OSError, ValueError, RecursionError) as error:
        return Finding(file=str(path), message=f"cannot be read: {error}")
