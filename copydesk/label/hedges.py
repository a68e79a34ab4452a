"""Words that mark what is said as uncertain.

Cues and the words beside them that make or unmake each stand in ``lexicon/hedges.toml``, with their
sources and with what counts as no hedge. "May 5" is a date and "may have begun" a hedge; a man appears
before a court and appears to be ill; "could not find" tells of the past, "could be" of what is possible.
A cue with a capital letter inside a sentence belongs to a name or a headline. Where forms overlap, the
longest that its context allows is the hedge: "most likely", not "likely".
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.record import Hedge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.record import Document, Span

_LEXICON = Path(__file__).parent.parent / "lexicon" / "hedges.toml"
_LANGUAGES = ("en", "und")
_SIGHT = 48  # characters looked at on either side of a cue: three words
_ANY = frozenset("*")
_WORD_AFTER = re.compile(r" ([\w’'-]+)")
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


# Words too frequent to look for a cue by; a form is looked for by its first word that is not among them.
_FREQUENT = frozenset(
    ("i", "if", "not", "more", "most", "less", "very", "said", "to", "be", "have", "far", "from")
)


class _Form(NamedTuple):
    """One way of writing a cue, and what must and must not stand beside it.

    ``anchor`` is the part by which it is looked for, ``offset`` where that part begins in it.
    """

    text: str
    anchor: str
    offset: int
    cue: str
    rule: str
    lower: bool
    next: frozenset[str]
    not_next: frozenset[str]
    previous: frozenset[str]
    not_previous: frozenset[str]
    near: frozenset[str]


def _read_forms() -> Iterator[_Form]:
    for rule, cues in tomllib.loads(_LEXICON.read_text(encoding="utf-8")).items():
        for entry in cues:
            context = {
                key: frozenset(entry.get(key, "").split())
                for key in ("next", "not_next", "previous", "not_previous", "near")
            }
            for form in map(str.strip, entry["forms"].split(";")):
                anchor = next((word for word in form.split() if word not in _FREQUENT), form)
                offset = f" {form}".index(f" {anchor}")
                yield _Form(form, anchor, offset, entry["cue"], rule, entry.get("lower", False), **context)


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
    before + anchor + after: anchor
    for anchor in _FORMS
    if " " not in anchor
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
    [('may', 'may', 'modal'), ('most likely', 'likely', 'adjective')]
    """
    if document.language not in _LANGUAGES:
        return []
    lowered = document.lowered
    words = lowered.replace("—", " ").split()
    anchors = {_MARKED[word] for word in _CANDIDATES.intersection(words)}
    anchors.update(phrase for phrase in _PHRASES if phrase in lowered)
    if not anchors:
        return []
    places = sorted((place, anchor) for anchor in anchors for place in _places_of(anchor, lowered))
    starts = frozenset(start for start, _ in sentences)
    hedges: list[Hedge] = []
    done = 0
    for place, anchor in places:
        found = _hedge_at(document, place, _FORMS[anchor], starts) if place >= done else None
        if found is not None and found.start >= done:
            hedges.append(found)
            done = found.end
    return hedges


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
    document: Document, place: int, forms: tuple[_Form, ...], starts: frozenset[int]
) -> Hedge | None:
    """Give the hedge of the longest form about an anchor that its context allows, or None."""
    lowered = document.lowered
    for form in forms:
        start = place - form.offset
        end = start + len(form.text)
        if start < 0 or not lowered.startswith(form.text, start) or lowered[end : end + 1].isalnum():
            continue
        if form.offset and start and lowered[start - 1].isalnum():
            continue
        if document.text[start].isupper() and (
            form.lower or not (start in starts or _opens(document.text, start))
        ):
            continue
        if _allows(form, lowered, start, end):
            return Hedge(start, end, form.cue, form.rule)
    return None


def _opens(text: str, place: int) -> bool:
    """Tell whether a place follows an opening mark, as the first word of a quotation does."""
    before = text[max(0, place - 2) : place].rstrip(" ")
    return before[-1:] in _AFTER_OPENING


def _allows(form: _Form, lowered: str, start: int, end: int) -> bool:
    """Tell whether the words beside a form let it be a hedge."""
    nearby = lowered[max(0, start - _SIGHT) : start].split()[-3:]
    # a mark between a word and the cue stays on the word, which makes it another word
    previous = nearby[-1].lstrip(_AFTER_OPENING) if nearby and lowered[start - 1] == " " else None
    match = _WORD_AFTER.match(lowered, end, end + _SIGHT)
    following = match[1] if match else None
    return (
        following not in form.not_next
        and previous not in form.not_previous
        and (not form.next or following in form.next or (form.next == _ANY and following is not None))
        and (not form.previous or previous in form.previous)
        and (not form.near or not form.near.isdisjoint(nearby))
    )
