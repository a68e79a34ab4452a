"""The names in an article, and which of them a surname, a role or a pronoun means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from copydesk.label.attributions.lexicon import first_names, words

if TYPE_CHECKING:
    from copydesk.record import Document, Span

_PART = r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Maj|Sgt|Prof|Rev|Adm|Capt|St|Jr|Hon)\.|[^\W\d_a-z][\w’'-]*)"
_NAME = re.compile(
    rf"(?<![\w’']){_PART}(?: (?:(?:of|for|de|da|del|von|van|der|bin|al|el|of the|for the) )?{_PART})*"
)
_JOINED = re.compile(r" (?:of|for)(?: the)? ")
_ABBREVIATED = {
    "sen.": "senator",
    "rep.": "representative",
    "gov.": "governor",
    "gen.": "general",
    "prof.": "professor",
    "dr.": "doctor",
}
_ROLE_SPAN = 90
_BACK = 40


class Name(NamedTuple):
    """One mention of a name: where, its own words, the titles before them, what it names and the gender known."""

    start: int
    end: int
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    kind: str
    gender: str


class Names:
    """All names of one article in reading order, gathered once."""

    __slots__ = ("_by_surname", "_document", "_names")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: list[Name] = []
        self._by_surname: dict[str, Name] = {}
        for match in _NAME.finditer(document.text):
            name = _name_of(match.group(), match.start())
            if name is not None:
                self._names.append(name)
                if name.kind == "person" and len(name.parts) > 1:
                    self._keep_fullest(name)

    def _keep_fullest(self, name: Name) -> None:
        for key in (name.parts[-1], name.parts[0]):
            known = self._by_surname.get(key)
            if known is None or (known.parts[-1] != key and name.parts[-1] == key):
                self._by_surname[key] = name
            elif known.parts[-1] == name.parts[-1] == key and len(name.parts) > len(known.parts):
                if name.parts[0] == known.parts[0]:
                    self._by_surname[key] = name

    def fullest(self, name: Name) -> str:
        """Give the fullest form of a name: the first name joins the surname, titles go."""
        if len(name.parts) == 1:
            known = self._by_surname.get(name.parts[0])
            if known is not None:
                return " ".join(known.parts)
            text = self._document.text[name.start : name.end]
            return text if name.titles else name.parts[0]
        known = self._by_surname.get(name.parts[-1])
        if name.kind == "person" and known is not None and known.parts[0] == name.parts[0]:
            return " ".join(known.parts)
        return " ".join(name.parts)

    def is_person(self, name: Name) -> bool:
        """Tell whether a name names a person, by itself or through a fuller form."""
        return name.kind == "person" or (len(name.parts) == 1 and name.parts[0] in self._by_surname)

    def gender(self, name: Name) -> str:
        """Give the gender that the name, a title or a fuller form of it shows, or nothing."""
        if name.gender or len(name.parts) != 1:
            return name.gender
        known = self._by_surname.get(name.parts[0])
        return known.gender if known else ""

    def within(self, span: Span) -> list[Name]:
        """Give the names that stand inside a span."""
        return [name for name in self._from(span.start) if name.end <= span.end]

    def before(self, position: int) -> list[Name]:
        """Give the names before a position, the nearest first, as far back as is worth looking."""
        index = self._index(position)
        return self._names[max(0, index - _BACK) : index][::-1]

    def _from(self, position: int) -> list[Name]:
        index = self._index(position)
        return self._names[index : index + 8]

    def _index(self, position: int) -> int:
        low, high = 0, len(self._names)
        while low < high:
            middle = (low + high) // 2
            if self._names[middle].start < position:
                low = middle + 1
            else:
                high = middle
        return low

    def bearer(self, role: str, position: int) -> Name | None:
        """Find who "the minister" is: the nearest name with that title or that appositive."""
        lowered = self._document.lowered
        for name in self.before(position):
            if role in name.titles:
                return name
            if not self.is_person(name):
                continue
            window = lowered[name.end : min(position, name.end + _ROLE_SPAN)]
            if window.startswith((", ", " is ", " was ", " (")):
                clause = re.split(r"[.;!?]\s|\n", window, maxsplit=1)[0]
                if re.search(rf"\b{re.escape(role)}\b", clause):
                    return name
            head = lowered[max(0, name.start - 40) : name.start]
            if re.search(rf"\b{re.escape(role)},? $", head):
                return name
        return None


def _name_of(text: str, start: int) -> Name | None:
    """Make a name of a run of capitalised words; openers of sentences and titles are cut off."""
    lexicon = words()
    if text.endswith(("’s", "'s")):
        text = text[:-2]
    text = text.rstrip("’'-")
    end = start + len(text)
    parts = text.split()
    while parts and parts[0].lower() in lexicon.openers and parts[0] not in {"US", "UN", "WHO"}:
        start += len(parts[0]) + 1
        parts = parts[1:]
    if not parts:
        return None
    titles: list[str] = []
    while len(parts) > 1 and parts[0].lower().rstrip(".") in lexicon.titles | {"of"}:
        low = parts[0].lower()
        titles.append(_ABBREVIATED.get(low, low))
        parts = parts[1:]
    kind = _kind_of(parts, text, titles)
    if kind == "organisation" or kind == "media":
        parts = text[text.index(parts[0]) if not titles else 0 :].split()
        return Name(start, end, tuple(parts), (), kind, "")
    lows = [title.rstrip(".") for title in titles]
    gender = (
        "female"
        if any(low in lexicon.female for low in lows)
        else "male"
        if any(low in lexicon.male for low in lows)
        else ""
    )
    if not gender and len(parts) > 1:
        gender = first_names().get(parts[0].lower(), "")
    return Name(start, end, tuple(parts), tuple(titles), kind, gender)


def _kind_of(parts: list[str], text: str, titles: list[str]) -> str:
    """Sort a name by its words: person, organisation, media, or nothing known."""
    lexicon = words()
    lows = [part.lower() for part in parts]
    if any(low in lexicon.media for low in lows) and lows[0] not in first_names():
        return "media"
    if any(low in lexicon.organisations for low in lows) or _JOINED.search(text):
        return "organisation"
    if len(parts) == 1 and (
        lows[0] in lexicon.places or (parts[0].isupper() and len(parts[0]) > 1 and not titles)
    ):
        return "organisation"
    if titles:
        return "person"
    if lows[0] in first_names() or (1 < len(parts) <= 4 and not any(low in lexicon.places for low in lows)):
        return "person"
    return "" if len(parts) == 1 else "organisation"
