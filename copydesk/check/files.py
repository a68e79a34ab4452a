"""The files of a release: all there, none besides, every byte as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.findings import Finding
from copydesk.release.manifest import DIGEST_NAME, NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release

_OF_THE_HUB = (".gitattributes", ".git/", ".cache/")  # what a repository of the Hub adds


def check(release: Release) -> Iterator[Finding]:
    """Check the files against the manifest; `arrow/` may be missing whole, as in published copies."""
    if release.manifest is None:
        return
    known = {entry["path"] for entry in release.manifest["files"]}
    present = set(release.present)
    without_arrow = not any(path.startswith("arrow/") for path in present)
    for path in sorted(known - present):
        if not (without_arrow and path.startswith("arrow/")):
            message = "is missing: the manifest names it"
            yield Finding(file=str(release.root / path), message=message)
    for path in sorted(present - known - {NAME, DIGEST_NAME}):
        if not path.startswith(_OF_THE_HUB):
            message = "is not in the manifest: a release is never added to"
            yield Finding(file=str(release.root / path), message=message)
    for path, fault in sorted(release.damaged.items()):
        yield Finding(file=str(release.root / path), message=f"{fault}; its content was not looked at")
