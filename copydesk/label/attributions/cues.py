"""Cues in a sentence: a reporting verb or "according to", with its speaker beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.label.attributions.lexicon import cue_words, nouns, verbs, words
from copydesk.label.attributions.mentions import Mention, left_mention, main_subject, right_mention
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.lexicon import Verb
    from copydesk.label.attributions.units import Unit

_MODALS = frozenset(
    ["will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "won't", "wouldn't", "can't", "cannot", "couldn't", "don't", "doesn't", "didn't", "'ll", "'d"]
)
_BE = frozenset("is are was were am be been being isn't aren't wasn't weren't 's 're 'm".split())  # noqa: SIM905
_HAVE = frozenset("has have had hasn't haven't hadn't 've having".split())  # noqa: SIM905
_HELPERS = _MODALS | _BE | _HAVE
_BARRED = frozenset({",", "—", "–", "and", "by", "in", "of", "for", "without", QUOTE, "before", "after", "while", "when"})
_CONTRACTED = frozenset({"s", "d", "ve", "re", "m", "ll"})
_COUNTS = frozenset({"percent", "half", "majority", "most", "many", "some", "few", "both", "all", "%", "others"})
_REPORTED = frozenset({"say", "tell", "ask", "voice"})


class Cue(NamedTuple):
    """A cue between the words ``first`` and ``last``, and how it stands to its speaker.

    ``begin`` is the first word of the whole clause that reports (speaker, auxiliaries and cue).
    ``shape`` is one of ``finite``, ``inverted``, ``participle``, ``infinitive``, ``passive``, ``according``, ``noun``.
    """

    first: int
    last: int
    begin: int
    speaker: Mention | None
    shape: str
    lemma: str
    classes: frozenset[str]


def cues_of(unit: Unit) -> list[Cue]:
    """Find the cues of a sentence in reading order."""
    table, found, skip = verbs(), [], -1
    said, heads = nouns(), cue_words()
    for index, word in enumerate(unit.words):
        if word not in heads or index <= skip:
            continue
        cue = None
        if word == "according":
            cue = _according(unit, index)
        elif word == "neither":
            cue = _neither(unit, index)
        elif word in table:
            cue = _verb_cue(unit, index, table[word])
        if cue is None and word in said:
            cue = _noun_cue(unit, index)
        if cue is not None:
            found.append(cue)
            skip = cue.last
    return found


def _according(unit: Unit, index: int) -> Cue | None:
    if unit.words[index + 1 : index + 2] != ["to"]:
        return None
    speaker = right_mention(unit, index + 2)
    if speaker is None:
        return None
    return Cue(index, index + 1, index, speaker, "according", "according", frozenset({"say"}))


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


def _noun_cue(unit: Unit, index: int) -> Cue | None:
    """Find "his claim that ..." and "the ministry's statement: ...": the possessor speaks."""
    listed = unit.words
    if index == 0 or index + 1 >= len(listed) or listed[index + 1] not in {"that", QUOTE, ":"}:
        return None
    before = index - 1
    while (
        before > 0
        and not listed[before].endswith(("'s", "s'"))
        and index - before < 3
        and listed[before].isalpha()
    ):
        if listed[before] in {"his", "her", "their", "my", "its", "our"}:
            break
        before -= 1
    if listed[before] in {"his", "her", "their", "my", "its", "our"}:
        speaker = Mention(unit.starts[before], unit.ends[before], before, before)
    elif listed[before].endswith(("'s", "s'")):
        found = left_mention(unit, before)
        if found is None:
            return None
        speaker = found
    else:
        return None
    return Cue(index, index, speaker.first, speaker, "noun", listed[index], frozenset({"say"}))


def _verb_cue(unit: Unit, index: int, verb: Verb) -> Cue | None:
    listed = unit.words
    if index and unit.is_capital(index) and listed[index - 1] not in {QUOTE, ",", ":"}:
        return None
    last, classes = _phrase(unit, index, verb)
    if not classes:
        return None
    before, helpers = _helpers(unit, index)
    if before >= 0 and listed[before] == "to" and "b" in verb.forms:
        return _infinitive(unit, index, last, verb, classes)
    if "g" in verb.forms and not helpers & _BE:
        return _participle(unit, index, last, verb, classes)
    if helpers & _BE and "g" not in verb.forms:
        return _passive(unit, index, last, verb, classes)
    if not (helpers & _HELPERS) and not _finite_form(unit, index, verb, before):
        return None
    inverted = _inverted(unit, index, last, verb, classes)
    if inverted is not None:
        return inverted
    return _finite(unit, (before, index, last), verb, classes)


def _phrase(unit: Unit, index: int, verb: Verb) -> tuple[int, frozenset[str]]:
    """Give the last word of a phrasal cue and the classes of the whole."""
    for following, classes in verb.phrases:
        stop = index + 1 + len(following)
        if tuple(unit.words[index + 1 : stop]) == following:
            return stop - 1, classes
    return index, verb.classes


def _helpers(unit: Unit, index: int) -> tuple[int, frozenset[str]]:
    """Walk left over auxiliaries and adverbs; give the word before them and the auxiliaries met."""
    lexicon, listed = words(), unit.words
    met: set[str] = set()
    before = index - 1
    while before >= 0:
        word = listed[before]
        if word in lexicon.auxiliaries and word != "to":
            met.add(word)
        elif not (
            word in lexicon.adverbs
            or (word.endswith("ly") and len(word) > 4 and not unit.is_capital(before))
        ):
            break
        before -= 1
    if before >= 0 and "'" in listed[before]:
        tail = "'" + listed[before].rpartition("'")[2]
        if tail in {"'d", "'ve", "'re", "'m", "'ll"}:
            met.add(tail)
    return before, frozenset(met)


def _finite_form(unit: Unit, index: int, verb: Verb, before: int) -> bool:
    """Tell whether a form can be a finite verb here, by the word before it."""
    lexicon, listed = words(), unit.words
    following = listed[index + 1] if index + 1 < len(listed) else "."
    if "d" in verb.forms and not verb.ambiguous:
        return following != "by"
    if before < 0:
        return False
    word = listed[before]
    if word in lexicon.personal:
        return True
    if verb.ambiguous and (
        following in {"of", "from", "and", "or", "with", "by", "were", "was", "is", "are", "have", "has"}
    ):
        return False
    if word in lexicon.determiners and word not in _COUNTS:
        return False
    if "d" in verb.forms:
        return True
    if "s" in verb.forms:
        if verb.ambiguous:
            return (
                unit.is_capital(before)
                or word in lexicon.people
                or word in lexicon.media
                or word in lexicon.documents
            )
        return True
    return _plural_subject(unit, index, before, verb)


def _plural_subject(unit: Unit, index: int, before: int, verb: Verb) -> bool:
    """Tell whether what stands before a base form is a plural, so that "officials claim" is a verb."""
    lexicon, listed = words(), unit.words
    following = listed[index + 1] if index + 1 < len(listed) else "."
    mention = left_mention(unit, before)
    if mention is None:
        return False
    head = mention.first
    while head < mention.last and listed[head + 1] not in lexicon.prepositions and listed[head + 1] not in lexicon.relatives:
        head += 1
    phrase = listed[mention.first : mention.last + 1]
    word = listed[head]
    plural = word[-1].isdigit() or ("and" in phrase and not verb.ambiguous) or word in _COUNTS or word in {"people", "media", "police"} or phrase[0] in _COUNTS
    plural = plural or (word.endswith("s") and not word.endswith(("ss", "'s")))
    if verb.ambiguous:
        begins = following == QUOTE or following in lexicon.closed or (index + 1 < len(listed) and unit.is_capital(index + 1))
        sorts = (lexicon.people, lexicon.media, lexicon.documents, _COUNTS)
        return plural and (begins or any(word in sort for sort in sorts))
    return plural


def _finite(unit: Unit, at: tuple[int, int, int], verb: Verb, classes: frozenset[str]) -> Cue | None:
    before, index, last = at
    listed = unit.words
    if before < 0:
        return None
    if listed[before] in {"and", "but", "then", "or"} or (
        listed[before] == "," and listed[before - 1] == "and"
    ):
        speaker = main_subject(unit, before)
        if speaker is None or verb.forms == "b":
            return None
        return Cue(index, last, index, speaker, "participle", verb.lemma, classes)
    speaker = left_mention(unit, before)
    if speaker is None:
        return None
    cut, _, tail = listed[before].rpartition("'")
    if cut and tail in _CONTRACTED and speaker.first == speaker.last == before:
        speaker = speaker._replace(end=speaker.start + len(cut))
    return Cue(index, last, speaker.first, speaker, "finite", verb.lemma, classes)


def _inverted(unit: Unit, index: int, last: int, verb: Verb, classes: frozenset[str]) -> Cue | None:
    """Find "...," said Bob Ray: only after a quotation or a comma, or at the start."""
    listed = unit.words
    if not (classes & _REPORTED) or not set(verb.forms) & {"d", "s"}:
        return None
    if index and listed[index - 1] not in {QUOTE, ",", "—", "–"}:
        return None
    if not index and verb.lemma not in {"say", "add", "write", "ask"}:
        return None
    speaker = right_mention(unit, last + 1)
    if speaker is None or (
        listed[last + 1] in words().addressees and listed[last + 1] not in {"officials", "police", "it"}
    ):
        return None
    if index and listed[index - 1] != QUOTE and left_mention(unit, index - 1) is not None:
        return None
    lower = not unit.is_capital(speaker.first) and listed[speaker.first] not in words().determiners
    if lower and not any(
        word in words().speaking
        for word in listed[speaker.first : speaker.last + 1]
    ):
        return None
    return Cue(index, last, index, speaker, "inverted", verb.lemma, classes)


def _participle(unit: Unit, index: int, last: int, verb: Verb, classes: frozenset[str]) -> Cue | None:
    """Find ", adding that ...", "quoted officials as saying ..." and "an article predicting that ..."."""
    lexicon, listed = words(), unit.words
    before = index - 1
    if before >= 0 and listed[before] == "as":
        speaker = _quoted_as(unit, before)
        return Cue(before, last, before, speaker, "participle", verb.lemma, classes) if speaker else None
    while before >= 0 and (listed[before] in lexicon.skipped or listed[before].endswith("ly")):
        before -= 1
    if before < 0:
        return None
    beside = left_mention(unit, before) if listed[before] not in _BARRED else None
    if beside is not None and (
        listed[before] in lexicon.documents or (beside.first and listed[beside.first - 1] == "with")
    ):
        speaker: Mention | None = beside
    else:
        speaker = main_subject(unit, before)
    if speaker is None:
        return None
    return Cue(index, last, index, speaker, "participle", verb.lemma, classes)


def _quoted_as(unit: Unit, index: int) -> Mention | None:
    """Find the officials in "the reports quote officials as saying"."""
    table = verbs()
    for number in range(index - 1, max(-1, index - 12), -1):
        verb = table.get(unit.words[number])
        if verb is not None and verb.lemma in {"quote", "cite", "paraphrase", "describe"}:
            return right_mention(unit, number + 1)
    return left_mention(unit, index - 1)


def _infinitive(unit: Unit, index: int, last: int, verb: Verb, classes: frozenset[str]) -> Cue | None:
    """Find "went on to say that": the clause's subject speaks."""
    speaker = main_subject(unit, index)
    if speaker is None:
        return None
    return Cue(index, last, index, speaker, "infinitive", verb.lemma, classes)


def _passive(unit: Unit, index: int, last: int, verb: Verb, classes: frozenset[str]) -> Cue | None:
    """Find "was confirmed by the ministry", and "was asked whether" and "is expected to" without an agent."""
    listed = unit.words
    if "n" not in verb.forms or not classes & {"say", "judge", "name", "ask", "tell", "intend", "think"}:
        return None
    for number in range(last + 1, min(len(listed), last + 6)):
        if listed[number] == "by":
            speaker = right_mention(unit, number + 1)
            return Cue(index, last, index, speaker, "passive", verb.lemma, classes) if speaker else None
        if listed[number] in {",", ".", QUOTE}:
            break
    following = listed[last + 1] if last + 1 < len(listed) else "."
    asked = "ask" in classes and following in {",", ":", QUOTE}
    if asked or following in {"that", "whether", "if", "about"} or (following == "to" and classes & {"say", "think"}):
        return Cue(index, last, index, None, "agentless", verb.lemma, classes)
    return None
