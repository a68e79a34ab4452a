"""Years, decades, centuries, and seasons of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grammar import GRAMMAR
from .mention import Mention, Reading
from .numbers import ordinal_of, year_of

if TYPE_CHECKING:
    from datetime import date


def years(mention: Mention, rule: str) -> Reading | None:
    """Read years, seasons of years, decades and centuries."""
    if "century" in rule:
        return _century(mention)
    if "decade" in rule:
        return _spelt_decade(mention) if mention.has("decade") else _decade(mention, rule)
    if mention.has("season"):
        return _season_of_year(mention)
    year = year_of(mention.words("year"))
    if year is None or (rule == "bare-year" and not _is_year(mention, year)):
        return None
    mod = mention.mod()
    if mention.has("tail"):
        mod = "ON_OR_AFTER" if mention.part("tail") in {"later", "beyond", "after"} else "ON_OR_BEFORE"
    mention.discourse.year = year
    if mention.has("second"):
        return _split_year(mention, year, rule)
    return Reading("DATE", f"{year:04}", mod)


def _is_decade(mention: Mention) -> bool:
    """Say whether "70s" are years, not degrees or an age: after another decade, or after "the"."""
    if "decade" in mention.follows(1):
        return True
    words = set(map(str.rstrip, mention.tokens))
    known = mention.has("edge") or mention.tokens[mention.first].rstrip() == "the"
    return known and mention.part("year") > "49" and GRAMMAR.context["weather"].isdisjoint(words)


def _split_year(mention: Mention, year: int, rule: str) -> Reading | None:
    """Read "2008-09", "fiscal 2006/07": a fiscal year is named by its end, others by their beginning."""
    second = mention.part("second")
    ending = year // 100 * 100 + int(second) if len(second) == 2 else int(second)
    if second == "00":
        ending = year + 1
    if ending - year != 1:
        return None
    return Reading(
        "DATE", f"{ending if rule in {'fiscal-year', 'fiscal-code'} else year:04}", mention.mod()
    )


def _is_year(mention: Mention, year: int) -> bool:
    """Say whether a number of four digits without a thousands comma is a year."""
    cue, behind, context = mention.before(1), mention.after(1), GRAMMAR.context
    counted = behind in context["counted"] or (behind == "-" and mention.after(2) in context["measured"])
    joined = mention.glued() and cue in {".", "/", ":"}
    if counted or joined or cue in context["numbered"]:
        return False
    if cue in {"-", "–"} and mention.before(2).isdigit():
        return len(mention.before(2)) == 4  # the end of a range of years, or of a telephone number
    if mention.has("mod"):
        return cue in context["before_year"]
    if mention.follows(1) in {"bare-year", "early-year"} and cue in {"and", "to", "or", "until"}:
        return True
    if 1900 <= year <= 2040 or (cue in {"in", "since"} and year >= 1400):
        return True
    return cue in context["before_year"] and (not behind.isalpha() or behind in context["after_year"])


def named_year(mention: Mention) -> int | None:
    """Give the year that stands in the expression, as a number or as "last year"."""
    for name in ("year", "tail"):
        if mention.has(name):
            return year_of(mention.words(name))
    published = mention.discourse.published
    if mention.has("shift") and published is not None:
        return shifted_year(mention, published)
    return None


def shifted_year(mention: Mention, published: date) -> int:
    """Give the year of "last year", "that year", "the following year"."""
    shift = mention.part("shift")
    step = {"last": -1, "next": 1, "the following": 1, "the previous": -1}.get(shift, 0)
    known = mention.discourse.year
    if shift in {"that", "the same", "the following", "the previous"} and known is not None:
        return known + step
    return published.year + step


def _century(mention: Mention) -> Reading | None:
    """Read "the 19th century" as TIMEX3 does, by the first two digits of its years: 18."""
    if mention.has("number"):
        number = ordinal_of(mention.words("number")) or 0
        return Reading("DATE", f"{number - 1:02}", mention.mod()) if 1 <= number <= 30 else None
    published = mention.discourse.published
    return Reading("DATE", "19" if published is not None and published.year < 1990 else "20", "START")


def _decade(mention: Mention, rule: str) -> Reading | None:
    """Read "the 1980s", "the '80s" by the first three digits of their years: 198."""
    if rule == "short-decade-bare" and not _is_decade(mention):
        return None
    mod = mention.mod()
    if mention.has("which"):
        mod = "START" if mention.part("which") == "first" else "END"
    digits = mention.part("year")
    if digits[-1] != "0" or len(digits) not in {2, 4}:
        return None
    if len(digits) == 2:
        digits = ("20" if digits[0] in "012" else "19") + digits
    return Reading("DATE", digits[:3], mod)


def _spelt_decade(mention: Mention) -> Reading | None:
    """Read "the late eighties"; "in his eighties" is an age, and the twenties may be anything."""
    known = mention.has("century")
    if not known and mention.part("decade") in {"twenties", "thirties"}:
        return None
    if not known and mention.tokens[mention.first].rstrip() != "the":
        return None
    century = "18" if mention.part("century") == "eighteen" else "19"
    mod = mention.mod()
    if mention.has("which"):
        mod = "START" if mention.part("which") == "first" else "END"
    return Reading("DATE", f"{century}{mention.value('decade')}", mod)


def _season_of_year(mention: Mention) -> Reading | None:
    """Read "the summer of 1998", "spring this year"."""
    year = year_of(mention.words("shortyear")) if mention.has("shortyear") else named_year(mention)
    if year is None and mention.discourse.published is not None:
        return None
    text = "XXXX" if year is None else f"{year:04}"
    return Reading("DATE", f"{text}-{mention.value('season')}", mention.mod())
