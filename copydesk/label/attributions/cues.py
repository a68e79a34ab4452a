"""Cues in a sentence: a reporting verb or "according to", with its speaker beside it."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress, count
from typing import TYPE_CHECKING

from copydesk.label.attributions.forms import can_be_finite, helpers_before, subject_before
from copydesk.label.attributions.lexicon import cue_words, nouns, plain_verbs, telling_words, verbs, words
from copydesk.label.attributions.mentions import left_mention, right_mention
from copydesk.label.attributions.nouns import noun_cue
from copydesk.label.attributions.shapes import SAY, Cue, Group
from copydesk.label.attributions.subjects import is_animate, main_subject, near_subject, subject_after
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.lexicon import Verb
    from copydesk.label.attributions.mentions import Mention
    from copydesk.label.attributions.units import Unit

_BARRED = frozenset(
    {",", "—", "–", "and", "by", "in", "of", "for", "without", QUOTE, "before", "after", "while", "when"}
)
_OPENING = frozenset({"after", "before", "while", "when", "in", "by", "without", "since", "besides", "for"})
_JOINING = frozenset({"and", "then"})
_LEADING = frozenset({"say", "add", "write", "ask"})
_PASSIVE = frozenset({"say", "judge", "name", "ask", "tell", "intend", "think"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "my", "your", "our"})
_LINKS = frozenset({"as", "to"})
_NEAR_AGENT = 6
_NEAR_LEAD = 8
_NEAR_SENDER = 9
_REPORTED = frozenset({"say", "tell", "ask", "voice"})


def cues_of(unit: Unit) -> list[Cue]:
    """Find the cues of a sentence in reading order."""
    found: list[Cue] = []
    table, skip = verbs(), -1
    said, heads = nouns(), cue_words() if unit.quotes else telling_words()
    for index in compress(count(), map(heads.__contains__, unit.words)):
        if index <= skip:
            continue
        word, cue = unit.words[index], None
        if word == "according":
            cue = _according(unit, index)
        elif word == "neither":
            cue = _neither(unit, index)
        elif word in table and not (table[word].ambiguous and unit.words[index - 1] in _ARTICLES):
            cue = _verb_cue(unit, index, table[word])
        if cue is None and word in said:
            cue = noun_cue(unit, index, said[word])
        if cue is not None and cue.shape == "participle" and found and found[-1].shape == "inverted":
            cue = replace(cue, speaker=found[-1].speaker)  # said Lund, adding that
        if cue is not None and (cue.speaker is not None or cue.shape == "agentless"):
            found.append(cue)
            skip = cue.last
    return found


def _according(unit: Unit, index: int) -> Cue | None:
    if unit.words[index + 1 : index + 2] != ["to"]:
        return None
    speaker = right_mention(unit, index + 2)
    if speaker is None:
        return None
    return Cue(index, index + 1, index, speaker, "according", "according", SAY)


def _neither(unit: Unit, index: int) -> Cue | None:
    """Find "neither confirmed nor denied": what is not said is named all the same, once."""
    listed, table = unit.words, verbs()
    if len(listed) < index + 4 or listed[index + 2] != "nor":
        return None
    one, other = table.get(listed[index + 1]), table.get(listed[index + 3])
    speaker = left_mention(unit, index - 1)
    if one is None or other is None or speaker is None:
        return None
    return Cue(index, index + 3, speaker.first, speaker, "finite", "neither", frozenset({"judge"}))


def _verb_cue(unit: Unit, index: int, verb: Verb) -> Cue | None:
    """Read a verb by the auxiliaries before it: infinitive, participle, passive or finite."""
    listed, lexicon = unit.words, words()
    last, classes = _phrase(unit, index, verb) if verb.phrases else (index, verb.classes)
    if (
        not classes
        or (classes <= _LINKS and classes.isdisjoint(listed[last + 2 :]))
        or (index and unit.is_capital(index) and listed[index - 1] not in {QUOTE, ",", ":"})
    ):
        return None
    group = Group(index, last, verb, classes)
    before, helpers = helpers_before(unit, index)
    if before >= 0 and listed[before] == "to" and "b" in verb.forms:
        return _infinitive(unit, group)
    perfect = before >= 0 and listed[before] == "having"
    going = "g" in verb.forms and not _is_contracted(unit, before)
    if (perfect or going) and helpers.isdisjoint(lexicon.be):
        return _participle(unit, replace(group, first=before) if perfect else group)
    stance = _stance(unit, group, before, helpers) if "a" in verb.forms else None
    if stance is None and "g" not in verb.forms and not helpers.isdisjoint(lexicon.be):
        return _passive(unit, group)
    plain = helpers.isdisjoint(lexicon.helpers) and "g" not in verb.forms
    if stance is not None or verb.forms == "a" or (plain and not can_be_finite(unit, index, verb, before)):
        return stance
    return _inverted(unit, group) or _finite(unit, before, group)


def _is_contracted(unit: Unit, index: int) -> bool:
    """Tell whether a word holds its verb: he's, who's."""
    word, _, tail = unit.words[index].rpartition("'") if index >= 0 else ("", "", "")
    return tail == "s" and word in words().personal


def _phrase(unit: Unit, index: int, verb: Verb) -> tuple[int, frozenset[str]]:
    """Give the last word of a phrasal cue and the classes of the whole."""
    listed = unit.words
    if index + 1 < len(listed):
        for following, classes in verb.phrases.get(listed[index + 1], ()):
            stop = index + 1 + len(following)
            if tuple(listed[index + 1 : stop]) == following:
                return stop - 1, classes
    return index, verb.classes


def _finite(unit: Unit, before: int, group: Group) -> Cue | None:
    """Find "officials said", and "... and said", whose subject stands further left."""
    listed = unit.words
    if before < 0:
        return None
    beside = (listed[before - 1], listed[group.first - 1])
    joined = listed[before] == "," and not _JOINING.isdisjoint(beside)
    if joined or listed[before] in {"and", "but", "then", "or"}:
        speaker = (None if joined else near_subject(unit, before)) or main_subject(unit, before)
        first = listed[max(0, before - _NEAR_LEAD) : before]
        led = not joined and ("to" in first or not words().modals.isdisjoint(first))
        if speaker is None or (group.verb.forms == "b" and not led):
            return None  # but: to reject the plan and call for another
        return _cue(group, group.first, speaker, "participle")
    speaker = subject_before(unit, before)
    if speaker is None:
        return None
    return _cue(group, speaker.first, speaker, "finite")


def _inverted(unit: Unit, group: Group) -> Cue | None:
    """Find "...," said Bob Ray: only after a quotation or a comma, or at the start."""
    listed, lexicon, index = unit.words, words(), group.first
    leads = group.verb.lemma in _LEADING and group.last == index  # asked about the vote, Lund said
    opens = listed[index - 1] in {QUOTE, ",", "—", "–"} if index else leads
    if not opens or group.classes.isdisjoint(_REPORTED) or not group.verb.finite:
        return None
    speaker = right_mention(unit, group.last + 1)
    if speaker is None or _is_addressed(listed[group.last + 1]):
        return None
    if (
        index
        and listed[index - 1] != QUOTE
        and (
            listed[speaker.first] in lexicon.personal  # the police, who left, said they knew
            or _has_verb(unit, speaker.last + 1)
            or left_mention(unit, index - 1) is not None
        )
    ):
        return None
    named = unit.is_capital(speaker.first) or listed[speaker.first] in lexicon.determiners
    if named or not lexicon.speaking.isdisjoint(listed[speaker.first : speaker.last + 1]):
        return _cue(group, index, speaker, "inverted")
    return None


def _has_verb(unit: Unit, index: int) -> bool:
    """Tell whether a verb follows, behind adverbs: the mayor, late, said parents still want that."""
    lexicon, listed = words(), unit.words
    while index < len(listed) and (listed[index] in lexicon.adverbs or listed[index][-2:] == "ly"):
        index += 1
    return index < len(listed) and listed[index] in plain_verbs()


def _is_addressed(word: str) -> bool:
    lexicon = words()
    return word in lexicon.addressees and word not in lexicon.people and word != "it"


def _cue(group: Group, begin: int, speaker: Mention | None, shape: str) -> Cue:
    return Cue(group.first, group.last, begin, speaker, shape, group.verb.lemma, group.classes)


def _participle(unit: Unit, group: Group) -> Cue | None:
    """Find ", adding that ...", "quoted officials as saying ..." and "an article predicting that ..."."""
    lexicon, listed, index = words(), unit.words, group.first
    before = index - 1
    if before >= 0 and listed[before] in _ARTICLES:
        return None  # the backing of
    if before >= 0 and listed[before] == "as":
        speaker = _quoted_as(unit, before)
        return replace(_cue(group, before, speaker, "participle"), first=before) if speaker else None
    while before >= 0 and (listed[before] in lexicon.skipped or listed[before].endswith("ly")):
        before -= 1
    if before < 0 or (not before and listed[0] in _OPENING):
        return _cue(group, index, subject_after(unit, group.last), "participle")
    beside = None if listed[before] in _BARRED else left_mention(unit, before)
    attached = beside is not None and (
        listed[before] in lexicon.documents or (beside.first > 0 and listed[beside.first - 1] == "with")
    )
    sender = _sender(unit, beside) if beside else None
    if beside and not (sender or attached or is_animate(unit, beside)):
        return None
    speaker = sender or beside or main_subject(unit, before)
    if speaker is None and listed[before] in _OPENING:
        speaker = subject_after(unit, group.last)
    return _cue(group, index, speaker, "participle")


def _sender(unit: Unit, beside: Mention) -> Mention | None:
    """Find who says what a thing says that they made: Lund sent a letter to the mayor urging her to go."""
    lexicon, listed = words(), unit.words
    for index in range(beside.first, max(-1, beside.first - _NEAR_SENDER), -1):
        word = listed[index]
        if word in lexicon.sending:
            return main_subject(unit, index + 1) or subject_after(unit, beside.last)
        if word in lexicon.relatives or not word[0].isalnum():
            return None
    return None


def _stance(unit: Unit, group: Group, before: int, helpers: frozenset[str]) -> Cue | None:
    """Find "is confident that" and "are critical of": the adjective's subject thinks or judges."""
    lexicon, listed = words(), unit.words
    follows = before >= 0 and listed[before] in lexicon.linking
    if (helpers.isdisjoint(lexicon.linking) and not follows) or listed[group.last + 1 : group.last + 2] == [
        "by"
    ]:
        return None
    if follows:
        before, _ = helpers_before(unit, before)
    speaker = subject_before(unit, before) if before >= 0 else None
    if speaker is None or not is_animate(unit, speaker):
        return None
    return _cue(group, speaker.first, speaker, "finite")


def _quoted_as(unit: Unit, index: int) -> Mention | None:
    """Find the officials in "the reports quote officials as saying"."""
    table = verbs()
    for number in range(index - 1, max(-1, index - 12), -1):
        verb = table.get(unit.words[number])
        if verb is not None and verb.lemma in {"quote", "cite", "paraphrase", "describe"}:
            return right_mention(unit, number + 1)
    return left_mention(unit, index - 1)


def _infinitive(unit: Unit, group: Group) -> Cue | None:
    """Find "went on to say that": the clause's subject speaks."""
    speaker = near_subject(unit, group.first) or main_subject(unit, group.first)
    return _cue(group, group.first, speaker, "infinitive") if speaker else None


def _passive(unit: Unit, group: Group) -> Cue | None:
    """Find "was confirmed by the ministry"; without an agent, "was asked whether" and "is expected to"."""
    listed, last, classes = unit.words, group.last, group.classes
    if "n" not in group.verb.forms or classes.isdisjoint(_PASSIVE):
        return None
    for number in range(last + 1, min(len(listed), last + _NEAR_AGENT)):
        if listed[number] == "by":
            speaker = right_mention(unit, number + 1)
            return _cue(group, group.first, speaker, "passive") if speaker else None
        if listed[number] in {",", ".", QUOTE}:
            break
    following = listed[last + 1] if last + 1 < len(listed) else "."
    asked = "ask" in classes and following in {",", ":", QUOTE}
    expected = following == "to" and not classes.isdisjoint({"say", "think"})
    accused = following in {"of", "for"} and "judge" in classes
    if accused:
        group = replace(group, last=last + 1)
    if asked or expected or accused or following in {"that", "whether", "if", "about"}:
        return _cue(group, group.first, None, "agentless")
    return None
