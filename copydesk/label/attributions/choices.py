"""Which cue a quotation belongs to, and whether a cue without one reports anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.mentions import Mention, left_mention
from copydesk.label.attributions.subjects import is_animate
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.contents import Region
    from copydesk.label.attributions.cues import Cue
    from copydesk.label.attributions.units import Unit

SAYING = frozenset({"say", "tell", "ask", "that"})
PUNCTUATION = frozenset('.,;:!?—–-()…"')
_CLAUSAL = frozenset({"say", "tell", "think", "ask", "that", "show"})
_NOBODY = frozenset({"you", "it", "one", "we", "everyone", "anyone", "nobody", "which", "they", "people"})


def indirect_rule(unit: Unit, cue: Cue, region: Region) -> str | None:
    """Name the rule by which a cue without a quotation reports something, or None."""
    if cue.classes <= {"voice"} or _is_nobody(unit, cue):
        return None
    if cue.shape == "according":
        return "according-to" if region.before or region.after else None
    if region.before is not None:
        rule = "clause-around-cue" if region.after else "clause-before-cue"
        return None if cue.classes.isdisjoint(_CLAUSAL) else rule
    if region.after is None:
        return None
    return _rule_after(unit, cue, region, unit.words[region.after[0]])


def _rule_after(unit: Unit, cue: Cue, region: Region, first: str) -> str | None:
    """Name the rule for a content that follows its cue and begins with the word ``first``."""
    classes = cue.classes
    if cue.shape == "noun" or cue.lemma == "neither":
        return "neither-nor" if cue.lemma == "neither" else None
    if first == "to":
        return "infinitive-after-cue" if not classes.isdisjoint({"intend", "judge"}) else None
    shown = "show" in classes and classes <= {"show", "think"} and not _is_document(unit, cue)
    bare = not region.explicit and (shown or classes <= {"that", "voice"})
    if bare or classes <= {"intend"}:
        return None
    return "object-after-cue" if classes.isdisjoint(_CLAUSAL) else "clause-after-cue"


def _is_nobody(unit: Unit, cue: Cue) -> bool:
    """Tell whether "you think" or "it offers" reports nothing that anybody in particular said."""
    if cue.speaker is None or cue.classes & SAYING:
        return False
    if not is_animate(unit, cue.speaker):
        return True
    return unit.words[cue.speaker.first] in _NOBODY and cue.speaker.first == cue.speaker.last


def _is_document(unit: Unit, cue: Cue) -> bool:
    if cue.speaker is None:
        return False
    lexicon = words()
    inside = unit.words[cue.speaker.first : cue.speaker.last + 1]
    return any(word in lexicon.documents or word in lexicon.media for word in inside)


def cue_of_quote(unit: Unit, cues: list[Cue], regions: list[Region], index: int) -> int | None:
    """Choose the cue of a quotation: the report right after it, else the nearest before it."""
    listed = unit.words
    after = index + 1
    while after < len(listed) and listed[after] in {",", "—", "–"}:
        after += 1
    for number, cue in enumerate(cues):
        before = regions[number].before
        if cue.begin == after and before is not None and before[1] == index + 1:
            if number and _is_answered(unit, regions, number, index):
                return number - 1
            return number
    holding = [
        n for n, region in enumerate(regions) if region.after and region.after[0] <= index < region.after[1]
    ]
    if holding:
        return _of_nested(unit, cues, regions, holding, index)
    for number, region in enumerate(regions):
        if region.before is not None and region.before[0] <= index < region.before[1]:
            return number
    return None


def _is_answered(unit: Unit, regions: list[Region], number: int, index: int) -> bool:
    """Tell whether a quotation belongs to the report before it: he asked, "Why?" She said, "Because"."""
    asked, answer = regions[number - 1].after, regions[number].after
    if asked is None or answer is None or asked[0] != index:
        return False
    quote = unit.quote_at(index)
    return unit.words[answer[0]] == QUOTE and unit.text[quote.inner_end - 1] in ".?!"


def name_before_colon(unit: Unit, index: int, cue: Cue | None) -> Mention | None:
    """Find the name in "Bob Ray: ..." right before a quotation, unless a report stands there."""
    if index < 2 or unit.words[index - 1] != ":" or (cue is not None and cue.last == index - 2):
        return None
    named = left_mention(unit, index - 2)
    if named is None or not is_animate(unit, named) or not unit.is_capital(named.last):
        return None
    if cue is not None and (named.first == 0 or unit.words[named.first - 1] not in {"-", "—", "–", "from"}):
        return None
    return named


def _of_nested(unit: Unit, cues: list[Cue], regions: list[Region], holding: list[int], index: int) -> int:
    """Choose among nested reports: who says is quoted, not who in turn is said to think.

    A report that stands right before the quotation keeps it: she said he told her, "Go".
    """
    del unit
    nearest = holding[-1]
    region = regions[nearest].after
    if cues[nearest].classes & SAYING and region is not None and region[0] == index:
        return nearest
    return next((number for number in holding if cues[number].classes & SAYING), nearest)


def only_quotes(unit: Unit, region: Region, index: int, cue: Cue) -> bool:
    """Tell whether the content is nothing but quoted words."""
    if cue.classes <= {"name"}:
        return False
    if unit.words[index - 1] == ":" and PUNCTUATION.issuperset(unit.words[index + 1 :]):
        return True
    part = region.before if region.before and region.before[0] <= index < region.before[1] else region.after
    if part is None:
        return True
    return all(word == QUOTE or word in PUNCTUATION for word in unit.words[part[0] : part[1]])
