"""The grammar: from words to classes, and from classes to the rules that read them.

A sentence becomes a string with one character a word, its class; a rule is a regular expression over
such strings. That keeps the patterns short and the matching quick: an article of 500 words is 500
characters, most of them the blank of a word that says nothing about time.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping  # noqa: TC003 - mypyc evaluates the types of fields
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

from .phrases import OTHER, Match, Memo, Rules, matches_of
from .screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# class characters: letters that are no operators of regular expressions
_ALPHABET = [chr(code) for code in chain(range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250))]
_NAME = re.compile(r"[a-z_]+:\(|[A-Za-z]+|\s+|\((?!\?)|[\[\]]")
_NUMBERS = {"SMALL": range(1, 13), "DATE": range(13, 32), "SIXTY": range(32, 60), "BIG": range(60, 1000)}
_NUMBERS["YEAR"] = range(1000, 2101)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that the words and the grammar say, compiled.

    ``class_of`` gives the class of a word, ``values`` its value, ``tense`` the kind of word that it is for
    the tense of what stands near it. ``screen`` knows the words without which a sentence holds no
    expression; ``worth`` finds in a row of classes the first such word of a phrase, ``phrases`` what
    ``rules`` find in one.
    """

    class_of: Mapping[str, str]
    values: Mapping[str, Any]
    tense: Mapping[str, str]
    modifiers: Mapping[str, str]
    context: Mapping[str, frozenset[str]]
    called_may: tuple[str, ...]
    screen: Screen
    worth: re.Pattern[str]
    rules: Rules
    phrases: Memo[tuple[Match, ...]]


def _load(name: str) -> dict[str, Any]:
    """Read one data file of the lexicon."""
    return tomllib.loads((files("copydesk.lexicon") / name).read_text(encoding="utf-8"))


class _Alphabet:
    """Gives every class its characters, and every word its class.

    A word that a pattern names by itself has a character of its own; it still belongs to its class, which
    then has several.
    """

    def __init__(self, words: dict[str, Any], patterns: str) -> None:
        self.chars: dict[str, str] = {}
        self.class_of: dict[str, str] = {}
        self._free = iter(_ALPHABET)
        for word in sorted({name[0] for name in _NAME.finditer(patterns) if name[0].isalpha()}):
            if word.islower():
                self._add(word, next(self._free))
        for name, members in chain(words["values"].items(), words["classes"].items(), _number_classes()):
            self._add_class(name, members)

    def _add_class(self, name: str, members: Iterable[str]) -> None:
        common, chars = next(self._free), []
        for word in members:
            if word not in self.class_of:
                self._add(word, common)
            chars.append(self.class_of[word])
        self.chars[name] = "".join(dict.fromkeys(chars))

    def _add(self, word: str, char: str) -> None:
        self.class_of[word] = self.class_of[word + " "] = char


def _number_classes() -> Iterator[tuple[str, list[str]]]:
    for name, numbers in _NUMBERS.items():
        yield name, [str(number) for number in numbers]
    yield (
        "DOTTIME",
        [
            f"{hour}.{minute:02}"
            for hour in (*range(1, 32), *(f"0{hour}" for hour in range(10)))
            for minute in range(60)
        ],
    )
    yield "DECIMAL", [f"{whole}.{tenth}" for whole in range(100) for tenth in range(10)]
    yield "THOUSANDS", [f"{number},000" for number in range(1, 1000)]
    clock = [f"{hour:02}{minute:02}" for hour in range(25) for minute in range(60)]
    yield "FOURDIGITS", [digits for digits in clock if int(digits) not in _NUMBERS["YEAR"]]
    yield "ZERO", [f"0{number}" for number in range(10)] + ["0"]


def _translate(pattern: str, alphabet: _Alphabet, macros: Mapping[str, str], *, named: bool) -> str:
    """Turn a pattern over words into one over class characters."""
    in_set = False

    def one(match: re.Match[str]) -> str:
        nonlocal in_set
        piece = match[0]
        if piece in "[]":
            in_set = piece == "["
            return piece
        if piece.isspace():
            return ""
        if piece == "(":
            return "(?:"
        if piece.endswith(":("):
            return f"(?P<{piece[:-2]}>" if named else "(?:"
        if piece in macros:
            return macros[piece].strip("[]") if in_set else macros[piece]
        chars = alphabet.chars[piece] if piece.isupper() else alphabet.class_of[piece]
        return chars if in_set or len(chars) == 1 else f"[{chars}]"

    return _NAME.sub(one, pattern)


def load_grammar() -> Grammar:
    """Read the data files and compile them."""
    words, grammar = _load("timexes_words.toml"), _load("timexes_grammar.toml")
    context = _load("timexes_context.toml")
    sources = [(*rule, family["make"]) for family in grammar["family"] for rule in family["rules"]]
    patterns = chain(grammar["sets"].values(), grammar["macros"].values(), (rule[1] for rule in sources))
    alphabet = _Alphabet(words, " ".join([grammar["triggers"], *patterns]))
    macros: dict[str, str] = {}
    for name, members in grammar["sets"].items():
        macros[name] = _translate(f"[{members}]", alphabet, macros, named=False)
    for name, body in grammar["macros"].items():
        macros[name] = _translate(body, alphabet, macros, named=False)
    values = {word: value for members in words["values"].values() for word, value in members.items()}
    tense = {
        form: name
        for name, members in context["tense"].items()
        for word in members
        for form in (word, word + " ")
    }
    triggers = _translate(f"[{grammar['triggers']}]", alphabet, macros, named=False).strip("[]")
    rules = Rules(
        [
            (identifier, make, _translate(pattern, alphabet, macros, named=True))
            for identifier, pattern, make in sources
        ]
    )
    return Grammar(
        class_of=alphabet.class_of,
        values=values,
        tense=tense,
        modifiers=context["modifiers"],
        context={name: frozenset(members) for name, members in context["context"].items()},
        called_may=tuple(context["names"]["may"]),
        screen=Screen({word.strip() for word, char in alphabet.class_of.items() if char in triggers}),
        # begins with a set, which the engine finds quickly, and takes the rest of its phrase possessively
        worth=re.compile(f"[{triggers}][^{OTHER}]*+"),
        rules=rules,
        phrases=Memo(partial(matches_of, rules=rules)),
    )


GRAMMAR = load_grammar()
