"""Names of people: which words make one, and how it is commonly written."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.calendars import key_of

_MOST_WORDS = 6  # of one name
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’‘`\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f-])*")
_MC = re.compile(r"\b(Mc|[ODL]['’])([a-z])")
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,8}(?:\s[\u3400-\u9fff\uac00-\ud7af]{1,4})?")
_DOMAIN = re.compile(r"\.[a-z]")


class _Words(NamedTuple):
    after_name: frozenset[str]
    role_words: frozenset[str]
    house_words: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]


def person_named(part: str, *, single: bool) -> str | None:
    """Give the name of a person as it is commonly written, or None if the words name no person."""
    lexicon = _words()
    tokens: list[str] = []
    for token in part.split():
        if tokens and token in lexicon.after_name:
            break
        tokens.append(token)
    if len(tokens) == 1 and _HAN.fullmatch(tokens[0]):
        return tokens[0]
    while tokens and key_of(tokens[-1]).strip(".") in lexicon.role_words:  # Jane Roe Staff Writer
        tokens.pop()
    if tokens and key_of(tokens[-1]) not in lexicon.suffixes:
        tokens[-1] = tokens[-1].rstrip(".")
    if len(tokens) > _MOST_WORDS or len(tokens) < (1 if single else 2):
        return None
    return _written(tokens) if _is_name(tokens) else None


def _is_name(tokens: list[str]) -> bool:
    """Say whether words have the form of a person's name."""
    lexicon = _words()
    if not {key_of(token).strip(".") for token in tokens}.isdisjoint(
        lexicon.role_words | lexicon.house_words
    ):
        return False
    if not all(_NAME.fullmatch(token) and not _DOMAIN.search(token) for token in tokens):
        return False
    if not all(_is_capital(token) or key_of(token) in lexicon.particles for token in tokens):
        return False
    return len(tokens[-1].strip(".")) > 1 and (_is_capital(tokens[0]) or len(tokens) > 2)


def _is_capital(token: str) -> bool:
    """Say whether a word begins with a capital, or with a letter of a script that has none."""
    first = token.lstrip("'’‘`")[:1]
    return first.isupper() or (first.isalpha() and not first.islower()) or token[1:2].isupper()


def _written(tokens: list[str]) -> str:
    """Write a name that stands in capitals as it is commonly written: JANE VAN DER MEER, JANE MCDONALD."""
    if not all(token.isupper() for token in tokens) or max(map(len, tokens)) < 3:
        return " ".join(tokens)
    return " ".join(_cased(token, first=at == 0) for at, token in enumerate(tokens))


def _cased(token: str, *, first: bool) -> str:
    lexicon = _words()
    lowered = token.lower()
    if lowered in {"ii", "iii", "iv"} or re.fullmatch(r"(?:[^\W\d_]\.)+", token):
        return token
    if not first and lowered in lexicon.particles:
        return lowered
    parts = [part[:1].upper() + part[1:].lower() for part in re.split(r"([-.])", token)]
    return _MC.sub(lambda match: match[1] + match[2].upper(), "".join(parts))


@cache
def _words() -> _Words:
    path = Path(__file__).with_name("lexicon") / "credits.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return _Words(*(frozenset(map(key_of, data[field])) for field in _Words._fields))
