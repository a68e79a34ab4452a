"""The place of a release: locked while it is made, filled beside itself, moved there whole."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import InputError, ReleaseError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def release_place(out: Path) -> Iterator[Path]:
    """Give an empty folder to make a release in; move it to its place at the end, unless that fails.

    What an earlier build left when it was killed is cleared first.

    Args:
        out: Where the release shall be.

    Raises:
        ReleaseError: There is something already, another build is under way there, or the place
            cannot be written or is full.
        InputError: What the release is made of cannot be read.
        UsageError: The name of the place is no UTF-8.
    """
    out = out.absolute()
    if os.fsencode(out).decode("utf-8", "replace") != str(out):
        raise UsageError(f"{out}: this name is no UTF-8, which Arrow needs; choose another --out")
    beside = out.parent / f".{out.name}.building"
    try:
        refuse_taken(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with _locked(beside, out):
            refuse_taken(out)
            _clear(beside)
            try:
                yield beside
                refuse_taken(out)
                beside.rename(out)
            except BaseException:
                shutil.rmtree(beside, ignore_errors=True)
                raise
    except OSError as error:
        if error.filename and not _concerns(Path(os.fsdecode(error.filename)), beside, out):
            raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error
        what = os.strerror(error.errno) if error.errno else " ".join(str(error).split())
        raise ReleaseError(f"{error.filename or out}: the release could not be written: {what}") from error


def _concerns(path: Path, beside: Path, out: Path) -> bool:
    """Whether a path lies in the folder that is filled, or leads to it or to the place."""
    path = path.absolute()
    return path.is_relative_to(beside) or any(place.is_relative_to(path) for place in (beside, out))


@contextmanager
def _locked(folder: Path, out: Path) -> Iterator[None]:
    """Make the folder and hold a lock on it, which ends with the process, however that ends."""
    while True:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise ReleaseError(f"{out}: another build is making this release; wait for it") from error
        try:
            # the build that held the lock may have moved the folder away meanwhile
            if folder.exists() and folder.stat().st_ino == os.fstat(handle).st_ino:
                yield
                return
        finally:
            os.close(handle)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def refuse_taken(out: Path) -> None:
    """See that a place is free for a release: nothing there, or an empty folder.

    Raises:
        ReleaseError: There is something.
    """
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists():
        raise ReleaseError(
            f"{out}: there is something already, and a release is never overwritten: "
            "choose another --out, or remove it yourself"
        )
