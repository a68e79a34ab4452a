"""Names under which pages declare what they are, by what they hold, from the lexicon."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def names_of(field: str) -> tuple[str, ...]:
    """Give the names of a field, best first.

    >>> names_of("title")[0]
    'og:title'
    """
    return _lexicon()[field]


def says_updated(text: str) -> bool:
    """Tell whether a text speaks of an update.

    >>> says_updated("Last updated: "), says_updated("Published ")
    (True, False)
    """
    lowered = text.lower()
    return any(word in lowered for word in names_of("updated"))


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    text = files("copydesk").joinpath("lexicon/markup_metadata.toml").read_text(encoding="utf-8")
    return {field: tuple(entry["names"].split()) for field, entry in tomllib.loads(text).items()}
