"""The language of a text, as a BCP 47 primary language subtag.

English words that other languages do not have settle English cheaply. All else goes to py3langid, the
identifier of Lui and Baldwin (2012, "langid.py: An Off-the-shelf Language Identification Tool"), which has
its model in the package. What it is not sure of is ``und``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from copydesk.record import Document

UNDETERMINED = "und"
"""BCP 47 for a language that cannot be told."""

_LEXICON = Path(__file__).parent.parent / "lexicon" / "english.txt"
_ENGLISH = frozenset(
    word
    for line in _LEXICON.read_bytes().splitlines()
    if not line.startswith(b"#")
    for word in line.split()
)
_LOOKED_AT = 1000  # characters: more of them change no decision and cost time
_ENGLISH_SHARE = 0.12  # of words; running English has 0.25 to 0.45, other languages under 0.08
_ENGLISH_DIFFERENT = 3  # different English words at least
_CONFIDENCE = 0.5  # of the identifier
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = {True: 20, False: 4}  # ASCII or not: one character of Chinese says more
_NEVER_NEWS = {"la", "sa", "vo", "eo"}  # what the identifier takes lists of names for


def label(document: Document) -> str:
    """Give the language of a document's text."""
    return identify_language(document.text)


def identify_language(text: str) -> str:
    """Give the language of a text: a primary subtag such as ``en``, or ``und`` where too little tells.

    >>> identify_language("The minister said that the talks would go on after the break.")
    'en'
    >>> identify_language("12:30")
    'und'
    """
    words = text[:_LOOKED_AT].encode(errors="replace").lower().split()  # quicker than as a string
    english = list(filter(_ENGLISH.__contains__, words))
    if len(english) >= _ENGLISH_SHARE * len(words) and len(set(english)) >= _ENGLISH_DIFFERENT:
        return "en"
    return _identify_by_model(text, has_english=bool(english))


def _identify_by_model(text: str, *, has_english: bool) -> str:
    sample = " ".join(text[:_LOOKED_AT].split())
    letters = len(_LETTERS.findall(sample))
    if letters < _FEWEST_LETTERS[sample.isascii()]:
        return UNDETERMINED
    language, confidence = _identifier().classify(sample)
    if language == "zxx":  # the model's class for what is no language
        return UNDETERMINED
    if confidence < _CONFIDENCE:
        # headlines have few function words: one of them and no other language in sight is English
        return "en" if has_english and sample.isascii() and language == "en" else UNDETERMINED
    return str(language)


@cache
def _identifier() -> Any:
    """Load the identifier, once a process, for the languages that have a two-letter code."""
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    languages = {name for name in identifier.labels if len(name) == 2} - _NEVER_NEWS
    identifier.set_languages({*languages, "zxx"})
    return identifier
