"""The manifest: its form, and its own digest, by which any changed byte of it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.findings import WARNING, Finding
from copydesk.release.manifest import DIGEST_NAME, NAME, digest_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check manifest.json and manifest.json.sha256."""
    path, digest = release.root / NAME, release.root / DIGEST_NAME
    if not path.is_file():
        yield Finding(file=str(path), message="is missing: without it nothing says what must be here")
        return
    if not digest.is_file():
        message = "is missing: a changed byte of the manifest would not be noticed"
        yield Finding(file=str(digest), message=message, severity=WARNING)
    elif digest.read_bytes() != digest_line(path).encode():
        yield Finding(file=str(path), message=f"is not as {DIGEST_NAME} says: one of the two was changed")
    for fault in release.manifest_faults:
        key, _, message = fault.rpartition(": ") if ": " in fault else ("", "", fault)
        yield Finding(file=str(path), path=key or None, message=message)
