"""Numbers and years in words and digits."""

from __future__ import annotations

from functools import lru_cache

from .grammar import GRAMMAR

_POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_SKIPPED = frozenset(["-", "‐", "‑", "–", "of", "and", "the", "'", "’", "‘", "o"])


@lru_cache(maxsize=4096)
def number_of(words: tuple[str, ...]) -> float | None:
    """Give the number that words spell; None where they leave it open ("several", "a few").

    >>> number_of(("twenty", "-", "four")), number_of(("2", "1", "/", "2")), number_of(("a", "few"))
    (24, 2.5, None)
    """
    text = [word for word in words if word not in _SKIPPED]
    if "couple" in text:
        return 2
    if text == ["a", "dozen"]:
        return 12
    if "/" in text:
        return _with_fraction(text)
    total = 0.0
    for word in text:
        if word in _POWERS:
            total *= _POWERS[word]
            continue
        value = _value(word, halved="half" in text)
        if value is None:
            return None
        total += value
    if not text:
        return None
    return int(total) if total == int(total) else total


def _with_fraction(text: list[str]) -> float | None:
    """Give the number of "2 1/2"."""
    if len(text) != 4 or not int(text[3]):
        return None
    return int(text[0]) + int(text[1]) / int(text[3])


def _value(word: str, *, halved: bool) -> float | None:
    """Give the number of one word; the "a" of "half a" counts nothing."""
    if word[0].isdigit():
        return float(word.replace(",", ""))
    if word in {"a", "an"}:
        return 0 if halved else 1
    if word == "half":
        return 0.5
    value = GRAMMAR.values.get(word)
    return value if isinstance(value, int) else None


@lru_cache(maxsize=4096)
def ordinal_of(words: tuple[str, ...]) -> int | None:
    """Give the number of "30th", "eighth", "twenty-first"; None if there is none.

    >>> ordinal_of(("twenty", "-", "first")), ordinal_of(("30", "th"))
    (21, 30)
    """
    total = 0
    for word in words:
        if word.isdigit():
            total += int(word)
        elif word == "second":
            total += 2
        elif isinstance(GRAMMAR.values.get(word), int):
            total += int(GRAMMAR.values[word])
    return total or None


@lru_cache(maxsize=4096)
def year_of(words: tuple[str, ...]) -> int | None:
    """Give the year that words or digits spell; two digits from 50 on are of the 20th century.

    >>> year_of(("nineteen", "ninety", "-", "six")), year_of(("two", "thousand")), year_of(("08",))
    (1996, 2000, 2008)
    """
    text = [word for word in words if word not in _SKIPPED]
    if not text:
        return None
    if text[0].isdigit():
        number = int(text[0])
        if len(text[0]) == 2:
            return number + (1900 if number >= 50 else 2000)
        return number if len(text[0]) == 4 else None
    if "thousand" in text:
        return 2000 + int(number_of(tuple(text[2:])) or 0)
    tail = number_of(tuple(word for word in text[1:] if word != "hundred")) or 0
    return int(GRAMMAR.values[text[0]]) * 100 + int(tail)
