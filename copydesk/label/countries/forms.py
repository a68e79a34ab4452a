"""The ways of writing the name of a country, from the lexicon, and where they stand in a text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(__file__).parents[2] / "lexicon"
CONTEXT = tomllib.loads((_FOLDER / "countries_context.toml").read_text(encoding="utf-8"))
"""What tells whether a name means the country."""

# Names that people and other things bear too: in full capitals they may be a speaker's (HOLLAND: I agree).
_SHARED = frozenset(f"{CONTEXT['words']['name_like']} Turkey Guinea Congo Emirates".split())

_Trie: TypeAlias = "dict[str, _Trie]"


class Form(NamedTuple):
    """One way of writing a name; ``via`` is empty for what only looks like a country.

    ``rule`` is that of a name that nothing about it speaks against.
    """

    text: str
    code: str
    via: str
    rule: str = ""


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.splitlines() for phrase in line.split(";") if phrase.strip()]


def _read_forms() -> Iterator[Form]:
    """Read all forms of the lexicon, plurals of demonyms among them."""
    for phrases in CONTEXT["not_countries"].values():
        for phrase in _phrases(phrases):
            yield Form(phrase, "", "")
            yield Form(phrase.upper(), "", "")
    for code, phrases in CONTEXT["governments"].items():
        yield from (Form(phrase, code, "government") for phrase in _phrases(phrases))
    for line in (_FOLDER / "countries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, names, demonyms, capitals = (field.strip() for field in line.split("|"))
        for name in _phrases(names):
            yield Form(name, code, "name", "abbreviation" if name.isupper() else "name")
            if name not in _SHARED:
                yield Form(name.upper(), code, "name", "capitals")
        yield from (Form(capital, code, "capital") for capital in _phrases(capitals))
        for demonym in _phrases(demonyms):
            yield Form(demonym, code, "demonym")
            if not demonym.endswith(("s", "sh", "ch", "ese", "men", "hman", "sman", "xman")):
                yield Form(demonym + "s", code, "demonym")
    yield from (Form("Korea", "", "name"), Form("Korean", "", "demonym"), Form("Koreans", "", "demonym"))
    yield from (Form("North", "PRK", "name"), Form("South", "KOR", "name"))
    yield Form("Islamic Republic", "IRN", "name")


def _index_forms() -> dict[str, Form]:
    """Give every form by its text, with either apostrophe; the first reading of a form stands."""
    index: dict[str, Form] = {}
    for form in _read_forms():
        for text in (form.text, form.text.replace("'", "’")):
            index.setdefault(text, form._replace(text=text))
    return index


def _pattern_of(trie: _Trie) -> str:
    """Write a trie as a pattern that takes the longest form and ends where a word does."""
    ways = [re.escape(char) + _pattern_of(rest) for char, rest in sorted(trie.items()) if char]
    if "" in trie:
        ways.append(r"(?!\w)")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _compile_forms() -> re.Pattern[str]:
    """Compile all forms to one pattern.

    It branches by the first letter, which lets the engine skip to the next letter that a form begins with;
    only behind the second, which few words share with a form, does it look whether a word begins.
    """
    trie: _Trie = {}
    for text in FORMS:
        node = trie
        for char in text:
            node = node.setdefault(char, {})
        node[""] = {}
    return re.compile("|".join(f"{first}{_heads_of(trie[first])}" for first in sorted(trie)))


def _heads_of(trie: _Trie) -> str:
    """Write what may stand behind a first letter."""
    ways = [rf"{re.escape(char)}(?<![\w@#&]..){_pattern_of(rest)}" for char, rest in sorted(trie.items())]
    return f"(?:{'|'.join(ways)})"


FORMS = _index_forms()
"""The forms by their text."""

FORM = _compile_forms()
"""Where a form stands, as a whole word and the longest that does."""
