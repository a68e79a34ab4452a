"""The forms of English verbs, regular but for those that a list gives."""

from __future__ import annotations

import re
from typing import NamedTuple

_ENDS_IN_Y = re.compile(r"[^aeiou]y$")
_HISSES = re.compile(r"(?:s|sh|ch|x|z|[^aeiou]o)$")
_DOUBLES = re.compile(r"\b[^aeiou\W]*[aeiou][^aeiouwxy\W]$")  # of one syllable: ban, stop
_DOUBLED = re.compile(r"([^aeious\W])\1ed$")


class Verbs(NamedTuple):
    """The forms of a list of verbs; ``finite`` are the third person and the past."""

    base: frozenset[str]
    finite: frozenset[str]
    past: frozenset[str]
    progressive: frozenset[str]


def read_verbs(listed: str) -> Verbs:
    """Inflect the verbs of a list, each its base form, with irregular pasts behind colons: "say:said".

    >>> read_verbs("ban try say:said").finite == {"bans", "banned", "tries", "tried", "says", "said"}
    True
    """
    verbs = [entry.split(":") for entry in listed.split()]
    pasts = [given or [_past_of(base)] for base, *given in verbs]
    past = frozenset(form for forms in pasts for form in forms)
    return Verbs(
        base=frozenset(base for base, *_ in verbs),
        finite=past | {_third_person_of(base) for base, *_ in verbs},
        past=past,
        progressive=frozenset(
            _progressive_of(base, forms[-1]) for (base, *_), forms in zip(verbs, pasts, strict=True)
        ),
    )


def _past_of(base: str) -> str:
    if _ENDS_IN_Y.search(base):
        return base[:-1] + "ied"
    return (base if base.endswith("e") else _stem_of(base) + "e") + "d"


def _third_person_of(base: str) -> str:
    if _ENDS_IN_Y.search(base):
        return base[:-1] + "ies"
    return base + ("es" if _HISSES.search(base) else "s")


def _progressive_of(base: str, past: str) -> str:
    if _DOUBLED.search(past):
        return past[:-2] + "ing"
    return (base[:-1] if base.endswith("e") and base[-2:] != "ee" else _stem_of(base)) + "ing"


def _stem_of(base: str) -> str:
    return base + base[-1] if _DOUBLES.search(base) else base
