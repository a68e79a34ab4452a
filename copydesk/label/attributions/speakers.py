"""From a speaker's mention to the fullest name and the kind of speaker."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.names import Name, Names
from copydesk.record import Span

if TYPE_CHECKING:
    from copydesk.record import Document

_WORD = re.compile(r"\w+(?:[.’'&-]\w+)*\.?")
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_SELF = frozenset({"i", "you", "me", "my"})
_MANY = frozenset(
    {
        "they",
        "we",
        "them",
        "their",
        "us",
        "our",
        "others",
        "many",
        "some",
        "most",
        "few",
        "both",
        "everyone",
    }
)
_PRONOUNS = _HE | _SHE | _SELF | _MANY
_THEY = frozenset({"they", "their", "them"})
_IT = frozenset({"it", "its", "which", "that"})
_NEAR = 600
_BESIDE = 120
_OWNER = 25
_LAST = 20
_PREPOSITIONS = frozenset(
    {"of", "for", "at", "in", "from", "with", "on", "to", "who", "that", "which", "by", "about"}
)
_SENTENCE_START = re.compile(r"(?:^|[.!?”\"]\s+|\n)\W*(?:[\w,’']+ ){0,3}$")


class Speakers:
    """Resolves mentions in reading order; what was resolved helps the next."""

    __slots__ = ("_document", "_known", "_names", "_spoken")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = Names(document)
        self._known: dict[str, tuple[str, str, str]] = {}
        self._spoken: list[tuple[int, str, str, str]] = []

    def resolve(self, span: Span) -> tuple[str, str]:
        """Give the fullest name and the kind of the speaker mentioned at a span."""
        text = self._document.text[span.start : span.end]
        if text not in self._known:
            name, kind, gender = self._resolve(span)
            if kind == "person" and text[:1].isupper() and text.lower() not in _PRONOUNS:
                self._known[text] = (name, kind, gender)  # a name means the same all through an article
        else:
            name, kind, gender = self._known[text]
        self._spoken.append((span.start, name, kind, gender))
        return name, kind

    def _resolve(self, span: Span) -> tuple[str, str, str]:
        text = self._document.text[span.start : span.end]
        found = [(match.group(), match.start()) for match in _WORD.finditer(text)]
        if not found:
            return text, "unnamed", ""
        lows = [word.lower() for word, _ in found]
        if len(lows) == 1 and not (found[0][0].isupper() and len(lows[0]) > 1):
            pronoun = self._pronoun(lows[0], span)
            if pronoun is not None:
                return pronoun
        return self._phrase(span, text, found)

    def _phrase(self, span: Span, text: str, found: list[tuple[str, int]]) -> tuple[str, str, str]:
        """Resolve a mention that is a noun phrase: by the name in its head, else by its head noun."""
        names = self._names
        lows = [word.lower() for word, _ in found]
        size = next((index for index, low in enumerate(lows) if index and low in _PREPOSITIONS), len(lows))
        if lows[size - 1] in words().counts:
            return text, "group", ""
        last = found[size - 1][0]
        inside = names.within(span)
        if last[:1].isupper():
            head_end = span.start + found[size - 1][1] + len(last)
            named = [name for name in inside if name.start < head_end]
            if len(named) > 1 and "and" in lows[:size]:
                return text, "group", ""
            if named and not (size == 1 and lows[0] in words().people):
                return self._introduced(self._named(named[-1]), lows[:size])
        return self._common(span, text, lows[:size])

    def _introduced(self, found: tuple[str, str, str], lows: list[str]) -> tuple[str, str, str]:
        """Let a noun before a bare name say what it is: "the news agency Norvik" is no person."""
        before = lows[-2] if len(lows) > 1 else ""
        if before in words().media and before not in words().people:
            return found[0], "media", ""
        return (found[0], "organisation", "") if before in words().organisations - words().titles else found

    def label(self, span: Span) -> tuple[str, str]:
        """Give the fullest name and the kind of a transcript's speaker, who may be written in capitals."""
        text = self._document.text[span.start : span.end]
        name = self._names.in_full(text.title() if text.isupper() else text) or text
        self._spoken.append((span.start, name, "person", ""))
        return name, "person"

    def _named(self, name: Name) -> tuple[str, str, str]:
        names = self._names
        if names.is_person(name):
            return names.fullest(name), "person", names.gender(name)
        if name.kind:
            return " ".join(name.parts), name.kind, ""
        plural = name.parts[-1].endswith("s") and name.parts[-1].lower() in words().people
        return names.fullest(name), "group" if plural else "person", ""

    def _common(self, span: Span, text: str, lows: list[str]) -> tuple[str, str, str]:
        """Resolve "the minister", "officials", "the ministry", "South Korean media"."""
        lexicon, names = words(), self._names
        head = lows[-1].removesuffix("'s").removesuffix("’s")
        definite = lows[0] in {"the", "this", "that", "his", "her", "their"}
        plural = (head.endswith("s") and not head.endswith("ss")) or head in {
            "people",
            "police",
            "men",
            "women",
        }
        if head in lexicon.people:
            bearer = names.bearer(head, span.start) if definite and not plural else None
            if bearer is not None and names.is_person(bearer):
                return names.fullest(bearer), "person", names.gender(bearer)
            return text, "group" if plural else "unnamed", ""
        if head in lexicon.media:
            return self._latest(span, "media", head) if definite else (text, "media", "")
        if head in lexicon.organisations:
            return self._latest(span, "organisation", head) if definite else (text, "organisation", "")
        if head in lexicon.documents:
            return self._issuer(span, text, head) if definite else (text, "unnamed", "")
        return text, "group" if plural or head in lexicon.collective else "unnamed", ""

    def _latest(self, span: Span, kind: str, head: str) -> tuple[str, str, str]:
        """Find the name that "the newspaper" or "the ministry" stands for."""
        names = self._names
        text = self._document.text[span.start : span.end]
        nearest = None
        for name in names.before(span.start):
            if name.parts[-1].lower() == head and len(name.parts) > 1:
                return " ".join(name.parts), kind, ""
            alike = name.kind == kind and (kind == "media" or head in words().generic)
            if nearest is None and alike and name.parts[-1].lower() not in words().places:
                nearest = name
        if nearest is not None:
            return " ".join(nearest.parts), kind, ""
        return text, kind, ""

    def _issuer(self, span: Span, text: str, head: str) -> tuple[str, str, str]:
        """Find who issued "the statement": whoever it was said to be from before."""
        names = self._names
        lowered = self._document.lowered
        at = lowered.rfind(head, max(0, span.start - _NEAR), span.start)
        if at < 0:
            return text, "unnamed", ""
        owner = lowered[at + len(head) : at + len(head) + 12]
        if owner.startswith((" from ", " by ", " of ", " issued by ")):
            for name in names.within(Span(at, at + len(head) + 80)):
                return self._named(name)
        for position, speaker, kind, gender in reversed(self._spoken[-_LAST:]):
            if abs(position - at) < _BESIDE and kind in {"organisation", "person", "media"}:
                return speaker, kind, gender
        for name in islice(names.before(at), 2):
            if at - name.end < _OWNER and name.kind:
                return self._named(name)
        return text, "unnamed", ""

    def _pronoun(self, low: str, span: Span) -> tuple[str, str, str] | None:
        """Resolve a pronoun, or give None for a word that is none."""
        text = self._document.text[span.start : span.end]
        if low in _HE or low in _SHE:
            gender = "male" if low in _HE else "female"
            return self._antecedent(span.start, gender) or (text, "person", gender)
        if low in _SELF:
            return text, "person", ""
        if low in {"who", "whom"}:
            return self._relative(span) or (text, "unnamed", "")
        if low in _MANY:
            theirs = self._spoken_by(span, {"group", "media", "organisation"}) if low in _THEY else None
            return theirs or (text, "group", "")
        if low in _IT:
            return (
                self._spoken_by(span, {"organisation", "media"})
                or self._thing(span)
                or (text, "unnamed", "")
            )
        return None

    def _relative(self, span: Span) -> tuple[str, str, str] | None:
        """Give the name right before "who"."""
        for name in islice(self._names.before(span.start), 2):
            if span.start - name.end <= len(", "):
                return self._named(name)
        return None

    def _spoken_by(self, span: Span, kinds: set[str]) -> tuple[str, str, str] | None:
        """Give the last speaker of some kinds if it is not far back."""
        for position, name, kind, _ in reversed(self._spoken[-4:]):
            if kind in kinds and span.start - position < _NEAR:
                return name, kind, ""
        return None

    def _thing(self, span: Span) -> tuple[str, str, str] | None:
        """Give the organisation or paper named last."""
        for name in islice(self._names.before(span.start), 6):
            if name.kind in {"organisation", "media"}:
                return self._named(name)
        return None

    def _antecedent(self, position: int, gender: str) -> tuple[str, str, str] | None:
        """Find whom "he" means: the nearest subject or speaker of that gender, else the nearest name."""
        names = self._names
        speaker = self._last_speaker(position, gender)
        nearest = None
        for name in names.before(position):
            if speaker is not None and name.end <= speaker[0]:
                return speaker[1:]
            if not names.is_person(name) or names.gender(name) not in {"", gender}:
                continue
            if self._leads(name.start):
                return names.fullest(name), "person", gender
            nearest = nearest or name
        if speaker is not None:
            return speaker[1:]
        for _, known, kind, shown in reversed(self._spoken[-_LAST:]):
            if kind == "person" and shown == gender:
                return known, kind, gender
        return (names.fullest(nearest), "person", gender) if nearest else None

    def _last_speaker(self, position: int, gender: str) -> tuple[int, str, str, str] | None:
        """Give the last speaker in the same paragraph if the pronoun can mean him or her."""
        for at, name, kind, shown in reversed(self._spoken[-3:]):
            if kind in {"person", "unnamed"} and shown in {"", gender} and name.lower() not in _PRONOUNS:
                apart = self._document.text.find("\n\n", at, position) >= 0
                return None if apart else (at, name, kind, gender)
        return None

    def _leads(self, start: int) -> bool:
        """Tell whether a name stands at the head of its sentence, where subjects stand."""
        return _SENTENCE_START.search(self._document.text, max(0, start - 60), start) is not None
