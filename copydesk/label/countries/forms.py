"""The ways of writing the name of a country, from the lexicon, by their first word."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(__file__).parents[2] / "lexicon"
CONTEXT = tomllib.loads((_FOLDER / "countries_context.toml").read_text(encoding="utf-8"))
"""What tells whether a name means the country."""

FIRST_WORD = re.compile(r"[A-ZÅÉÎÇÖ]\w*")
"""Where a form may begin: any capitalised word."""


class Form(NamedTuple):
    """One way of writing a name; ``via`` is empty for what only looks like a country."""

    text: str
    code: str
    via: str


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.splitlines() for phrase in line.split(";") if phrase.strip()]


def _read_forms() -> Iterator[Form]:
    """Read all forms of the lexicon, plurals of demonyms among them."""
    for phrases in CONTEXT["not_countries"].values():
        yield from (Form(phrase, "", "") for phrase in _phrases(phrases))
    for code, phrases in CONTEXT["governments"].items():
        yield from (Form(phrase, code, "government") for phrase in _phrases(phrases))
    for line in (_FOLDER / "countries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, names, demonyms, capitals = (field.strip() for field in line.split("|"))
        yield from (Form(name, code, "name") for name in _phrases(names))
        yield from (Form(capital, code, "capital") for capital in _phrases(capitals))
        for demonym in _phrases(demonyms):
            yield Form(demonym, code, "demonym")
            if not demonym.endswith(("s", "sh", "ch", "ese", "men", "hman", "sman", "xman")):
                yield Form(demonym + "s", code, "demonym")
    yield from (Form("Korea", "", "name"), Form("Korean", "", "demonym"), Form("Koreans", "", "demonym"))
    yield from (Form("North", "PRK", "name"), Form("South", "KOR", "name"))


def _index_forms() -> dict[str, tuple[Form, ...]]:
    """Order the forms by their first word, longest first; the first reading of a form stands."""
    index: dict[str, dict[str, Form]] = {}
    for form in _read_forms():
        for text in {form.text, form.text.replace("'", "’")}:
            match = FIRST_WORD.search(text)
            assert match is not None, f"{text}: a name has a capital letter"
            index.setdefault(match.group(), {}).setdefault(text, form._replace(text=text))
    return {
        first: tuple(sorted(forms.values(), key=lambda form: (-len(form.text), form.text)))
        for first, forms in index.items()
    }


FORMS = _index_forms()
"""The forms by their first capitalised word, longest first."""
