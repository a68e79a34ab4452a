"""A speaker's whole mention: with the post, the name or the clause that stands beside it.

"Luis Arregui, who heads the port" and "the ministry's spokesman, Jon Ast" are one mention each; the comma
that closes it is left out.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from copydesk.label.attributions.lexicon import finite_words, verbs, words
from copydesk.label.attributions.mentions import Mention, left_mention, right_mention
from copydesk.label.attributions.subjects import is_animate
from copydesk.label.attributions.units import QUOTE
from copydesk.record import Span

if TYPE_CHECKING:
    from copydesk.label.attributions.shapes import Cue
    from copydesk.label.attributions.units import Unit

_RELATIVE = frozenset({"who", "whose", "which", "that"})
_POSTS = frozenset("who whose which a an the one his her its their former now then".split())  # noqa: SIM905
_BORDERS = frozenset(", — – ; : ( ) and but while because if when".split()) | {QUOTE}  # noqa: SIM905
_LEADING = frozenset({"a", "an", "one", "who", "whose", "which", "its"})
_SAYING = frozenset({"say", "tell"})
_ASIDES = frozenset({",", "—", "–", "("})
_DASHES = frozenset({",", "—", "–"})
_ENDS = frozenset({",", "—", "–", ".", ";", ":", "(", QUOTE})
_CLOSING = frozenset({",", "—", "–", ".", ";", ":", QUOTE})
_CLAUSES = frozenset(
    {"that", "whether", "after", "before", "as", "since", "though", "although", "until", "once", "where"}
) | {"how", "why", "than"}
_NESTING = frozenset({"what", "that", "which", "who", "whom", "where", "how", "why"})
_NAMING = frozenset({",", "named", "called"})
_NEVER_INSIDE = frozenset({"he", "she", "i", "we", "you", "they", "who"})
_LONGEST = 24
_MOST_CHARACTERS = 60


class Whole(NamedTuple):
    """A whole mention, and the part of it that names the speaker best."""

    span: Span
    named: Span


def plain(mention: Mention | None) -> Whole | None:
    """Give a mention that has nothing beside it."""
    if mention is None:
        return None
    span = Span(mention.start, mention.end)
    return Whole(span, span)


def whole_of(unit: Unit, cue: Cue) -> Whole | None:
    """Give the whole mention of a cue's speaker, None for a cue without one."""
    mention = cue.speaker
    if mention is None or cue.shape == "noun":
        return plain(mention)
    named = Span(mention.start, mention.end)
    following = unit.words[mention.last + 1] if mention.last + 1 < len(unit.words) else "."
    if following not in _ASIDES and following != "who" and cue.shape != "according":
        return Whole(named, named)
    last = reach_of(unit, cue)
    start, end = mention.start, mention.end if last == mention.last else unit.ends[last]
    proper = unit.is_capital(mention.last)
    first = _name_inside(unit, mention, last)
    if first and (not proper or unit.words[first] in words().titles):
        named = Span(unit.starts[first], end)
    elif proper and last == mention.last and unit.words[last + 1 : last + 2] == [","]:
        start = _post_before(unit, mention)
    return Whole(Span(start, end), named)


def reach_of(unit: Unit, cue: Cue) -> int:
    """Give the last word of a whole mention: of what stands behind its head phrase and belongs to it."""
    mention, listed = cue.speaker, unit.words
    if mention is None:
        return cue.last
    last, follows = mention.last, mention.last < cue.first
    if cue.shape == "according":
        last = _issued(unit, last, initial=not cue.first)
    limit = min(cue.first if follows else len(listed), last + _LONGEST)
    if last + 2 >= limit:
        return last
    if listed[last + 1] == "(":
        return listed.index(")", last, limit) if ")" in listed[last:limit] else last
    clause = listed[last + 1] == "who" and not follows
    if not clause and (listed[last + 1] not in _DASHES or not _opens(unit, mention, last + 2)):
        return last
    close = next((at for at in range(last + 2, limit) if listed[at] in _CLOSING), limit)
    short = unit.ends[close - 1] - mention.start <= _MOST_CHARACTERS
    named = _name_inside(unit, mention, close - 1) == last + 2
    if short and clause:
        return close - 1
    return close - 1 if (short or named) and _belongs(unit, cue, last + 1, close) else last


def _belongs(unit: Unit, cue: Cue, mark: int, close: int) -> bool:
    """Tell whether an aside says who a speaker is: between two commas, or up to the end behind a cue."""
    listed, table = unit.words, verbs()
    closed = close < len(listed) and listed[close] == listed[mark]
    if not closed and (mark < cue.first or close == len(listed) or listed[close] not in _CLOSING):
        return False
    if cue.shape == "according" and not cue.first and not (closed and listed[mark + 1] in _LEADING):
        return False
    inside = listed[mark + 2 : close]  # who added that ... says something itself
    return not any(word in table and not table[word].classes.isdisjoint(_SAYING) for word in inside)


def climbed(unit: Unit, mention: Mention) -> Mention:
    """Step from the end of a long subject to its head: "A man who runs the port", "voters polled in May".

    The phrase beside a cue can be the object of a clause inside the subject. Then whatever stands before
    it, back to the border of the clause, opens with a noun phrase and holds no finite verb of its own.
    """
    listed, start = unit.words, mention.first
    if not start or listed[start - 1] in _BORDERS or listed[start].partition("'")[0] in _NEVER_INSIDE:
        return mention
    clause, limit = 0, max(0, start - _LONGEST)
    while start > limit and listed[start - 1] not in _BORDERS:
        start -= 1
        if not clause and listed[start] in _CLAUSES:
            clause = start + 1
    whole = _from(unit, start, mention)
    return _from(unit, clause, mention) if clause and whole is mention else whole


def _from(unit: Unit, start: int, mention: Mention) -> Mention:
    """Join a mention to the noun phrase that begins at a word, if it is part of what is said of that."""
    listed = unit.words
    if start == mention.first or listed[start] in _openers():
        return mention
    if listed[start] in finite_words() and not unit.is_capital(start):
        return mention
    head = right_mention(unit, start)
    if head is None or head.last >= mention.first - 1 or not is_animate(unit, head):
        return mention
    between = listed[head.last + 1 : mention.first]
    if not _NESTING.isdisjoint(between[1:]):
        return mention  # people who fell ill in what doctors called
    if between[0] not in _RELATIVE and (_has_object(between) or not _is_verbless(between)):
        return mention
    long = mention.end - head.start > _MOST_CHARACTERS
    return head if long else Mention(head.start, mention.end, head.first, head.last)


@cache
def _openers() -> frozenset[str]:
    """Give the words that open a clause but no subject: in a statement ..."""
    lexicon = words()
    return lexicon.closed - lexicon.determiners - lexicon.counts


def _has_object(between: list[str]) -> bool:
    """Tell a verb before a noun phrase from a participle: told residents, but residents told in May."""
    table, determiners = verbs(), words().determiners
    for word, following in pairwise([*between, "the"]):
        if following in determiners:
            known = table.get(word)
            if word.endswith("ed") if known is None else "d" in known.forms:
                return True
    return False


def _is_verbless(between: list[str]) -> bool:
    """Tell whether words hold participles and phrases at most, but no finite verb and no clause."""
    lexicon, table = words(), verbs()
    for word in between:
        if word == "to":
            continue
        if word in lexicon.auxiliaries or word in lexicon.personal or word in lexicon.subordinators:
            return False
        if word in lexicon.pasts:
            return False
        known = table.get(word)
        if known is not None and not known.ambiguous and "n" not in known.forms and "g" not in known.forms:
            return False
    return True


def _issued(unit: Unit, last: int, *, initial: bool) -> int:
    """Step over what says where a document is from: "a poll taken in May", up to the next mark."""
    listed = unit.words
    stop = next(
        (at for at in range(last + 1, min(len(listed), last + _LONGEST)) if listed[at] in _ENDS), last
    )
    if stop <= last + 1 or listed[last + 1] in {"but", "while"}:
        return last
    inside = [word for word in listed[last + 1 : stop] if word != "and"]
    return last if initial and not _is_verbless(inside) else stop - 1


def _opens(unit: Unit, mention: Mention, index: int) -> bool:
    """Tell whether a word can open what is said of somebody: a post, an age, a relative clause, a name."""
    opener = unit.words[index]
    if opener == QUOTE:
        return False
    named = unit.is_capital(index) and not unit.is_capital(mention.last)
    return named or opener in _POSTS or opener[0].isdigit() or opener in words().titles


def _name_inside(unit: Unit, mention: Mention, last: int) -> int:
    """Give where the name begins that ends "the coach, a Dane named Soren Fynbo", or 0."""
    first = last
    while first > mention.last and unit.is_capital(first):
        first -= 1
    return first + 1 if mention.last < first < last - 1 and unit.words[first] in _NAMING else 0


def _post_before(unit: Unit, mention: Mention) -> int:
    """Give where "the ministry's spokesman, Jon Ast" begins, whose mention is the name."""
    listed, lexicon = unit.words, words()
    if mention.first < 2 or listed[mention.first - 1] != ",":
        return mention.start
    post = left_mention(unit, mention.first - 2)
    if post is None or post.last != mention.first - 2 or unit.is_capital(post.last):
        return mention.start
    return post.start if listed[post.last] in lexicon.people else mention.start
