"""Findings: what is wrong with a release or a file, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault.

    A check gives the place and the message; whoever runs it adds the check's id and severity, unless
    this fault weighs less than the check's others.

    Attributes:
        file: The file, as the caller named it or below what the caller named.
        message: What is wrong, and what would be right.
        row: Number of the row in the file, from 0, as in ``dataset[row]``.
        line: Number of the line in a text file, from 1.
        id: The article's id, where the row has one.
        path: The field in the row or the key in the file, such as ``attributions[2].kind``.
        value: What stands there.
        check: Id of the check.
        severity: `error` or `warning`.
    """

    file: str
    message: str
    row: int | None = None
    line: int | None = None
    id: str | None = None
    path: str | None = None
    value: object = None
    check: str = ""
    severity: str = ""


def shown(value: object, width: int = 80) -> str:
    """Give a value as a short text of one line."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[: width + 1])
    return text if len(text) <= width else f"{text[: width - 1]}…"
