"""What can be seen of every line by itself: how much it reads like prose, and what else it may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from copydesk.segment import furniture as known
from copydesk.segment.letters import Letters, count_letters

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# A line of at most so many code points can be a date, a byline or a time.
_SHORT = 140
# "(Jane Roe/Agency)" at the end of a line, as under pictures.
_CREDIT_AT_END = r"\([^()]{2,50}(?:/| via |, file)[^()]{2,40}\)$"
# "— Jane Roe (@janeroe) August 30, 2006" under a post that stands in the text
_POST = r"^[—–-]+ ?.+\(@\w+\)"
# a time of day, as over the posts of a live blog
_CLOCK = r"^\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?$"
_AGO = (
    r"^\D{0,12}\d+ ?(?:s|m|h|d|secs?|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?)\.? ago"
    r"|^(?:hace|il y a|há|před|för) \d|^vor \d+ \p{L}+$|^(?:منذ|قبل) "
    r"|^\d+ \p{L}+ (?:fa|önce|atrás|назад|тому|yang lalu|lalu|geleden|sedan|siden|temu|trước)"
    r"|^\d+(?:分|時間|日|小时|小時|分钟|分鐘|天|시간|분|일) ?(?:前|전)"
)

_BRACKETED = r"^\[[^\[\]]{1,30}\](?:[\s|]*\[[^\[\]]{1,30}\])+$"  # [Home] [News] [Sports]
# 6 thoughts on "Ferries"
_COUNTED = (
    r"^(?:\d+|one) (?:comments?|thoughts?|responses?|repl(?:y|ies)|reactions?) (?:on|to|for|so far)\b"
)
_CLOCK_LINE = 16  # code points of a time of day
_CREDIT_LINE, _CAPTION = 60, 400  # code points of the credit under a caption, and of the caption

_DOT_ABOVE = "\u0307"  # what lower case leaves of the Turkish capital İ

# Tags of HTML pages and how they change the prose score.
_TAG_SCORES = {
    "p": 0.6,
    "blockquote": 0.6,
    "a": -0.3,
    "td": -0.3,
    "time": -0.5,
    "figcaption": -1.0,
    "header": -2.0,
    "button": -2.0,
    "form": -2.0,
    "label": -2.0,
    "nav": -3.0,
    "footer": -3.0,
    "aside": -3.0,
}


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of every line: arrays of shape ``(lines,)``."""

    page: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]  # the first line of each page, shape (pages,)
    number: npt.NDArray[np.int64]  # which of the pages, from 0: an index into `starts`
    letters: Letters
    furniture: npt.NDArray[np.uint8]  # an index into `furniture.KINDS`
    gap: npt.NDArray[np.int64]
    indent: npt.NDArray[np.int64]
    bullet: Flags
    shared: Floats  # 0 where it is not known
    body: npt.NDArray[np.int8]  # 1, 0, -1: the extractor says yes, nothing, no
    date: Flags
    ago: Flags
    clock: Flags  # a time of day and nothing else
    byline: Flags
    post: Flags  # who wrote a post that stands in the text, and when
    credit: Flags  # a caption: it names who took the picture, or is marked as one
    link: Flags  # the markup has all of it in a link
    rule: Flags  # "=====": no letter and no digit
    repeated: Flags  # the same line stands on the page before: a headline of a link, or the title again
    prose: Floats  # positive for paragraphs, negative for the rest


@cache
def _patterns() -> tuple[str, str]:
    """Make the patterns of dates and of bylines from the lexicon."""
    lexicon = known.read_lexicon("lines")
    month = (
        "(?:" + "|".join(sorted(set(lexicon["months"]), key=lambda name: (-len(name), name))) + r")[^ 0-9]*"
    )
    year = r"(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?"
    shapes = (
        rf"{year} ?[-/.年년] ?\d{{1,2}} ?[-/.月월] ?\d{{1,2}}",
        rf"\d{{1,2}} ?[-/.] ?\d{{1,2}} ?[-/.] ?{year}",
        r"\d{1,2}[-/.]\d{1,2}[-/.]\d\d(?: |,|$)",
        rf"{day},?[ /-](?:de |of |tháng )?{month}\.?,?[ /-](?:de |del )?{year}",
        rf"{day} (?:de )?{month} [–|-] ?\d",
        rf"{month}\.? {day},? (?:at )?{year}",
        rf"{month}\.? \d{{1,2}}(?:,| -| \|| at)? \d{{1,2}}[:.]",
        r"ngày \d{1,2}[-/.]\d{1,2}",
        rf"^{day} {month}$|^{month}\.? {day}$",
    )
    openers = "|".join(
        sorted((word for word in lexicon["byline_openers"]), key=lambda word: (-len(word), word))
    )
    titles = "|".join(lexicon["author_titles"])
    bylines = (
        rf"^(?:{openers})[ :：／/＝]\s*\S",
        r"^by:?$",  # the name stands on the next line
        rf"^(?:{titles})$",
        rf"^[^.,|]{{3,40}}(?:, | [-|–—] ?)(?:{titles})(?:$| |,)",
        r"기자$|^.{2,12}记者|特派員$|記者$",
    )
    # In Unicode, \d and \p{L} would make an automaton so large that it is twenty times slower.
    return "|".join(shapes).replace(r"\d", "[0-9٠-٩۰-۹]"), "|".join(bylines)


def observe(lines: pl.DataFrame) -> Observed:
    """Look at every line of a batch by itself."""
    page = lines["page"].to_numpy().astype(np.int64)
    letters = count_letters(lines["text"])
    lowered = lines["text"].str.slice(0, known.PART_LIMIT).str.to_lowercase()
    if lowered.str.contains(_DOT_ABOVE, literal=True).any():
        lowered = lowered.str.replace_all(_DOT_ABOVE, "", literal=True)
    kinds = known.find_furniture(lowered, letters.length)
    counting = (letters.length <= _SHORT) & ((letters.digits > 0) | letters.closed) & (letters.words >= 3)
    kinds[_matched(lowered, counting, _COUNTED)] = known.COMMENTS
    kinds[(kinds == known.MENU) & letters.quoted & letters.closed & letters.stops] = known.NONE  # "No."
    kinds[_matched(lowered, letters.quoted & letters.closed, _BRACKETED)] = known.MENU
    date, ago, byline, credit, post = _small_things(lowered, letters)
    clock = np.zeros(len(page), dtype=bool)
    clock[_matched(lowered, (letters.length <= _CLOCK_LINE) & (letters.digits > 2), _CLOCK)] = True
    begins = np.r_[True, page[1:] != page[:-1]][: len(page)]
    seen = Observed(
        page=page,
        starts=np.flatnonzero(begins),
        number=np.cumsum(begins) - 1,
        letters=letters,
        furniture=kinds,
        gap=lines["gap"].to_numpy().astype(np.int64),
        indent=np.minimum(lines["indent"].to_numpy().astype(np.int64), 15),
        bullet=lines["bullet"].to_numpy().astype(bool),
        shared=lines["shared"].fill_null(0.0).to_numpy().astype(np.float64),
        body=lines["body"]
        .cast(pl.Int8)
        .replace_strict({1: 1, 0: -1}, default=0, return_dtype=pl.Int8)
        .to_numpy(),
        date=date,
        ago=ago,
        clock=clock,
        byline=byline,
        post=post,
        credit=_with_captions(lines, letters, credit | (kinds == known.CREDIT)),
        link=_tagged(lines, ("a",)),
        rule=_rule(letters),
        repeated=_repeated(lines),
        prose=np.zeros(len(page)),
    )
    tags = (
        lines["tag"]
        .replace_strict(_TAG_SCORES, default=0.0, return_dtype=pl.Float64)
        .fill_null(0.0)
        .to_numpy()
    )
    seen.prose[:] = _prose(seen) + tags
    return seen


def _matched(lowered: pl.Series, where: Flags, pattern: str) -> npt.NDArray[np.int64]:
    """Find those of some lines that match a pattern."""
    maybe = np.flatnonzero(where)
    hits: npt.NDArray[np.int64] = maybe[lowered.gather(maybe).str.contains(pattern).to_numpy()]
    return hits


def _with_captions(lines: pl.DataFrame, letters: Letters, credit: Flags) -> Flags:
    """Add to the lines that credit a picture its captions: the markup's, and one set close over a credit.

    Only where a blank line parts what is under the credit does it tell that none is over it.
    """
    page, close = lines["page"].to_numpy(), lines["gap"].to_numpy() == 0
    found: Flags = credit | _tagged(lines, ("figcaption", "caption"))
    if len(page) > 2:
        alone = credit[1:-1] & (letters.length[1:-1] <= _CREDIT_LINE) & close[1:-1] & ~close[2:]
        found[:-2] |= alone & (letters.length[:-2] <= _CAPTION) & (page[:-2] == page[1:-1])
    return found


def _tagged(lines: pl.DataFrame, tags: tuple[str, ...]) -> Flags:
    """Tell the lines of certain elements; none where a page has no markup."""
    return lines["tag"].is_in(tags).fill_null(value=False).to_numpy()


def _rule(letters: Letters) -> Flags:
    """Tell the lines that only part others: neither letters nor digits in them."""
    cased = letters.lower_inside + letters.upper_inside
    rule: Flags = (cased + letters.words + letters.digits == 0) & (letters.size == letters.length)
    return rule


def _repeated(lines: pl.DataFrame) -> Flags:
    """Tell the lines that stand on their page a second time."""
    # The hash lives no longer than this call, so it need not be the same in the next version of polars.
    key = lines["text"].hash() + lines["page"].cast(pl.UInt64) * 0x9E3779B97F4A7C15
    return (~key.is_first_distinct()).to_numpy()


def _small_things(lowered: pl.Series, letters: Letters) -> tuple[Flags, Flags, Flags, Flags, Flags]:
    """Find the short lines that are dates, times ago, bylines, captions with a credit, and signed posts."""
    date_pattern, byline_pattern = _patterns()
    short = letters.length <= _SHORT
    date, ago, byline, credit, post = (np.zeros(len(lowered), dtype=bool) for _ in range(5))
    timed = np.flatnonzero(short & (letters.digits > 0) & (letters.words <= 16))
    texts = lowered.gather(timed)
    post[timed] = texts.str.contains(_POST).to_numpy()
    date[timed] = texts.str.contains(date_pattern).to_numpy() & ~post[timed]
    ago[timed] = texts.str.contains(_AGO).to_numpy()
    named = np.flatnonzero(short & ~letters.stops & (letters.words <= 18))
    byline[named] = lowered.gather(named).str.contains(byline_pattern).to_numpy()
    maybe = np.flatnonzero((letters.length <= known.PART_LIMIT) & letters.closed & ~letters.stops)
    credit[maybe] = lowered.gather(maybe).str.contains(_CREDIT_AT_END).to_numpy()
    return date, ago, byline, credit, post


def _prose(seen: Observed) -> Floats:
    """Score how much a line reads like a paragraph of an article.

    Hand-set: a sentence of 80 letters scores about 1, a full paragraph up to 4.5, a label of a few
    words -0.8, known furniture its weight in the lexicon.
    """
    marks = seen.letters
    size = marks.size.astype(np.float64)
    sentence = marks.stops | (marks.sentences > 0)
    long_text = np.clip((size - 30) / 100, 0.1, 4.0)
    score = np.where(
        marks.stops, long_text + 0.3, np.where(sentence | (size >= 200), long_text * 0.6, -0.8)
    )
    unfinished = ~sentence & (size < 200) & (size >= 110)
    score = np.where(unfinished, 0.2, score)
    score = np.where(marks.colon & ~marks.stops & (size >= 40), np.maximum(score, 0.2), score)
    cased = marks.lower_words + marks.upper_words
    shouted = marks.stops & (marks.lower_words + marks.lower_inside == 0) & (size >= 80)  # telexes are
    titled = (cased >= 4) & (marks.lower_words < 0.4 * cased) & (score > 0) & ~shouted
    score = np.where(titled, score * 0.3, score)
    tiny = (size < 25) & marks.stops & ~seen.letters.quoted
    score = np.where(tiny, -0.2, score)
    score -= np.where(marks.bars * 8 > marks.words + 4, 1.0, 0.0)
    score -= np.where(marks.digits * 3 > marks.length, 0.5, 0.0)
    score -= np.where(seen.bullet, 0.4, 0.0)
    score = np.where(seen.date | seen.ago, np.minimum(score, -0.6), score)
    score = np.where(seen.clock, -0.2, score)
    score = np.where(seen.byline & (size < 100), np.minimum(score, -0.8), score)
    score = np.where(seen.credit & (size < 350), np.minimum(score, -0.3), score)
    again = seen.repeated & (size >= 25) & (size < 250)
    score = np.where(again, np.minimum(score, -0.8), score)
    score = np.where(seen.rule, -1.5, score)
    weight = known.furniture().weight[seen.furniture]
    # "Read more: ..." is one link; "Read more" is the heading of a box.
    weight = np.where((seen.furniture == known.RELATED) & (size > 25), -0.8, weight)
    score = np.where(seen.furniture != known.NONE, np.minimum(score, weight), score)
    score = np.where(seen.shared >= 0.5, np.minimum(score, -2.0), score)
    score = np.where((seen.shared >= 0.1) & (seen.shared < 0.5), np.minimum(score * 0.5, score), score)
    judged: Floats = score + np.where(seen.body > 0, 2.5, np.where(seen.body < 0, -1.5, 0.0))
    return judged
