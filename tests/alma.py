"""One invented page, its gold, and what a release would have of it."""

from __future__ import annotations

from datetime import date

from copydesk.record import Attribution, Country, Hedge, Span, Timex, paragraphs_of
from copydesk.released import Line, ReleasedPage

PAGE = """The Tern Gazette

Harbour

Divers May Have Found the Wreck of the Alma

By Ilse Marr

4 March 2011

Divers may have found the wreck of the Alma on Friday, the Maltese navy said, in deep water off a fort.

"It is her," Ann Borg, who leads the team, told reporters, and nobody in the room doubted her.

The ship sank in 1911 with eighty people aboard after a storm that nobody there had seen the like of.

Copyright Tern Gazette
"""
TEXT = "\n\n".join(PAGE.split("\n\n")[5:8])
GOLD = """
address = "tern/alma.txt"
annotator = "rk"
title = "Divers May Have Found the Wreck of the Alma"
published = "2011-03-04"
section = "Harbour"
byline = ["Ilse Marr"]
language = "en"
timexes = [
  {p=1, text="Friday", type="DATE", value="2011-03-04"},
  {p=3, text="1911", type="DATE", value="1911"},
]
countries = [{p=1, text="Maltese", code="MLT", via="demonym"}]
hedges = [{p=1, text="may"}]
sentences = []
[[attributions]]
p = 2
text = "It is her"
kind = "direct"
speaker = "Ann Borg, who leads the team"
name = "Ann Borg"
speaker_kind = "person"
cue = "told"
[roles]
banner = "1"
section = "3"
title = "5"
byline = "7"
date = "9"
body = "11, 13, 15"
footer = "17"
"""
ROLES = {1: "banner", 3: "section", 5: "title", 7: "byline", 9: "date", 17: "footer"}


def released(**changed):
    """The page as its gold has it, but for what is changed."""
    start = TEXT.index("It is her")
    speaker = TEXT.index("Ann Borg, who leads the team")
    cue = TEXT.index("told")
    who = (speaker, speaker + 28, "Ann Borg", "person", cue, cue + 4)
    article = {
        "title": "Divers May Have Found the Wreck of the Alma",
        "published": date(2011, 3, 4),
        "section": "Harbour",
        "byline": ["Ilse Marr"],
        "language": "en",
        "text": TEXT,
        "gold": [],
        "timexes": (timex("Friday", "2011-03-04"), timex("1911", "1911")),
        "countries": (Country(*place("Maltese"), "MLT", "demonym", "demonym"),),
        "hedges": (Hedge(*place("may"), "may", "modal"),),
        "attributions": (Attribution(start, start + 9, "direct", *who, 1, "quote"),),
        **changed,
    }
    article.setdefault("paragraphs", paragraphs_of(article["text"]))
    article.setdefault("sentences", article["paragraphs"])
    lines = [
        Line(number, text, ROLES.get(number, "body"))
        for number, text in enumerate(PAGE.split("\n"), 1)
        if text
    ]
    return ReleasedPage(address="tern/alma.txt", article=article, reject=None, lines=tuple(lines))


def place(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def timex(words, value, mod=None):
    return Timex(*place(words), "DATE", value, mod, "rule")
