"""Where releases are: a folder, a Hub id or any URL of fsspec, and which versions are there.

A place is a release itself, or holds releases in folders (at most two levels down). On the Hub the tag
``vX.Y.Z`` of a dataset is the release X.Y.Z.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.errors import ReleaseError, UsageError
from copydesk.release import splits_of
from copydesk.release.manifest import NAME, parse_manifest, parse_version, read_manifest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from fsspec import AbstractFileSystem

    from copydesk.release.manifest import Manifest

    Number = tuple[int, int, int]

LATEST = "latest"
_HUB = re.compile(r"(?:hf://datasets/)?([\w.-]+/[\w.-]+)")
_TAG = re.compile(r"v((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))")
_DEPTH = 2
_CLIENT_ERRORS = {
    "botocore.exceptions": ("BotoCoreError", "ClientError"),  # s3fs
    "aiohttp": ("ClientError",),  # http, gcsfs, adlfs
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A release that was found.

    ``root`` is its path in ``filesystem``; ``place`` what a person calls it; ``hub`` the id and the tag
    of one on the Hub.
    """

    filesystem: AbstractFileSystem
    root: str
    place: str
    manifest: Manifest
    hub: tuple[str, str] | None = None

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine."""
        return "file" in _protocols(self.filesystem)

    @property
    def date(self) -> str | None:
        """When it was put there, in UTC, if the place knows: nothing in a release holds the clock."""
        if self.hub:
            from huggingface_hub import HfApi

            repository, tag = self.hub
            when = HfApi().dataset_info(repository, revision=tag).last_modified
        else:
            try:
                when = self.filesystem.modified(f"{self.root}/{NAME}")
            except NotImplementedError:  # of fsspec's filesystems that keep no times, such as HTTP
                return None
        return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if when else None

    def parquet(self, table: str, split: str) -> list[str]:
        """Give the paths, below the root, of the Parquet files of one split of a table, in order.

        Raises:
            UsageError: The release has no such table or split.
        """
        tables = self.manifest.tables
        if table not in tables:
            raise UsageError(f"{self.place} has no table {table!r} (there are: {', '.join(tables)})")
        if split not in tables[table]:
            known = ", ".join(tables[table])
            raise UsageError(
                f"the table {table} of {self.place} has no split {split!r} (there are: {known})"
            )
        begin = f"data/{table}/{split}-"
        return [file.path for file in self.manifest.files if file.path.startswith(begin)]

    def splits(self, table: str) -> tuple[str, ...]:
        """Give the splits of a table, in their order.

        Raises:
            UsageError: The release has no such table.
        """
        if table not in self.manifest.tables:
            known = ", ".join(self.manifest.tables)
            raise UsageError(f"{self.place} has no table {table!r} (there are: {known})")
        return tuple(split for split in splits_of(table) if split in self.manifest.tables[table])


def find_release(
    where: str | Path, version: str | None = None, storage_options: Mapping[str, Any] | None = None
) -> Found:
    """Find one release.

    Args:
        where: A folder, a Hub id (``org/name``) or a URL of fsspec.
        version: MAJOR.MINOR.PATCH; None or ``latest`` for the newest.
        storage_options: What fsspec needs to open the URL.

    Raises:
        UsageError: The version is none.
        ReleaseError: There is no release, not that version, or more than one of that version.
    """
    if repository := _hub_id(where):
        with _hub_errors(repository):
            tags = _tags(repository)
            return _tagged(repository, tags[_chosen(where, version, tags)])
    releases = list(_in_filesystem(str(where), storage_options))
    numbers = [parse_version(found.manifest.version) for found in releases]
    number = _chosen(where, version, numbers)
    matching = [found for found, one in zip(releases, numbers, strict=True) if one == number]
    if len(matching) > 1:
        places = ", ".join(found.place for found in matching)
        raise ReleaseError(f"{where}: version {matching[0].manifest.version} is there twice: {places}")
    return matching[0]


def _chosen(where: str | Path, version: str | None, numbers: Collection[Number]) -> Number:
    """The number of the version wanted among those that are there."""
    wanted = None if version in {None, LATEST} else parse_version(str(version))
    if not numbers:
        raise ReleaseError(_nothing(where))
    number = wanted or max(numbers)
    if number not in numbers:
        known = ", ".join(".".join(map(str, one)) for one in sorted(set(numbers)))
        raise ReleaseError(f"{where}: there is no version {version} (there are: {known})")
    return number


def find_releases(where: str | Path, storage_options: Mapping[str, Any] | None = None) -> list[Found]:
    """Find all releases of a place, by name and version, newest last.

    Args:
        where: A folder, a Hub id (``org/name``) or a URL of fsspec.
        storage_options: What fsspec needs to open the URL.

    Raises:
        ReleaseError: There is none, or one is broken.
    """
    if repository := _hub_id(where):
        with _hub_errors(repository):
            found = [_tagged(repository, tag) for tag in _tags(repository).values()]
    else:
        found = list(_in_filesystem(str(where), storage_options))
    if not found:
        raise ReleaseError(_nothing(where))
    return sorted(
        found, key=lambda one: (one.manifest.name, parse_version(one.manifest.version), one.place)
    )


def open_release(folder: Path) -> Found:
    """Open the release that a folder of this machine is.

    Raises:
        ReleaseError: It is none.
    """
    from fsspec.implementations.local import LocalFileSystem

    root = folder.absolute().as_posix()
    return Found(filesystem=LocalFileSystem(), root=root, place=str(folder), manifest=read_manifest(folder))


def _nothing(where: str | Path) -> str:
    if _hub_id(where):
        return f"{where}: this dataset of the Hub has no release: no tag vX.Y.Z"
    return f"{where}: there is no release: no {NAME} in it or in the folders below"


def _hub_id(where: str | Path) -> str | None:
    """The id of a dataset on the Hub, if that is what the place is; a folder comes first."""
    if isinstance(where, Path) or Path(where).exists():
        return None
    match = _HUB.fullmatch(where)
    return match[1] if match else None


def _in_filesystem(where: str, storage_options: Mapping[str, Any] | None) -> Iterator[Found]:
    from fsspec.core import url_to_fs

    try:
        filesystem, root = url_to_fs(where, **dict(storage_options or {}))
        steps = ("", *("/".join("*" * depth) + "/" for depth in range(1, _DEPTH + 1)))
        paths = [path for step in steps for path in filesystem.glob(f"{root.rstrip('/')}/{step}{NAME}")]
        if not paths and not filesystem.exists(root):
            raise ReleaseError(f"{where}: there is no such place")
        for path in sorted(paths):
            folder = path.removesuffix(f"/{NAME}")
            if folder != root and folder.rpartition("/")[2].startswith("."):
                continue  # one that is being built
            place = folder if "file" in _protocols(filesystem) else filesystem.unstrip_protocol(folder)
            manifest = parse_manifest(filesystem.cat_file(path), f"{place}/{NAME}")
            yield Found(filesystem=filesystem, root=folder, place=place, manifest=manifest)
    except _faults() as error:
        raise ReleaseError(f"{where}: cannot be read: {error}") from error


def _faults() -> tuple[type[Exception], ...]:
    """What reading from fsspec raises: errors of the system, and those of the clients that are in use."""
    clients = [
        getattr(import_module(module), name)
        for module, names in _CLIENT_ERRORS.items()
        if module in sys.modules
        for name in names
    ]
    return (OSError, ValueError, ImportError, *clients)


def _protocols(filesystem: AbstractFileSystem) -> tuple[str, ...]:
    protocol = filesystem.protocol
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)


def _tags(repository: str) -> dict[Number, str]:
    """The tags of a dataset on the Hub that are releases, by the number of their version."""
    from huggingface_hub import HfApi

    refs = HfApi().list_repo_refs(repository, repo_type="dataset")
    matches = [match for tag in refs.tags if (match := _TAG.fullmatch(tag.name))]
    return {parse_version(match[1]): match[0] for match in matches}


def _tagged(repository: str, tag: str) -> Found:
    """The release at a tag."""
    from huggingface_hub import HfFileSystem, hf_hub_download

    place = f"hf://datasets/{repository}@{tag}"
    path = hf_hub_download(repository, NAME, repo_type="dataset", revision=tag)
    manifest = parse_manifest(Path(path).read_bytes(), f"{place}/{NAME}")
    if f"v{manifest.version}" != tag:
        raise ReleaseError(f"{place}: the tag is {tag}, but {NAME} says {manifest.version}")
    root = f"datasets/{repository}@{tag}"
    hub = (repository, tag)
    return Found(filesystem=HfFileSystem(), root=root, place=place, manifest=manifest, hub=hub)


@contextmanager
def _hub_errors(repository: str) -> Iterator[None]:
    """Tell what the Hub refuses, and that it does not answer, in our words."""
    from huggingface_hub import errors

    transport: type[Exception] = errors.HTTPError  # type: ignore[attr-defined] # httpx's, or httpx2's
    try:
        yield
    except errors.RepositoryNotFoundError as error:
        message = f"{repository}: is neither a folder here nor a dataset on the Hub that you may read"
        raise ReleaseError(message) from error
    except (errors.HfHubHTTPError, transport, OSError) as error:
        what = " ".join(str(error).split())
        message = f"{repository}: is no folder here, and the Hub could not be read: {what}"
        raise ReleaseError(message) from error
