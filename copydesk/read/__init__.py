"""Bytes and addresses to raw pages: one module a format, each with ``read(file, keys)``."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from copydesk.errors import InputError, UsageError
from copydesk.pages import Page, refused_page, sha256
from copydesk.registry import Format, formats, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.config import Keys

_PIECE = 1 << 17  # packed bytes read at a time
_OF_A_RELEASE = frozenset(("manifest.json", "ledger.parquet"))  # whose tables are no pages
_NAMED = 8  # suffixes that are named of those left out
MOST_BYTES = 100_000_000
"""What is larger is no page: no editor wrote it, and no worker should hold it."""

__all__ = [
    "InputFile",
    "Inputs",
    "bounded",
    "broken",
    "find_files",
    "format_of",
    "opened",
    "read_pages",
    "tell_left_out",
]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and the address that its pages have or begin with."""

    path: Path
    address: str
    format: Format


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to read, sorted by address, and what else lay beside them."""

    files: tuple[InputFile, ...]
    left_out: Counter[str]  # what is no format's, by suffix, links to folders, and releases


def find_files(paths: Sequence[Path]) -> Inputs:
    """Find the input files in folders, and take the files that are named.

    The address of a page in a file is its path under the folder given, with forward slashes.

    Raises:
        InputError: A path is missing or cannot be read, or there is no input file at all.
        UsageError: A file named is of no known format.
    """
    files: list[InputFile] = []
    left_out: Counter[str] = Counter()
    for path in paths:
        if path.is_dir():
            for found in _walk(path, left_out):
                if (kind := format_of(found)) is None:
                    left_out[found.suffix or found.name] += 1
                else:
                    files.append(InputFile(found, _address(found.relative_to(path)), kind))
        elif not path.exists():
            raise InputError(f"{path}: no such file or folder")
        elif (kind := format_of(path)) is None:
            known = " ".join(suffix for each in formats().values() for suffix in each.suffixes)
            raise UsageError(f"{path}: of no known format (known: {known}, each also .gz or .zst)")
        else:
            files.append(InputFile(path, _address(Path(path.name)), kind))
    if not files:
        beside = f" (left out: {tell_left_out(left_out)})" if left_out else ""
        raise InputError(f"no page to read in {', '.join(map(str, paths))}{beside}")
    return Inputs(tuple(sorted(files, key=lambda file: (file.address, str(file.path)))), left_out)


def tell_left_out(left_out: Counter[str]) -> str:
    """Say what lay beside the files to read, the most first.

    >>> tell_left_out(Counter({".pdf": 2, "LICENSE": 1}))
    '2 .pdf, 1 LICENSE'
    """
    first = sorted(left_out.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(number for _, number in first[_NAMED:])
    named = [f"{number:,} {suffix}" for suffix, number in first[:_NAMED]]
    return ", ".join([*named, *([f"{rest:,} others"] if rest else [])])


def _walk(folder: Path, left_out: Counter[str]) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error

    for where, folders, names in os.walk(folder, onerror=stop):
        if _OF_A_RELEASE.issubset(names):
            left_out["releases"] += 1
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        # os.walk does not follow them, for they may lead round in a circle
        if linked := sum(Path(where, name).is_symlink() for name in folders):
            left_out["links to folders"] += linked
        for name in names:
            if not name.startswith("."):
                yield Path(where, name)


def format_of(path: Path) -> Format | None:
    """Give the format of a file by its suffix, below which it may be packed."""
    name = path.name.lower()
    for packing in read_schema("formats")["packed"]:
        name = name.removesuffix(packing)
    return next((each for each in formats().values() if name.endswith(each.suffixes)), None)


def _address(path: Path) -> str:
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, unpacked.

    Raises:
        InputError: The file cannot be opened, or is no regular one: a pipe would be waited for.
    """
    try:
        file = open(path, "rb", opener=_open_at_once)  # noqa: SIM115 - closed below
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise InputError(f"{path}: cannot be read: no regular file; leave it out")
        if path.name.lower().endswith(".gz"):
            with gzip.open(file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif path.name.lower().endswith(".zst"):
            yield io.BufferedReader(_Frames(file))
        else:
            yield file


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


class _Frames(io.RawIOBase):
    """Reads zstd frames one after the other, and unlike zstandard's own reader tells when one is cut."""

    def __init__(self, packed: IO[bytes]) -> None:
        import zstandard

        self._packed = packed
        self._unpacker = zstandard.ZstdDecompressor()
        self._frame = self._unpacker.decompressobj()
        self._rest = b""  # of the file, behind the frame
        self._ready = io.BytesIO()
        self._at = 0
        self._whole = True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go forward, as readers of archives do."""
        target = offset + (self._at if whence == io.SEEK_CUR else 0)
        if target < self._at or whence == io.SEEK_END:
            raise io.UnsupportedOperation("a packed file is read forward only")
        while self._at < target and self.read(min(_PIECE, target - self._at)):
            pass
        return self._at

    def readinto(self, buffer: Any) -> int:
        while not (size := self._ready.readinto(buffer)) and self._more():
            pass
        self._at += size
        return size

    def _more(self) -> bool:
        """Unpack the next piece, if there is one."""
        piece = self._rest or self._packed.read(_PIECE)
        if not piece:
            if not self._whole:
                raise EOFError("the zstd frame ends before its end")
            return False
        if self._frame.eof:
            self._frame = self._unpacker.decompressobj()
        self._ready = io.BytesIO(self._frame.decompress(piece))
        self._rest, self._whole = self._frame.unused_data, self._frame.eof
        return True


def broken() -> tuple[type[Exception], ...]:
    """Give the exceptions by which a packed file shows that it is damaged."""
    import zstandard

    return (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)


def whole_file(file: InputFile, kind: str) -> Iterator[Page]:
    """Give the one page of a file that is a page.

    Raises:
        InputError: The file cannot be opened.
    """
    try:
        with opened(file.path) as stream:
            raw = stream.read(MOST_BYTES + 1)  # one byte more, by which read_pages knows
    except broken() as error:
        packed = file.path.read_bytes()
        yield refused_page(file.address, packed, "malformed_record", f"cannot be unpacked: {error}")
        return
    yield Page(address=file.address, kind=kind, raw=raw, raw_sha256=sha256(raw))


def read_pages(inputs: Inputs, keys: Keys) -> Iterator[Page]:
    """Give the pages of all files, in the order of their addresses; what is too large is refused."""
    for file in inputs.files:
        yield from map(bounded, file.format.read(file, keys))


def bounded(page: Page) -> Page:
    """Give a page as it is, or refused if it is too large."""
    if len(page.raw) <= MOST_BYTES:
        return page
    detail = f"more than {MOST_BYTES:,} bytes, which is no page; part it into its articles"
    return refused_page(page.address, page.raw, "malformed_record", detail)
