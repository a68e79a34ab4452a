"""Reading a published release back as its users do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.errors import PublishError

if TYPE_CHECKING:
    from copydesk.publish.parcel import Parcel


def read_rows(parcel: Parcel, repository: str, tag: str) -> None:
    """Load one row of every table of a dataset on the Hub, and hold it against the release.

    Args:
        parcel: The release.
        repository: The id of the dataset.
        tag: The revision.

    Raises:
        PublishError: A table cannot be loaded, or its types or its first row are others.
    """
    from datasets import Features, load_dataset
    from datasets.exceptions import DatasetsError

    for table, split, file in parcel.samples():
        expected = parcel.first_row(file)
        try:
            found = load_dataset(repository, table, revision=tag, split=split, streaming=True)
            row = next(iter(found))
        except (DatasetsError, OSError, ValueError) as error:
            raise PublishError(
                f"{repository}@{tag}: is published, but {table} cannot be loaded: {error}"
            ) from error
        if found.features != Features.from_arrow_schema(expected.schema) or [row] != expected.to_pylist():
            raise PublishError(f"{repository}@{tag}: the split {split} of {table} reads differently")
