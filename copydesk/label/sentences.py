"""Sentences of a text.

A stop ends a sentence unless what stands around it says that it does not: an abbreviation or an initial
before it, a lower-case word after it, a speech verb after a question in quotation marks. Closing marks and
brackets after the stop belong to the sentence. A sentence never crosses a paragraph. Which characters are
stops follows the property Sentence_Terminal of Unicode Standard Annex 29, the rules are our own.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.record import Span

if TYPE_CHECKING:
    from copydesk.record import Document

_LEXICON = Path(__file__).parent.parent / "lexicon" / "abbreviations.toml"
_WORDS = {
    key: frozenset(words.split())
    for key, words in tomllib.loads(_LEXICON.read_text(encoding="utf-8")).items()
}
_NEVER = _WORDS["never"]
_SOMETIMES = _WORDS["sometimes"]
_NUMBERS = _WORDS["numbers"]
_CLOCK = _WORDS["clock"]
_AFTER_CLOCK = _WORDS["after_clock"]
_EXCLAIMED = _WORDS["exclaimed"]
_OPENERS = _WORDS["openers"]
_OPENERS_AFTER_ABBREVIATION = _OPENERS | _WORDS["courtesy"]
_ABBREVIATIONS = _NEVER | _SOMETIMES | _NUMBERS | _CLOCK

_OPENING = "\"'“‘‚„«‹([{¿¡—–-•*`"
_CLOSING_MARKS = "\"'”’»›"
_UNSPACED = "。！？｡．।॥؟۔።։။។"  # no space need follow these
_LONGEST_ABBREVIATION = 24  # characters looked at before a stop

# Begins with a character class, which the engine finds quickly, and takes every run of stops whole
# (possessively), so that no text is scanned twice. A full stop before a space and a capital letter, which
# most are, is found without groups, one before a small letter or a digit (3.5) not at all. The groups are
# further stops and the closing marks, of which one may be set off by a space (« fini. »).
_STOP = re.compile(
    rf"[.!?…{_UNSPACED}](?:(?<=\.)(?= [A-Z])|(?:(?<=[{_UNSPACED}])|(?![a-z0-9,]))"
    rf"([.!?…{_UNSPACED}]*+(?: \.)*+)"
    r"([\"'”’»›)\]}」』）]*+(?:\[\d{1,3}\])?+(?:[ \u00a0\u202f][”»](?=\s|\Z))?+))"
)
_NEXT_WORD = re.compile(r"[\w’']*(?:\.[A-Za-z])*")
_DASH = re.compile(r"\s*[-–—]")
_GLUED = re.compile(r"[“\"]?[A-Z][a-z]*[\s,]")
_LOWER_WORD = re.compile(r"(?:^|[\s\"“'‘(—-])[a-z]{3,}$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_SPEAKER_SAID = re.compile(
    rf"(?:[A-Z][\w.’'-]{{0,30}},? ){{1,4}}(?:{'|'.join(sorted(_WORDS['speech']))})\b"
)


def label(document: Document) -> list[Span]:
    """Give the sentences of a document, in order; they cover all that is not white space.

    >>> from copydesk.record import document_of
    >>> text = 'Mr. Oduya left at 5 p.m. on Friday. "Are you done?" he asked.'
    >>> [text[start:end] for start, end in label(document_of(text))]
    ['Mr. Oduya left at 5 p.m. on Friday.', '"Are you done?" he asked.']
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in document.paragraphs:
        _find(document.text, start, end, starts, ends)
    return list(map(Span._make, zip(starts, ends, strict=True)))


def _find(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> None:
    """Add where the sentences of one paragraph start and end, trimmed."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    for match in _STOP.finditer(text, start, end):
        first, border = match.span()
        if border >= end:
            break
        if not match.lastindex:  # a full stop with a space and a capital letter after it
            word = text[text.rfind(" ", start, first) + 1 : first]
            if (word.isalpha() and len(word) > 1 and word not in _ABBREVIATIONS) or _full_stop_ends(
                text, start, first, border + 1
            ):
                starts.append(start)
                ends.append(border)
                start = border + 1
        elif _is_border(text, start, match, end):
            starts.append(start)
            ends.append(border)
            while text[border].isspace():
                border += 1
            start = border
    if start < end:
        starts.append(start)
        ends.append(end)


def _is_border(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Tell whether the stop that was matched, with text after it, ends the sentence begun at ``start``."""
    first, border = match.span()
    if first < start + 2 and not text[start:first].strip(_OPENING):
        return False  # words left out before a sentence: "... They had"
    stops = text[first] + match[1]
    if not text[border].isspace():
        if stops[-1] in _UNSPACED:
            return text[border] != "と"  # Japanese: the particle of quotation
        return _is_glued_border(text, first, border, end)
    following = border + 1
    while following < end and (text[following].isspace() or text[following] in _OPENING):
        following += 1
    if following >= end:
        return True
    if text[following].islower() and not _looks_capital(text, following):
        return False
    return (
        _full_stop_ends(text, start, first, following)
        if stops == "."
        else not _goes_on_after_mark(text, start, stops, match) or _word_at(text, following) in _OPENERS
    )


def _goes_on_after_mark(text: str, start: int, stops: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence may go on after a question mark, an exclamation mark or left-out words."""
    closing = match[2]
    if closing and closing[-1] in _CLOSING_MARKS:
        return _SPEAKER_SAID.match(text, match.end() + 1) is not None
    if stops == "!":
        return _word_before(text, start, match.start()) in _EXCLAIMED
    # words left out inside a sentence are marked with a space on both sides
    return stops[0] in ".…" and text[match.start() - 1 : match.start()] == " " and not closing


def _full_stop_ends(text: str, start: int, stop: int, following: int) -> bool:
    """Tell whether one full stop, with something that is no small letter after it, ends a sentence."""
    word = _word_before(text, start, stop)
    digit_follows = text[following].isdigit()
    if word in _CLOCK:
        return not digit_follows and _word_at(text, following) not in _AFTER_CLOCK
    # "1. First", "b. Second", but not "1988. It was"
    opens_list = stop - start == len(word) and ((word.isdigit() and len(word) < 4) or len(word) == 1)
    if opens_list or word in _NEVER or (word in _NUMBERS and digit_follows):
        return False
    if len(word) == 1:
        uncertain = word.isupper() and not _is_pronoun(text, stop)
    else:
        uncertain = word in _SOMETIMES or _INITIALS.match(word) is not None
    if not uncertain:
        return True
    # a dash after an abbreviated place sets off a dateline: BISMARCK, N.D. -- The
    dashed = _DASH.match(text, stop + 1) is not None
    return not digit_follows and not dashed and _word_at(text, following) in _OPENERS_AFTER_ABBREVIATION


def _word_before(text: str, start: int, stop: int) -> str:
    """Give the word that ends at a stop, less opening marks and what is joined to it: Gen of Lt.-Gen."""
    words = text[max(start, stop - _LONGEST_ABBREVIATION) : stop].split()
    if not words or text[stop - 1].isspace():
        return ""
    word = words[-1].lstrip(_OPENING)
    for joint in "-—–/":
        head, found, tail = word.rpartition(joint)
        if found and not (joint == "-" and head.isalpha() and tail.islower()):
            word = tail
    return word


def _word_at(text: str, start: int) -> str:
    match = _NEXT_WORD.match(text, start, start + 40)
    return match.group().partition("’")[0].partition("'")[0] if match else ""


def _is_pronoun(text: str, stop: int) -> bool:
    """Tell whether the letter before the stop is the word I after a small letter: taller than I."""
    return text[stop - 1] == "I" and stop > 2 and text[stop - 2] == " " and text[stop - 3].islower()


def _looks_capital(text: str, start: int) -> bool:
    """Tell whether a word that begins small may open a sentence: eBay, al-Shabab, or no case at all."""
    word = text[start : start + 5]
    return (
        (len(word) > 1 and word[1].isupper()) or (word[:3] == "al-" and word[3:4].isupper()) or word >= "ა"
    )


def _is_glued_border(text: str, first: int, border: int, end: int) -> bool:
    """Tell whether a space is missing after the stop: 'was done.He left'."""
    if text[first] not in ".!?" or not _GLUED.match(text, border, end):
        return False
    return _LOWER_WORD.search(text[max(0, first - _LONGEST_ABBREVIATION) : first]) is not None
