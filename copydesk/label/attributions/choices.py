"""Which cue a quotation belongs to, and whether a cue without one reports anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.mentions import Mention, left_mention
from copydesk.label.attributions.subjects import is_animate
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.contents import Region
    from copydesk.label.attributions.shapes import Cue
    from copydesk.label.attributions.units import Unit

_TELLING = frozenset({"say", "tell", "ask"})
SAYING = _TELLING | {"that"}
PUNCTUATION = frozenset('.,;:!?—–-()…"')
_CLAUSAL = frozenset({"say", "tell", "think", "ask", "that", "show"})
_NOBODY = frozenset({"you", "one", "we", "everyone", "anyone", "nobody", "which", "people"})
_PLACING = frozenset({"in", "on", "from", "out", "into", "off", "to", "up", "down", "at", "by", "of"})
_ADJUNCTS = frozenset({"after", "before", "because", "and", "with", "when", "while", "again"})


def indirect_rule(unit: Unit, cue: Cue, region: Region) -> str | None:
    """Name the rule by which a cue without a quotation reports something, or None."""
    if cue.classes <= {"voice"} or _is_nobody(unit, cue):
        return None
    if cue.shape == "according":
        return "according-to" if region.before or region.after else None
    following = unit.words[cue.last + 1] if cue.last + 1 < len(unit.words) else "."
    if region.before is not None and (following != "to" or cue.shape == "inverted"):
        rule = "clause-around-cue" if region.after else "clause-before-cue"
        return None if cue.shape != "passive" and cue.classes.isdisjoint(_CLAUSAL) else rule
    if region.after is None:
        return None
    return _rule_after(unit, cue, region, unit.words[region.after[0]])


def _rule_after(unit: Unit, cue: Cue, region: Region, first: str) -> str | None:
    """Name the rule for a content that follows its cue and begins with the word ``first``."""
    classes = cue.classes
    if cue.shape == "noun" or cue.lemma == "neither":
        by_object = "neither-nor" if cue.lemma == "neither" else "object-after-cue"
        return "clause-after-cue" if region.explicit and cue.shape == "noun" else by_object
    if unit.words[slice(*region.after or (0, 0))] == ["so"]:
        return None
    if first in _ADJUNCTS and not (first == "when" and (cue.lemma == "say" or "ask" in classes)):
        return None
    if first == "to":
        return "infinitive-after-cue" if not classes.isdisjoint({"intend", "judge"}) else None
    shown = "show" in classes and classes <= {"show", "think"} and not _is_document(unit, cue)
    bare = not region.explicit and (shown or classes <= {"that", "voice"})
    clause = region.explicit or not classes.isdisjoint(_CLAUSAL)
    placed = not clause and first in _PLACING and cue.first == cue.last  # backed out
    if bare or placed or (classes <= {"intend"} and not region.explicit):
        return None
    return "clause-after-cue" if clause else "object-after-cue"


def _is_nobody(unit: Unit, cue: Cue) -> bool:
    """Tell whether "you think" or "it offers" reports nothing that anybody in particular said."""
    if cue.speaker is None or cue.classes & SAYING:
        return False
    first = unit.words[cue.speaker.first].partition("'")[0]  # he's, they've
    if first not in words().personal and not is_animate(unit, cue.speaker):
        return True
    return first in _NOBODY and cue.speaker.first == cue.speaker.last


def _is_document(unit: Unit, cue: Cue) -> bool:
    if cue.speaker is None:
        return False
    lexicon = words()
    inside = unit.words[cue.speaker.first : cue.speaker.last + 1]
    return any(word in lexicon.documents or word in lexicon.media for word in inside)


def cue_of_quote(unit: Unit, found: list[tuple[Cue, Region]], index: int) -> int | None:
    """Choose the cue of a quotation: the report right after it, else the nearest before it."""
    listed = unit.words
    after = index + 1
    while after < len(listed) and listed[after] in {",", "—", "–"}:
        after += 1
    for number, (cue, region) in enumerate(found):
        if cue.begin == after and region.before is not None and region.before[1] == index + 1:
            answered = number > 0 and _is_answered(unit, found[number - 1][1], region, index)
            return number - 1 if answered else number
    holding = [number for number, (_, region) in enumerate(found) if _holds(region.after, index)]
    if holding:
        return _of_nested(unit, found, holding, index)
    return next((number for number, (_, region) in enumerate(found) if _holds(region.before, index)), None)


def _holds(part: tuple[int, int] | None, index: int) -> bool:
    return part is not None and part[0] <= index < part[1]


def _is_answered(unit: Unit, asked: Region, answer: Region, index: int) -> bool:
    """Tell whether a quotation belongs to the report before it: he asked, "Why?" She said, "Because"."""
    if asked.after is None or answer.after is None or asked.after[0] != index:
        return False
    quote = unit.quote_at(index)
    return unit.words[answer.after[0]] == QUOTE and unit.text[quote.inner_end - 1] in ".?!"


def _of_nested(unit: Unit, found: list[tuple[Cue, Region]], holding: list[int], index: int) -> int:
    """Choose among nested reports: who says is quoted, not who in turn is said to think, want or go on.

    A report that stands right before the quotation keeps it: she said he told her, "Go".
    """
    cue, region = found[holding[-1]]
    beside = region.after is not None and region.after[0] == index
    fragment = unit.text[unit.quote_at(index).inner_start].islower()
    loud = _TELLING if fragment else _TELLING | {"voice"}
    if beside and not cue.noun and not cue.classes.isdisjoint(loud) and not _is_to_come(unit, cue):
        return holding[-1]
    own = cue.begin > 0 and unit.words[cue.begin - 1] == "what" and cue.speaker is not None
    if own and len(holding) > 1 and unit.words[cue.begin] in words().personal:
        return holding[-2]  # condemned what he called
    spoken = [number for number in holding if found[number][0].speaker is not None] or holding
    for classes in (_TELLING, SAYING):
        for number in spoken:
            if not found[number][0].noun and not found[number][0].classes.isdisjoint(classes):
                return number
    # a judgement has one quotation: what one called "late", another said "came too early"
    empty = (number for number in spoken if QUOTE not in unit.words[found[number][0].last : index])
    return next(empty, spoken[-1])


def _is_to_come(unit: Unit, cue: Cue) -> bool:
    """Tell whether a report is only expected: said he hoped they would say."""
    return not words().modals.isdisjoint(unit.words[cue.begin : cue.first])


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
