"""Publishing to a folder: ``DIR/<version>/`` is there whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import PublishError
from copydesk.publish import Receipt
from copydesk.publish.parcel import first_row
from copydesk.release.manifest import NAME, file_digest
from copydesk.release.place import refuse_taken, release_place

if TYPE_CHECKING:
    from copydesk.publish import Options
    from copydesk.publish.parcel import Parcel


def publish(parcel: Parcel, target: str, options: Options) -> Receipt:
    """Copy a release into a folder beside its other versions.

    Raises:
        PublishError: The version is there with other content, or the copy is not like the original.
        ReleaseError: The folder cannot be written, or somebody else publishes this version there now.
    """
    place = Path(target) / parcel.version
    load = f'load_dataset("{place}")'
    if (place / NAME).is_file():
        _refuse_difference(parcel, place)
        return Receipt(place=str(place), load=load, outcome="unchanged", sent=(), kept=parcel.files)
    refuse_taken(place)
    if options.dry_run:
        return Receipt(place=str(place), load=load, outcome="planned", sent=parcel.files, kept=())
    with release_place(place) as staging:
        for file in parcel.files:
            options.say(f"{file.path}: {file.bytes:,} bytes")
            copy = staging / file.path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(parcel.root / file.path, copy)
        _refuse_difference(parcel, staging)
        for table, split, file in parcel.samples():
            if first_row(staging / file.path) != parcel.first_row(file):
                raise PublishError(f"{place}: the split {split} of {table} reads differently: try again")
    return Receipt(place=str(place), load=load, outcome="published", sent=parcel.files, kept=())


def _refuse_difference(parcel: Parcel, place: Path) -> None:
    if (place / NAME).read_bytes() != parcel.manifest_bytes:
        raise PublishError(
            f"{place}: version {parcel.version} is there already and is another release; "
            "what is published never changes: give this one a new version"
        )
    for file in parcel.files:
        copy = place / file.path
        if not copy.is_file() or file_digest(copy) != file.sha256:
            raise PublishError(f"{copy}: is not what {NAME} says: remove {place} and publish again")
