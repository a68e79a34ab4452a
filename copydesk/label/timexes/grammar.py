"""The grammar: from words to classes, and from classes to the rules that read them.

A sentence becomes a string with one character a word, its class; a rule is a regular expression over
such strings. That keeps the patterns short and the matching quick: an article of 500 words is 500
characters, most of them the blank of a word that says nothing about time.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER = " "
"""The class of a word that no pattern names."""

# a word or number with the blank behind it, or any other character: together they are the whole sentence
TOKEN = re.compile(r"[a-z]+ ?|[0-9]+ ?|[^a-z0-9] ?")

# class characters: letters that are no operators of regular expressions
_ALPHABET = [chr(code) for code in chain(range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250))]
_NAME = re.compile(r"[a-z_]+:\(|[A-Za-z]+|\s+|\((?!\?)")
_NUMBERS = {"SMALL": range(1, 13), "DATE": range(13, 32), "SIXTY": range(32, 60), "BIG": range(60, 1000)}
_NUMBERS["YEAR"] = range(1000, 2101)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the maker that turns its parts into a value, its pattern with the parts named."""

    id: str
    make: str
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; compiled when the rule first fires, since most never do."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that the words and the grammar say, compiled.

    ``class_of`` gives the class of a word, with or without the blank behind it. ``values`` gives the
    value of a word, ``tense`` says whether it puts what stands near it into the past or the future.
    """

    class_of: Mapping[str, str]
    values: Mapping[str, Any]
    classes: Mapping[str, str]
    tense: Mapping[str, str]
    modifiers: Mapping[str, str]
    triggers: re.Pattern[str]
    master: re.Pattern[str]
    rules: Mapping[str, Rule]


def _load(name: str) -> dict[str, Any]:
    """Read one data file of the lexicon."""
    return tomllib.loads((files("copydesk.lexicon") / name).read_text(encoding="utf-8"))


class _Alphabet:
    """Gives every class its character, and every word its class."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.classes: dict[str, str] = {}
        self.class_of: dict[str, str] = {}
        self._free = iter(_ALPHABET)
        for name, members in chain(words["values"].items(), words["classes"].items()):
            for word in members:
                self._add(word, self.char(name))
        for name, numbers in _NUMBERS.items():
            for number in numbers:
                self._add(str(number), self.char(name))
        for number in range(10):
            self._add(f"0{number}", self.char("ZERO"))
        self._add("0", self.char("BIG"))

    def char(self, name: str) -> str:
        """Give the character of a class, a new one if it has none."""
        if name not in self.classes:
            self.classes[name] = next(self._free)
        return self.classes[name]

    def word(self, word: str) -> str:
        """Give the character of the class of a word, a class of its own if it has none."""
        if word not in self.class_of:
            self._add(word, self.char(word))
        return self.class_of[word]

    def _add(self, word: str, char: str) -> None:
        self.class_of[word] = self.class_of[word + " "] = char


def _translate(pattern: str, alphabet: _Alphabet, macros: Mapping[str, str], *, named: bool) -> str:
    """Turn a pattern over words into one over class characters."""

    def one(match: re.Match[str]) -> str:
        piece = match[0]
        if piece.isspace():
            return ""
        if piece == "(":
            return "(?:"
        if piece.endswith(":("):
            return f"(?P<{piece[:-2]}>" if named else "(?:"
        if piece in macros:
            return macros[piece]
        return alphabet.char(piece) if piece.isupper() else alphabet.word(piece)

    return _NAME.sub(one, pattern)


def load_grammar() -> Grammar:
    """Read the two data files and compile them."""
    words, grammar = _load("timexes_words.toml"), _load("timexes_grammar.toml")
    alphabet = _Alphabet(words)
    macros: dict[str, str] = {}
    for name, members in grammar["sets"].items():
        body = _translate(members, alphabet, {}, named=False)
        macros[name] = f"[{body}]"
    for name, body in grammar["macros"].items():
        macros[name] = _translate(body, alphabet, macros, named=False)
    rules, branches = {}, []
    for family in grammar["family"]:
        for identifier, pattern in family["rules"]:
            group = identifier.replace("-", "_")
            rules[group] = Rule(
                identifier, family["make"], _translate(pattern, alphabet, macros, named=True)
            )
            branches.append(f"(?P<{group}>{_translate(pattern, alphabet, macros, named=False)})")
    values = {word: value for members in words["values"].values() for word, value in members.items()}
    tense = {
        form: name
        for name, members in words["tense"].items()
        for word in members
        for form in (word, word + " ")
    }
    return Grammar(
        class_of=alphabet.class_of,
        values=values,
        classes=alphabet.classes,
        tense=tense,
        modifiers=words["modifiers"],
        triggers=re.compile(_translate(grammar["triggers"], alphabet, macros, named=False)),
        master=re.compile("|".join(branches)),
        rules=rules,
    )


GRAMMAR = load_grammar()
