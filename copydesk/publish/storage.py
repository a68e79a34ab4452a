"""Publishing to storage that fsspec knows (S3, GCS, SFTP ...): ``prefix/<version>/``, manifest.json last.

A folder without manifest.json is no release yet: a run that was cut goes on where it was.
"""

from __future__ import annotations

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.errors import PublishError, UsageError
from copydesk.publish import Receipt
from copydesk.publish.parcel import first_row
from copydesk.release.manifest import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from copydesk.publish import Options
    from copydesk.publish.parcel import Parcel
    from copydesk.release.manifest import File

_Result = TypeVar("_Result")
_AT_ONCE = 8
"""Files under way at a time."""
_CLIENT_ERRORS = {
    "botocore.exceptions": ("BotoCoreError", "ClientError"),  # s3fs
    "aiohttp": ("ClientError",),  # http, gcsfs, adlfs
    "gcsfs.retry": ("HttpError",),
    "azure.core.exceptions": ("AzureError",),  # adlfs
}
"""What the clients below fsspec raise, which has no error of its own for a connection that fails."""


def publish(parcel: Parcel, target: str, options: Options) -> Receipt:
    """Copy a release to storage, beside its other versions.

    Raises:
        UsageError: No such kind of storage, or what fsspec needs for it is not installed.
        PublishError: The version is there with other content, or the storage refused or failed.
    """
    from fsspec.core import url_to_fs

    if not target.partition("://")[2].strip("/"):
        raise UsageError(f"{target}: names no place in the storage, as s3://bucket/prefix does")
    place = f"{target.rstrip('/')}/{parcel.version}"
    try:
        storage, root = url_to_fs(place)
    except (ValueError, ImportError) as error:
        raise UsageError(f"{target}: {error}") from error
    except OSError as error:  # some connect at once
        raise PublishError(f"{place}: {error}; publish again, and it goes on where it was") from error
    with _told(place):
        outcome, sent = _publish(parcel, _Place(storage, root, place), options)
    kept = tuple(file for file in parcel.files if file not in sent)
    load = f'load_dataset("parquet", data_files="{place}/data/articles/train-*.parquet")'
    return Receipt(place=place, load=load, outcome=outcome, sent=sent, kept=kept)


class _Place:
    """A folder in storage."""

    def __init__(self, storage: Any, root: str, name: str) -> None:
        self.storage = storage
        self.root = root.rstrip("/")
        self.name = name

    def path(self, file: File) -> str:
        return f"{self.root}/{file.path}"

    def sizes(self) -> dict[str, int]:
        """Give the bytes of every file that is there, by its path in the folder."""
        self.storage.invalidate_cache()
        found = self.storage.find(self.root, detail=True)
        return {path.removeprefix(f"{self.root}/"): entry["size"] for path, entry in found.items()}

    def together(self, work: Callable[[File], _Result], files: Sequence[File]) -> list[_Result]:
        """Do something for many files, several at a time where the storage allows it."""
        with ThreadPoolExecutor(_AT_ONCE if self.storage.async_impl else 1) as pool:
            return list(pool.map(work, files))

    def holds(self, file: File) -> bool:
        """Whether a file that is there has the content that it must have; this reads it."""
        with self.storage.open(self.path(file), "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256


def _publish(parcel: Parcel, place: _Place, options: Options) -> tuple[Any, tuple[File, ...]]:
    sizes = place.sizes()
    whole = NAME in sizes
    if whole and place.storage.cat_file(f"{place.root}/{NAME}") != parcel.manifest_bytes:
        raise PublishError(
            f"{place.name}: version {parcel.version} is there already and is another release; "
            "what is published never changes: give this one a new version"
        )
    if strays := sorted(set(sizes) - {file.path for file in parcel.files}):
        raise PublishError(
            f"{place.name}: holds what is no part of this release, such as {strays[0]}: "
            "perhaps the rest of an attempt with another one; remove it"
        )
    held = place.together(
        lambda file: sizes.get(file.path) == file.bytes and place.holds(file), parcel.files
    )
    missing = tuple(file for file, there in zip(parcel.files, held, strict=True) if not there)
    if whole and missing:
        raise PublishError(
            f"{place.name}: {missing[0].path} is not what {NAME} says: remove the folder and publish again"
        )
    if whole or options.dry_run:
        return ("unchanged" if whole else "planned"), missing
    place.together(
        lambda file: _send(parcel, file, place, options), [file for file in missing if file.path != NAME]
    )
    _read_back(parcel, place)
    place.storage.pipe_file(f"{place.root}/{NAME}", parcel.manifest_bytes, mode="create")
    if place.storage.cat_file(f"{place.root}/{NAME}") != parcel.manifest_bytes:
        raise PublishError(f"{place.name}: {NAME} came back different: remove the folder and try again")
    return "published", missing


def _send(parcel: Parcel, file: File, place: _Place, options: Options) -> None:
    options.say(f"{file.path}: {file.bytes:,} bytes")
    place.storage.makedirs(place.path(file).rpartition("/")[0], exist_ok=True)
    place.storage.put_file(str(parcel.root / file.path), place.path(file))
    if not place.holds(file):
        raise PublishError(f"{place.name}: {file.path} came back different: publish again")


def _read_back(parcel: Parcel, place: _Place) -> None:
    """Read one row of every table as whoever loads it does."""
    for table, split, file in parcel.samples():
        with place.storage.open(place.path(file), "rb") as stream:
            found = first_row(stream)
        if found != parcel.first_row(file):
            raise PublishError(f"{place.name}: the split {split} of {table} reads differently: try again")


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Say in one line what went wrong, whatever client raised it."""
    try:
        yield
    except PermissionError as error:
        raise PublishError(
            f"{place}: access refused: see that your credentials may read, list and write there"
        ) from error
    except FileExistsError as error:
        raise PublishError(f"{place}: somebody else published this version meanwhile") from error
    except _client_errors() as error:
        raise PublishError(f"{place}: {_first_line(error)}: publish again, and it goes on") from error


def _client_errors() -> tuple[type[Exception], ...]:
    loaded = [(sys.modules[name], kinds) for name, kinds in _CLIENT_ERRORS.items() if name in sys.modules]
    return (OSError, *(getattr(module, kind) for module, kinds in loaded for kind in kinds))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
