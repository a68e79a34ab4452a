"""The page that a person asks for: out of a release, or read and converted on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from copydesk.config import BuildConfig
from copydesk.convert import Converter, Surveyor
from copydesk.errors import InputError, ReleaseError, UsageError
from copydesk.pages import batches
from copydesk.read import find_files, format_of, read_pages
from copydesk.released import find_address, pages_of_tables, read_released
from copydesk.schema import arrow_schema
from copydesk.survey import merge_surveys

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from copydesk.gold import Gold
    from copydesk.released import ReleasedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page to show: what became of it, and the layers that failed on it with the reason."""

    page: ReleasedPage
    failures: Mapping[str, str]


def find_in_release(release: Path, key: str) -> Shown:
    """Find a page of a release by the id of its article or by its address.

    Raises:
        ReleaseError: The release has no such page, or the folder is no release.
    """
    address = find_address(release, key)
    found = read_released(release, [address])
    if address not in found:
        raise ReleaseError(
            f"{release}: names the page {address!r} but has neither article nor reject of it"
        )
    page = found[address]
    failed = [name for name, value in (page.article or {}).items() if value is None and name in _labels()]
    return Shown(page=page, failures=dict.fromkeys(failed, "failed when the release was built"))


def _labels() -> frozenset[str]:
    from copydesk.registry import layers

    return frozenset(layers())


def convert_file(target: str, *, survey: bool) -> Shown:
    """Read one raw page and convert it.

    Args:
        target: The path of a file; of one with several pages FILE#N, the record of the Nth line or row
            if it has no address of its own, else the Nth page counted from 1.
        survey: Count first which lines the pages of the file's folder share.

    Raises:
        InputError: There is no such file, or it has no such page.
        UsageError: The file has several pages and none is named, or a layer does not exist.
    """
    path, number = _parted(target)
    inputs = find_files([path])
    pages = list(islice(read_pages(inputs, BuildConfig().keys), number))
    if number is None and len(pages) > 1:
        raise UsageError(f"{path}: has {len(pages)} pages; name one as {path}#1 ... {path}#{len(pages)}")
    line = f"{inputs.files[0].address}#{number}"  # by which rejects name the records of a file
    named = [page for page in pages if page.address == line]
    if not named and (not pages or (number is not None and len(pages) < number)):
        raise InputError(f"{target}: no such page, the file has {len(pages)}")
    page = (named or pages)[-1]
    shared = _survey(path.resolve().parent) if survey else merge_surveys([])
    made = Converter(config=BuildConfig(), survey=shared)(next(batches([page])))
    outcomes = made["outcomes"]
    rejects = outcomes.filter(pc.is_valid(outcomes["reason"])).select(arrow_schema("rejects").names)
    found = pages_of_tables(articles=made["articles"], lines=made["lines"], rejects=rejects)
    failures = {row["layer"]: row["detail"] for row in made["failures"].to_pylist()}
    return Shown(page=found[page.address], failures=failures)


def _parted(target: str) -> tuple[Path, int | None]:
    """The file and the number of the page in it."""
    path, number = Path(target), None
    if not path.exists():
        head, mark, tail = target.rpartition("#")
        if mark and tail.isdecimal() and int(tail) > 0:
            path, number = Path(head), int(tail)
    if path.is_dir():
        raise InputError(f"{target}: is a folder; name a file in it")
    if not path.is_file():
        raise InputError(f"{target}: no such file; to show a page by its id or address, name the --release")
    if format_of(path) is None:
        raise InputError(f"{path}: of no known format, so no page can be read from it")
    return path, number


def _survey(folder: Path) -> pa.Table:
    pages = read_pages(find_files([folder]), BuildConfig().keys)
    surveyor = Surveyor()
    return merge_surveys([surveyor(batch)["survey"] for batch in batches(pages)])


def gold_of(shown: Shown, target: str, gold: Mapping[str, Gold]) -> Gold:
    """Find the gold of a page by its address, or by the path of the file that it was read from.

    Raises:
        InputError: No gold file is about the page.
    """
    if (found := gold.get(shown.page.address)) is not None:
        return found
    path, _, number = target.partition("#")
    whole = "/".join(Path(path).resolve().parts) + (f"#{number}" if number else "")
    ends = [address for address in gold if whole.endswith(f"/{address}")]
    if not ends:
        raise InputError(f"{shown.page.address}: no gold file is about this page")
    return gold[max(ends, key=len)]
