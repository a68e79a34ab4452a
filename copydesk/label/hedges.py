"""Words that mark what is said as uncertain.

Cues and the words beside them that make or unmake each stand in ``lexicon/hedges.toml``, with their
sources and with what counts as no hedge. "May 5" is a date and "may have begun" a hedge; a man appears
before a court and appears to be ill; "could not find" tells of the past, "could be" of what is possible.
A cue with a capital letter inside a sentence belongs to a name or a headline. Where forms overlap, the
longest that its context allows is the hedge.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.record import Hedge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.record import Document, Span

_LEXICON = tomllib.loads(
    (Path(__file__).parent.parent / "lexicon" / "hedges.toml").read_text(encoding="utf-8")
)
_FREQUENT = frozenset(_LEXICON.pop("frequent").split())
_LANGUAGES = ("en", "und")
_SIGHT = 48  # characters looked at on either side of a cue
_NEAR = 4  # words before a cue that are near it
_ANY = frozenset("*")
_WORD_AFTER = re.compile(r" [“\"‘(]?([\w’'-]+)")
_MARKS_OF_CLAUSES = ",.;:!?)"
_TITLES = frozenset(_LEXICON.pop("titles").split())
_AFTER_OPENING = "\"'“‘([:—–\n"
_MARKS_BEFORE = ("", "“", '"', "(", "‘", "'", "[", "''")
_MARKS_AFTER = (
    "",
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    ")",
    "”",
    '"',
    "’",
    "...",
    ",”",
    '."',
    ".”",
    ',"',
    "''",
    "]",
)


class _Form(NamedTuple):
    """One way of writing a cue, and what must and must not stand beside it.

    ``anchor`` is the part by which it is looked for, ``offset`` where that part begins in it; an anchor may
    go on behind the form. A form that ``is_free`` is a hedge whatever stands beside it.
    """

    text: str
    anchor: str
    offset: int
    cue: str
    rule: str
    lower: bool
    is_free: bool
    next: frozenset[str]
    not_next: frozenset[str]
    previous: frozenset[str]
    not_previous: frozenset[str]
    near: frozenset[str]
    not_near: frozenset[str]


_CONTEXT = ("next", "not_next", "previous", "not_previous", "near", "not_near")


def _read_forms() -> Iterator[_Form]:
    for rule, cues in _LEXICON.items():
        for entry in cues:
            context = {key: frozenset(entry.get(key, "").split()) for key in _CONTEXT}
            for form in map(str.strip, entry["forms"].split(";")):
                rare = (word for word in form.split() if word not in _FREQUENT)
                anchor = entry.get("anchor") or next(rare, form)
                yield _Form(
                    text=form,
                    anchor=anchor,
                    offset=max(0, f" {form}".find(f" {anchor}")),
                    cue=entry["cue"],
                    rule=rule,
                    lower=entry.get("lower", False),
                    is_free=not any(context.values()),
                    **context,
                )


def _index_forms() -> dict[str, tuple[_Form, ...]]:
    """Order the forms by their anchor, longest first."""
    index: dict[str, list[_Form]] = {}
    for form in _read_forms():
        index.setdefault(form.anchor, []).append(form)
    return {
        anchor: tuple(sorted(forms, key=lambda form: -len(form.text))) for anchor, forms in index.items()
    }


_FORMS = _index_forms()
# An anchor with the marks that may stick to it, so that splitting at white space finds the words of a text
# that may belong to a cue; most texts have few of them, and only those are looked for by place.
_MARKED = {
    before + word + after: anchor
    for anchor in _FORMS
    if " " not in anchor
    for word in (anchor, anchor.capitalize())
    for before in _MARKS_BEFORE
    for after in _MARKS_AFTER
}
_CANDIDATES = frozenset(_MARKED)
_PHRASES = tuple(anchor for anchor in _FORMS if " " in anchor)


def label(document: Document, *, sentences: Sequence[Span]) -> list[Hedge]:
    """Give the hedges of an English document, in order; none overlap.

    >>> from copydesk.record import document_of
    >>> text = "The talks may have begun on May 5, he said. It was most likely a mistake."
    >>> found = label(document_of(text), sentences=[(0, 43), (44, 73)])
    >>> [(text[hedge.start : hedge.end], hedge.cue, hedge.rule) for hedge in found]
    [('may', 'may', 'modal'), ('likely', 'likely', 'adjective')]
    """
    if document.language not in _LANGUAGES:
        return []
    words = _CANDIDATES.intersection(document.tokens)
    if "—" in document.text:
        words |= _CANDIDATES.intersection(_beside_dashes(document.text))
    lowered = document.lowered
    anchors = {_MARKED[word] for word in words}
    anchors.update(phrase for phrase in _PHRASES if phrase in lowered)
    hedges: list[Hedge] = []
    done = 0
    for place, anchor in sorted((place, word) for word in anchors for place in _places_of(word, lowered)):
        found = _hedge_at(document, place, _FORMS[anchor], sentences)
        if found is not None and found.start >= done:
            hedges.append(found)
            done = found.end
    return hedges


def _beside_dashes(text: str) -> Iterator[str]:
    """Give the words that a long dash joins to one token."""
    for piece in text.split("—"):
        yield from piece[:_SIGHT].split(maxsplit=1)[:1]
        yield from piece[-_SIGHT:].rsplit(maxsplit=1)[-1:]


def _places_of(word: str, lowered: str) -> Iterator[int]:
    """Give the places of a word that has no letter or hyphen beside it."""
    place = lowered.find(word)
    while place >= 0:
        end = place + len(word)
        before, after = lowered[place - 1 : place], lowered[end : end + 1]
        if not (before.isalnum() or before == "-" or after.isalnum() or after == "-"):
            yield place
        place = lowered.find(word, end)


def _hedge_at(
    document: Document, place: int, forms: tuple[_Form, ...], sentences: Sequence[Span]
) -> Hedge | None:
    """Give the hedge of the longest form about an anchor that its context allows, or None."""
    lowered = document.lowered
    for form in forms:
        start = place - form.offset
        end = start + len(form.text)
        if form.text != form.anchor and not _is_at(form.text, lowered, start):
            continue
        if document.text[start].isupper() and (form.lower or not _opens(document.text, start, sentences)):
            continue
        if form.is_free or _allows(form, lowered, start, end):
            return Hedge(start, end, form.cue, form.rule)
    return None


def _is_at(form: str, lowered: str, start: int) -> bool:
    """Tell whether a form of several words stands at a place, with no letter beside it."""
    end = start + len(form)
    if start < 0 or not lowered.startswith(form, start):
        return False
    return not (lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum())


def _opens(text: str, place: int, sentences: Sequence[Span]) -> bool:
    """Tell whether a sentence begins at a place or an opening mark stands before it, as in a quotation."""
    index = bisect_left(sentences, place, key=itemgetter(0))
    if index < len(sentences) and sentences[index][0] == place:
        return True
    before = text[max(0, place - 2) : place].rstrip(" ")
    return before[-1:] in _AFTER_OPENING


def _allows(form: _Form, lowered: str, start: int, end: int) -> bool:
    """Tell whether the words beside a form let it be a hedge."""
    if form.next or form.not_next:
        match = _WORD_AFTER.match(lowered, end, end + _SIGHT)
        following = match[1] if match else None
        if following in form.not_next or (
            form.next and following not in form.next and (form.next != _ANY or following is None)
        ):
            return False
    nearby = lowered[max(0, start - _SIGHT) : start].split()[-_NEAR:]
    # a mark between a word and the cue stays on the word, which makes it another word
    previous = nearby[-1].lstrip(_AFTER_OPENING) if nearby and lowered[start - 1] == " " else None
    return (
        previous not in form.not_previous
        and (not form.previous or previous in form.previous)
        and (not form.near or not form.near.isdisjoint(nearby))
        and not (form.not_near and _holds_in_clause(nearby, form.not_near))
    )


def _holds_in_clause(nearby: list[str], words: frozenset[str]) -> bool:
    """Tell whether one of the words stands behind the last mark of those before a cue."""
    for word in reversed(nearby):
        if word[-1] in _MARKS_OF_CLAUSES and word not in _TITLES:
            return False
        if word in words:
            return True
    return False
