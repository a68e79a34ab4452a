"""Text dumps: a file is a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.read import InputFile, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.config import Keys
    from copydesk.pages import Page


def read(file: InputFile, keys: Keys) -> Iterator[Page]:  # noqa: ARG001 - keys are for records
    """Give the one page of the file.

    Raises:
        InputError: The file cannot be opened.
    """
    return whole_file(file, "text")
