"""The manifest: what a release holds and how it was made."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from copydesk.conformity import faults
from copydesk.errors import ReleaseError, UsageError
from copydesk.registry import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "manifest.json"
DIGEST_NAME = "manifest.json.sha256"
"""The digest of the manifest itself, in the form that `sha256sum -c` reads."""
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a release; rows where it holds rows."""

    path: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What manifest.json says; schemas/manifest.json explains the fields."""

    name: str
    version: str
    parent: dict[str, str] | None
    code: dict[str, str]
    schema: str
    config: dict[str, Any]
    input: dict[str, Any]
    counts: dict[str, Any]
    tables: dict[str, dict[str, dict[str, Any]]]
    files: tuple[File, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that the release has."""
        return tuple(self.counts["labels"])


def refuse_lost_pages(manifest: Manifest) -> None:
    """See that every page is an article or a reject: what the whole dataset stands on.

    Raises:
        ReleaseError: The numbers do not add up.
    """
    pages, articles = manifest.counts["pages"], manifest.counts["articles"]
    rejects = sum(manifest.counts["rejects"].values())
    if pages != articles + rejects:
        raise ReleaseError(
            f"{pages} pages in, but {articles} articles and {rejects} rejects out: report this"
        )


def parse_version(text: str) -> tuple[int, int, int]:
    """Give the three numbers of a version.

    Raises:
        UsageError: It is not MAJOR.MINOR.PATCH.
    """
    if not (match := _VERSION.fullmatch(text)):
        raise UsageError(f"version {text!r} is not MAJOR.MINOR.PATCH, such as 1.0.0")
    major, minor, patch = match.groups()
    return int(major), int(minor), int(patch)


def file_entry(root: Path, path: Path, rows: int | None = None) -> File:
    """Describe a file of a release."""
    return File(
        path=path.relative_to(root).as_posix(),
        bytes=path.stat().st_size,
        sha256=file_digest(path),
        rows=rows,
    )


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file as 64 hex digits."""
    whole = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()


def input_digest(pages: Iterable[tuple[str, str]]) -> str:
    """Give the digest of an input, whatever its order: its pages' addresses and their digests."""
    whole = hashlib.sha256()
    for address, digest in sorted(pages):
        whole.update(f"{digest} {address}\n".encode())
    return whole.hexdigest()


def write_manifest(manifest: Manifest, root: Path) -> None:
    """Write the manifest of a release, and its own digest beside it."""
    content = asdict(manifest)
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (root / NAME).write_text(text + "\n", encoding="utf-8")
    (root / DIGEST_NAME).write_text(digest_line(root / NAME), encoding="utf-8")


def digest_line(path: Path) -> str:
    """Give the digest of a file and its name, as `sha256sum` writes them."""
    return f"{file_digest(path)}  {path.name}\n"


def read_manifest(root: Path) -> Manifest:
    """Read the manifest of a release.

    Raises:
        ReleaseError: There is none, or it is not a manifest.
    """
    path = root / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ReleaseError(f"{root}: no release: it has no {NAME}") from error
    except OSError as error:
        raise ReleaseError(f"{path}: cannot be read: {error}") from error
    return parse_manifest(content, str(path))


def parse_manifest(text: bytes, place: str) -> Manifest:
    """Give what a manifest says.

    Args:
        text: The bytes of manifest.json.
        place: Where it stands, for the error.

    Raises:
        ReleaseError: It is not a manifest.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReleaseError(f"{place}: is not a manifest: {error}") from error
    own = read_schema("manifest")
    if not isinstance(content, dict) or content.get("schema", own["x-version"]) == own["x-version"]:
        for fault in faults(content, own):
            raise ReleaseError(f"{place}: is not a manifest: {fault}")
    try:
        files = tuple(File(**entry) for entry in content.pop("files"))
        return Manifest(**content, files=files)
    except (TypeError, KeyError) as error:  # of another version of the schemas
        raise ReleaseError(f"{place}: is not a manifest: {error}") from error
