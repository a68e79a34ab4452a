"""copydesk: raw news pages in, a versioned and labelled Arrow dataset out.

    copydesk.load("1.2.0", "releases/")            a `datasets.DatasetDict`, to train on
    copydesk.scan("1.2.0", "organisation/news")    a polars `LazyFrame`, to ask questions of

The place is a folder, an id on the Hub or a URL of fsspec. What the functions need is imported when they
are first asked for, so that ``import copydesk`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.loader import load, scan

__all__ = ["load", "scan"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from copydesk import loader

    return getattr(loader, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
