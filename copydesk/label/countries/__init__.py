"""Mentions of countries, by name, demonym, capital or government.

Of the forms that begin at a place the longest wins, among them names that only hold a country's name (New
Mexico, French fries, Bank of America). What is left is decided in context, and where the context does not
decide there is no label:

- Georgia is the country where it is listed with countries, or where its surroundings (Tbilisi, Abkhazia,
  Russia) outweigh those of the state.
- Jordan and Chad, beside another name, are people: Michael Jordan, Chad Ellery. Other names that people
  bear (England, Ireland, Cuban, French) are people after a given name.
- A capital stands for its country where it says or decides (Pyongyang said), where something is asked of it
  or comes from it that only a government can do (a warning to Beijing), where it owns a policy (Moscow's
  demands), or is party to relations (ties between Tokyo and Seoul); where it is a place (in Tokyo) it does
  not. Capitals that people and other cities are called too need their country named in the article.
- Korea and Korean alone, and the North and the South, follow the Koreas that the article names in full;
  where it names neither, Korea is the South, unless the article is about the war or the North's rulers.
- Congo alone is the Democratic Republic, unless the article speaks of Brazzaville.
- A demonym that names a language (she speaks French, in German) or a dish, or begins the name of a company,
  a society or a newspaper (American Heart Association) does not label; English needs a noun of people
  beside it. Nor do the names of companies (China Unicom), opens and towns in America (Lebanon, Pa.).
- England, Scotland, Wales and Northern Ireland are GBR, West and East Germany DEU. States that are gone
  without one heir (Soviet Union, Yugoslavia) have no code and no label. Of words in capitals (headings)
  only names are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.label.countries.capitals import WEAK
from copydesk.label.countries.context import Context
from copydesk.label.countries.forms import FORM, FORMS
from copydesk.label.countries.rules import CHECKS
from copydesk.record import Country

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.record import Document, Span

_LANGUAGES = ("en", "und")


def label(document: Document, *, sentences: Sequence[Span]) -> list[Country]:
    """Give the mentions of countries in an English document, in order; none overlap.

    >>> from copydesk.record import document_of
    >>> text = "South Korean officials in Tokyo said Pyongyang denied it. New Mexico did not."
    >>> found = label(document_of(text), sentences=[(0, 57), (58, 77)])
    >>> [(text[country.start : country.end], country.code, country.via) for country in found]
    [('South Korean', 'KOR', 'demonym'), ('Pyongyang', 'PRK', 'capital')]
    """
    if document.language not in _LANGUAGES:
        return []
    text = document.text
    context = Context(text, sentences)
    found: list[Country] = []
    weak: list[Country] = []
    for match in FORM.finditer(text):
        form = FORMS[match.group()]
        if not form.via:
            continue
        start, end = match.span()
        if decided := CHECKS[form.via](context, form, start, end):
            mention = Country(start, end, decided[0], form.via, decided[1])
            (weak if form.via == "capital" and form.text in WEAK else found).append(mention)
    if weak:
        named = {mention.code for mention in found}
        found += [mention for mention in weak if mention.code in named]
        found.sort()
    return found
