"""The rules that tell whether a name means the country, each from the words beside it.

Every rule gets the form found and what stands before and after it, and gives a code
and a rule id, or nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.label.countries.capitals import find_rule
from copydesk.label.countries.context import WORDS, is_person
from copydesk.label.countries.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.label.countries.context import Context
    from copydesk.label.countries.forms import Form


def _any_of(key: str) -> str:
    return "(?:" + "|".join(sorted(WORDS[key], key=lambda word: (-len(word), word))) + ")"


_SPEAKS_BEFORE = re.compile(
    rf"\b(?:{_any_of('language_before')}(?: in(?:to)?)?"
    r"|languages?[,:]?(?: such as| including| among them| like)?) (?:[A-Z]\w+(?:, | and | or |, and ))*$"
)
_IN_BEFORE = re.compile(r"\b[Ii]n(?:to)? $")
_CLAUSE_AFTER = re.compile(
    r"[.,;:!?\"”’)\]—–]|\Z|\s*\n| (?:and|or|but|to|with|for|at|on|by|that|as|when|while|during|before|after"
    r"|because|is|was|well|fluently|instead|too)\b"
)
_JOINED_AFTER = re.compile(r" (?:and|or) [A-Z]")
_WARE = re.compile(rf"(?:[- ]{_any_of('language_after')}| {_any_of('dishes')})\b")
_ORGANISATION = re.compile(rf"(?: (?:[A-Z][\w.&-]*|of|for|and)){{0,3}}? {_any_of('organisations')}\b")
_UNITED_FOR = re.compile(r" for (?:an? )?[A-Z]")  # Americans for Tax Reform
_ENGLISH_PEOPLE = re.compile(rf" (?:[a-z-]+ )?{_any_of('english_people')}\b")
_AIRLINE_AFTER = re.compile(rf" {_any_of('airline_after')}\b")
_TURKEY_FOOD = re.compile(rf" {_any_of('turkey_after')}\b")
_STATE_BEFORE = re.compile(rf"\b{_any_of('american_states')} $")
_CAPITAL_BEFORE_OF = re.compile(r"(?!President|United States|Bank)\b[A-Z]\w+ of $")
_COMPANY = re.compile(
    rf" (?:{_any_of('companies_beside')}|(?:[A-Z][\w&.-]* ){{0,3}}?{_any_of('companies')})\b"
)
_TOWN = re.compile(rf", {_any_of('states')}\b")
_PLACE_BEFORE = re.compile(rf"\b(?i:{_any_of('places')}|of|from|to|into|for) $")
_JOINTS = (" ", "-")
_NAME = r"[A-Z][\w.]*(?: [A-Z][a-z]+)?"
_LISTED_BEFORE = re.compile(rf"\b({_NAME})(?:,|,? and|,? or) $")
_LISTED_AFTER = re.compile(rf"(?:,|,? and|,? or) ({_NAME})\b")
_SURNAME_AFTER = re.compile(r" ([A-Z][a-z]+)")
_WAR_AFTER = re.compile(r" War\b")
_DIRECTION_AFTER = re.compile(r" (?:[A-Z]|of\b|side\b|coast\b|end\b)|-(?:east|west)|-\w+")
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{2,} $")
_CAPITALS_AFTER = re.compile(r" [A-Z]{2,}\b")


Decision = tuple[str, str] | None
"""Code and rule, or None where the name does not mean a country."""


def _decide_direction(context: Context, form: Form, before: str, after: str) -> Decision:
    """The North and the South are the Koreas where the article names both and no other of the kind."""
    if before.endswith(("the ", "The ")) and context.has_two_koreas and not _DIRECTION_AFTER.match(after):
        return form.code, "korea-direction"
    return None


def _decide_korea(context: Context, _form: Form, _before: str, after: str) -> Decision:
    """Korea by itself is the one that the article names in full, else the South, but not at war."""
    if _WAR_AFTER.match(after) or len(context.koreas) > 1:
        return None
    if context.koreas:
        return context.koreas[0], "korea-named-once"
    return None if context.count("korea_at_war") else ("KOR", "korea-by-default")


def _decide_congo(context: Context, _form: Form, _before: str, _after: str) -> Decision:
    other = context.holds("Brazzaville") and not context.holds("Kinshasa")
    return ("COG" if other else "COD"), "congo"


def _decide_us(_context: Context, form: Form, before: str, after: str) -> Decision:
    """US is a word in a heading in capitals (JOIN US NOW), and a currency before a sum (US$)."""
    if (
        after.startswith("$")
        or (after[1:2].isupper() and (_COMPANY.match(after) or _CAPITALS_AFTER.match(after)))
        or (before[-2:-1].isupper() and _CAPITALS_BEFORE.search(before))
    ):
        return None
    return form.code, "abbreviation"


def _decide_turkey(context: Context, form: Form, _before: str, after: str) -> Decision:
    is_food = _TURKEY_FOOD.match(after) or context.count("turkey_food") > 1
    return None if is_food else (form.code, "name")


def _decide_georgia(context: Context, form: Form, before: str, after: str) -> Decision:
    """Georgia is what the names are that it is listed with, else what the article speaks of."""
    listed = _LISTED_BEFORE.search(before) or _LISTED_AFTER.match(after)
    if listed:
        neighbour = FORMS.get(listed[1])
        if neighbour and neighbour.via == "name":
            return form.code, "listed-with-countries"
        if listed[1].split()[-1] in WORDS["american_states"]:
            return None
    if context.is_about_georgia and not is_person(form.text, before, after):
        return form.code, "shared-name-in-context"
    return None


def _decide_georgian(context: Context, form: Form, _before: str, _after: str) -> Decision:
    is_state = context.count("georgia_state") > context.count("georgia_country")
    return (
        None
        if is_state or (form.text == "Georgians" and not context.is_about_georgia)
        else (form.code, "demonym")
    )


def _decide_person_or_country(context: Context, form: Form, before: str, after: str) -> Decision:
    """Jordan and Chad: a person beside another name, else the country if the article speaks of it."""
    name = form.text
    if is_person(name, before, after):
        return None
    is_country = context.count(f"{name.lower()}_country") or (
        not context.is_borne(name) and (name == "Jordan" or _PLACE_BEFORE.search(before))
    )
    return (form.code, "shared-name-in-context") if is_country else None


def _decide_guinea(context: Context, form: Form, _before: str, _after: str) -> Decision:
    return (form.code, "shared-name-in-context") if context.count("guinea_country") else None


def _decide_america(_context: Context, form: Form, before: str, after: str) -> Decision:
    """America does not stand before a noun as its adjective does: America Ferris, America West."""
    name = _SURNAME_AFTER.match(after)
    if (name and name[1] not in WORDS["not_surnames"]) or _CAPITAL_BEFORE_OF.search(before):
        return None
    return form.code, form.rule


def _decide_emirates(_context: Context, form: Form, before: str, after: str) -> Decision:
    """The Emirates are the country, Emirates is an airline."""
    is_country = before.endswith(("the ", "The ")) and not _AIRLINE_AFTER.match(after)
    return (form.code, form.rule) if is_country else None


def _decide_islamic_republic(context: Context, form: Form, before: str, after: str) -> Decision:
    """The Islamic Republic without "of" is Iran where the article names it."""
    is_other = after.startswith(" of") or not before.endswith(("the ", "The "))
    return None if is_other or not context.holds("Iran") else (form.code, "shared-name-in-context")


def _decide_english(_context: Context, form: Form, _before: str, after: str) -> Decision:
    return (form.code, "demonym") if _ENGLISH_PEOPLE.match(after) else None


_SPECIAL: dict[str, Callable[[Context, Form, str, str], Decision]] = {
    "North": _decide_direction,
    "South": _decide_direction,
    "Korea": _decide_korea,
    "Korean": _decide_korea,
    "Koreans": _decide_korea,
    "Congo": _decide_congo,
    "US": _decide_us,
    "Turkey": _decide_turkey,
    "Georgia": _decide_georgia,
    "Georgian": _decide_georgian,
    "Georgians": _decide_georgian,
    "Jordan": _decide_person_or_country,
    "Chad": _decide_person_or_country,
    "Guinea": _decide_guinea,
    "English": _decide_english,
    "America": _decide_america,
    "Emirates": _decide_emirates,
    "Islamic Republic": _decide_islamic_republic,
}


def check_name(context: Context, form: Form, start: int, end: int) -> Decision:
    """Decide a name: people, companies, newspapers and towns in America are none."""
    if decide := _SPECIAL.get(form.text):
        return decide(context, form, context.before(start), context.after(end))
    behind = context.text[end : end + 2]
    if (
        (behind[1:].isupper() and _COMPANY.match(context.text, end))
        or (behind[:1] == "," and _TOWN.match(context.text, end))
        or _is_bearer(context, form, start, end)
    ):
        return None
    return form.code, form.rule


def check_demonym(context: Context, form: Form, start: int, end: int) -> Decision:
    """Decide a demonym: languages, dishes, organisations and people's names are none."""
    text = context.text
    if text[end : end + 1] in _JOINTS and (_WARE.match(text, end) or _ORGANISATION.match(text, end)):
        return None
    if (form.text.endswith("s") and _UNITED_FOR.match(text, end)) or _is_bearer(context, form, start, end):
        return None
    if _CLAUSE_AFTER.match(text, end) and _is_spoken(context.before(start), context.after(end)):
        return None
    if decide := _SPECIAL.get(form.text):
        return decide(context, form, context.before(start), context.after(end))
    return form.code, "demonym"


def _is_bearer(context: Context, form: Form, start: int, end: int) -> bool:
    """Tell whether a name that people bear is a person here: Tom Holland, and Holland after him."""
    return form.text in WORDS["name_like"] and (
        is_person(form.text, context.before(start), context.after(end))
        or (form.text in WORDS["surnames"] and context.is_borne(form.text))
    )


def _is_spoken(before: str, after: str) -> bool:
    """Tell whether the words before a demonym make it a language: speaks French, in German."""
    if _SPEAKS_BEFORE.search(before):
        return True
    return _IN_BEFORE.search(before) is not None and not _JOINED_AFTER.match(after)


def check_capital(context: Context, form: Form, start: int, end: int) -> Decision:
    """Decide a capital: it counts where the words about it speak of its government."""
    rule = find_rule(context.text, start, end, opens=context.opens_sentence(start))
    if rule is None or context.is_borne(form.text):
        return None
    if form.text == "Washington" and context.count("washington_other"):
        return None
    return form.code, rule


def check_government(context: Context, form: Form, start: int, end: int) -> Decision:
    """Decide the seat of a government.

    Two share their name and need the country named; departments of states have more to their name.
    """
    if form.text == "State Department" and (
        _STATE_BEFORE.search(context.before(start)) or context.text.startswith(" of ", end)
    ):
        return None
    needed = {"Blue House": "South Korea", "Duma": "Russia"}.get(form.text, "")
    return (form.code, "government-seat") if context.holds(needed) else None


CHECKS: dict[str, Callable[[Context, Form, int, int], Decision]] = {
    "name": check_name,
    "demonym": check_demonym,
    "capital": check_capital,
    "government": check_government,
}
"""The rule of every ``via``."""
