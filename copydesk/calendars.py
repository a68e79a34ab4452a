"""The words of a calendar: months, weekdays and the little words of a date, in some sixty languages.

A name is looked up by its key: lower case, without accents over Latin, Greek and Cyrillic
letters and without the marks of Arabic. Names
that mean different months in different languages (``listopada`` is November in Polish, October in
Croatian) stay ambiguous until a language or a weekday decides.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_LEXICON = Path(__file__).with_name("lexicon")
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0655]+")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


class Names(NamedTuple):
    """What names mean: by key, each number (month 1-12, weekday 0-6) with the languages that say so."""

    months: dict[str, dict[int, frozenset[str]]]
    weekdays: dict[str, frozenset[int]]


class Words(NamedTuple):
    """The little words of dates and the labels before them."""

    day_endings: frozenset[str]
    fillers: frozenset[str]
    year_fillers: frozenset[str]
    year_first_languages: frozenset[str]
    numeric_day_first_languages: frozenset[str]
    numeric_day_first_tags: frozenset[str]
    only_after_a_day: frozenset[str]
    not_before: frozenset[str]
    published: frozenset[str]
    modified: frozenset[str]
    other: frozenset[str]


def key_of(word: str) -> str:
    """Give the form under which a word is looked up.

    >>> key_of("FÉVRIER"), key_of("Ağustos"), key_of("KASIM") == key_of("Kasım")
    ('fevrier', 'agustos', True)
    """
    if word.isascii():
        return word.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word.casefold()))
    return unicodedata.normalize("NFC", bare).replace("ı", "i")


def ascii_digits(text: str) -> str:
    """Write every decimal digit as 0-9; the length stays.

    >>> ascii_digits("٣٠ أغسطس ٢٠٠٦")
    '30 أغسطس 2006'
    """
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


@cache
def names() -> Names:
    """Read the names of months and weekdays."""
    data = json.loads((_LEXICON / "dates_names.json").read_text("utf-8"))
    months: dict[str, dict[int, set[str]]] = {}
    weekdays: dict[str, set[int]] = {}
    for tag, entry in data["languages"].items():
        language = tag.partition("-")[0]
        for number, spellings in enumerate(entry["months"], 1):
            for spelling in spellings:
                months.setdefault(key_of(spelling), {}).setdefault(number, set()).add(language)
        for number, spellings in enumerate(entry["days"]):
            for spelling in spellings:
                weekdays.setdefault(key_of(spelling), set()).add(number)
    return Names(
        {key: {m: frozenset(found) for m, found in by.items()} for key, by in months.items()},
        {key: frozenset(days) for key, days in weekdays.items()},
    )


@cache
def words() -> Words:
    """Read the little words."""
    data: dict[str, Any] = tomllib.loads((_LEXICON / "dates_words.toml").read_text("utf-8"))
    return Words(*(frozenset(map(key_of, data[field])) for field in Words._fields))


def months_named(word: str, *, language: str | None) -> dict[int, frozenset[str]]:
    """Give the months that a word can mean, each with its languages: none, one or, rarely, two.

    A language (a BCP 47 tag) settles a name that means different months in different languages.

    >>> sorted(months_named("listopada", language=None)), sorted(months_named("listopada", language="pl"))
    ([10, 11], [11])
    """
    found = names().months.get(key_of(word), {})
    if len(found) > 1 and language is not None:
        primary = language.partition("-")[0]
        return {month: tags for month, tags in found.items() if primary in tags} or found
    return found


def weekdays_named(word: str) -> frozenset[int]:
    """Give the weekdays (Monday is 0) that a word can mean."""
    return names().weekdays.get(key_of(word), frozenset())
