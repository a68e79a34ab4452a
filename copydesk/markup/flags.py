"""What the elements around a line say about it: by their names, and by the words in their class and id."""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from copydesk.markup.tokens import attributes_of


class Flag(IntEnum):
    """Kinds of element that a line can lie in: bits, of which a line has any number."""

    HIDDEN = 1
    NAVIGATION = 2
    HEADER = 4
    FOOTER = 8
    ASIDE = 16
    FIGURE = 32
    CAPTION = 64
    ARTICLE = 128
    MAIN = 256
    TABLE = 512
    LIST = 1024
    FORM = 2048
    QUOTE = 4096
    BODY = 8192
    RELATED = 16384
    PROMOTION = 32768
    SHARING = 65536
    AUTHOR = 131072
    COMMENTS = 262144
    DATE = 524288
    HEADLINE = 1048576
    SUBTITLE = 2097152


_BY_NAME = {
    "nav": Flag.NAVIGATION,
    "menu": Flag.NAVIGATION,
    "header": Flag.HEADER,
    "footer": Flag.FOOTER,
    "aside": Flag.ASIDE,
    "figure": Flag.FIGURE,
    "figcaption": Flag.CAPTION,
    "article": Flag.ARTICLE,
    "main": Flag.MAIN,
    "table": Flag.TABLE,
    "ul": Flag.LIST,
    "ol": Flag.LIST,
    "dl": Flag.LIST,
    "form": Flag.FORM,
    "button": Flag.FORM,
    "blockquote": Flag.QUOTE,
    "h1": Flag.HEADLINE,
}
_NAMING = re.compile(r"(?:class|id|role|itemprop|style|hidden)\b", re.IGNORECASE)
_HIDING = re.compile(
    r"hidden|display\s*:\s*none|visibility\s*:\s*hidden|sr-only|screen-reader", re.IGNORECASE
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWING = ("block", "flex", "grid", "inline", "table", "visible")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=8192)
def own_flags(name: str, attributes: str) -> int:
    """Give the flags of one element by its name and attributes.

    >>> own_flags("div", ' class="article-body"') == Flag.BODY
    True
    """
    flags = int(_BY_NAME.get(name, 0))
    if not _NAMING.search(attributes):
        return flags
    found = attributes_of(attributes)
    if _hides(found):
        flags |= Flag.HIDDEN
    if name in {"html", "body"}:  # their classes name the kind of page
        return flags
    for key in ("class", "id", "role", "itemprop"):
        for token in found.get(key, "").split():
            flags |= _flags_of_class(token)
    return flags


@lru_cache(maxsize=8192)
def is_hidden(attributes: str) -> bool:
    """Tell whether an element is marked as not shown.

    >>> is_hidden(' style="display: none"'), is_hidden(' aria-hidden="true"')
    (True, False)
    """
    return _HIDING.search(attributes) is not None and _hides(attributes_of(attributes))


def _hides(found: dict[str, str]) -> bool:
    if "hidden" in found and found["hidden"].lower() != "until-found":
        return True
    if _NO_DISPLAY.search(found.get("style", "")):
        return True
    classes = found.get("class", "").lower().split()
    if _lexicon()["hidden"].keys().isdisjoint(classes):
        return False
    # "hidden md:block" is hidden on narrow screens only
    return not any(name.endswith(_SHOWING) for name in classes)


@lru_cache(maxsize=8192)
def _flags_of_class(token: str) -> int:
    """Give the flags of one class name: of its words, and of two neighbouring words as one."""
    words = [word.lower() for word in _WORD.findall(token)]
    kinds, flags = _kinds_of_words(), 0
    for word in words:
        flags |= kinds.get(word, 0)
    for first, second in pairwise(words):
        flags |= kinds.get(first + second, 0)
    return flags


_KINDS = {
    "navigation": Flag.NAVIGATION,
    "header": Flag.HEADER,
    "footer": Flag.FOOTER,
    "aside": Flag.ASIDE,
    "caption": Flag.CAPTION,
    "body": Flag.BODY,
    "related": Flag.RELATED,
    "promotion": Flag.PROMOTION,
    "sharing": Flag.SHARING,
    "author": Flag.AUTHOR,
    "comments": Flag.COMMENTS,
    "date": Flag.DATE,
    "headline": Flag.HEADLINE,
    "subtitle": Flag.SUBTITLE,
}


@cache
def _lexicon() -> dict[str, dict[str, None]]:
    """Read the words of class names, by kind."""
    text = files("copydesk").joinpath("lexicon/markup_classes.toml").read_text(encoding="utf-8")
    return {kind: dict.fromkeys(entry["words"].split()) for kind, entry in tomllib.loads(text).items()}


@cache
def _kinds_of_words() -> dict[str, int]:
    """Give the flags of every word of the lexicon."""
    flags: dict[str, int] = {}
    for name, kind in _KINDS.items():
        for word in _lexicon()[name]:
            flags[word] = flags.get(word, 0) | kind
    return flags
