"""The word lists of the layer, read once from ``copydesk/lexicon`` and inflected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence  # noqa: TC003 - mypyc evaluates the types of fields
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from itertools import chain

_STANDS_FOR = {
    "one's": ("his", "her", "their", "its", "my", "our", "your"),
    "oneself": ("himself", "herself", "themselves", "itself", "myself"),
}
# lists of nouns that say more than which word opens their content; no word of a text looks like these marks
_OPENERS = {"unowned": {"that", "(unowned)"}, "held": {"(held)"}}
_PARTICLES = frozenset(
    {"known", "up", "off", "out", "down", "aside", "away", "no", "it", "light", "little"}
)
_TAILS = ("", ",", ".", ":", ";", "?", "!", ")", "—", "–", ",”", '"', "”")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb.

    ``forms`` holds letters: b(ase), s (third person), d (past), n (past participle), g (-ing), a(djective);
    ``finite`` says that s or d is among them. ``ambiguous`` forms are as often nouns. ``phrases`` are the
    words that must follow, by the first of them and the longest first, with the classes of the whole.
    """

    lemma: str
    forms: str
    classes: frozenset[str]
    ambiguous: bool
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]
    finite: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of words by what they do in a sentence or what they say of a speaker.

    The last seven are unions: auxiliaries that show a finite verb, words that end a noun phrase, words of
    dates, what may stand between a subject and its verb, capitalised words that are no names, nouns and
    pronouns that speak, and these with documents.
    """

    auxiliaries: frozenset[str]
    modals: frozenset[str]
    be: frozenset[str]
    linking: frozenset[str]
    making: frozenset[str]
    sending: frozenset[str]
    have: frozenset[str]
    pasts: frozenset[str]
    counts: frozenset[str]
    abbreviations: frozenset[str]
    adverbs: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    personal: frozenset[str]
    prepositions: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    days: frozenset[str]
    times: frozenset[str]
    addressees: frozenset[str]
    manner: frozenset[str]
    people: frozenset[str]
    documents: frozenset[str]
    published: frozenset[str]
    media: frozenset[str]
    organisations: frozenset[str]
    collective: frozenset[str]
    generic: frozenset[str]
    acting: frozenset[str]
    impersonal: frozenset[str]
    titles: frozenset[str]
    posts: frozenset[str]
    hosts: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    openers: frozenset[str]
    places: frozenset[str]
    labels: frozenset[str]
    helpers: frozenset[str]
    closed: frozenset[str]
    dates: frozenset[str]
    skipped: frozenset[str]
    unnamed: frozenset[str]
    speaking: frozenset[str]
    speakers: frozenset[str]


def _read(name: str) -> str:
    return resources.files("copydesk").joinpath("lexicon", name).read_text(encoding="utf-8")


@cache
def words() -> Words:
    """Give the closed word classes and the nouns of speakers."""
    tables = tomllib.loads(_read("attribution_words.toml"))
    listed = {**tables["grammar"], **tables["speakers"]}
    listed |= {name: tables[name]["words"] for name in ("openers", "places", "labels")}
    sets = {name: frozenset(value.split()) for name, value in listed.items()}
    sets["helpers"] = sets["modals"] | sets["be"] | sets["have"]
    sets["closed"] = sets["prepositions"] | sets["subordinators"] | sets["personal"] | sets["determiners"]
    sets["dates"] = sets["days"] | sets["times"]
    sets["skipped"] = sets["dates"] | sets["adverbs"]
    sets["impersonal"] |= sets["places"]
    sets["unnamed"] = sets["openers"] | sets["days"]
    sets["speaking"] = sets["people"] | sets["personal"] | sets["media"] | sets["organisations"]
    sets["speakers"] = sets["speaking"] | sets["documents"]
    return Words(**{name: sets[name] for name in (field.name for field in fields(Words))})


@cache
def seats() -> frozenset[str]:
    """Give countries and capitals of one word, which stand for governments; no first names."""
    rows = [line.split("|") for line in _read("countries.txt").splitlines() if not line.startswith("#")]
    forms = {form.strip().lower() for row in rows for form in f"{row[1]};{row[3]}".split(";")}
    return frozenset(form for form in forms if form.isalpha() and form not in first_names())


@cache
def first_names() -> dict[str, str]:
    """Give the usual gender (``female``, ``male``) of first names in lower case."""
    genders: dict[str, str] = {}
    gender = ""
    for line in _read("attribution_first_names.txt").splitlines():
        if line.startswith("["):
            gender = line.strip("[]")
        elif not line.startswith("#"):
            for name in line.split():
                genders[name] = "" if genders.get(name, gender) != gender else gender
    return {name: known for name, known in genders.items() if known}


@cache
def nouns() -> dict[str, set[str]]:
    """Give the nouns for what is said (claim, statement), with the words that can open what they say."""
    opened: dict[str, set[str]] = {}
    for opener, singular in tomllib.loads(_read("attribution_verbs.toml"))["nouns"].items():
        for noun in singular.split():
            for form in (noun, _third_person(noun)):
                opened.setdefault(form, set()).update(_OPENERS.get(opener, {opener}))
    return opened


@cache
def verbs() -> dict[str, Verb]:
    """Give every form of every reporting verb in lower case."""
    tables = tomllib.loads(_read("attribution_verbs.toml"))
    ambiguous = frozenset(tables["ambiguous"]["words"].split())
    classes: dict[str, set[str]] = {}
    for name, lemmas in tables["classes"].items():
        for lemma in lemmas.split():
            classes.setdefault(lemma, set()).add(name)
    phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
    for name, listed in tables["phrases"].items():
        for phrase in listed.replace("\n", " ").split(","):
            lemma, *rest = phrase.split()
            for word in _STANDS_FOR.get(rest[0], rest[:1]):
                phrases.setdefault(lemma, {}).setdefault((word, *rest[1:]), set()).add(name)
    table: dict[str, Verb] = {}
    adjectives = frozenset(tables["adjectives"]["words"].split())
    for lemma in sorted({*classes, *phrases}):
        parts = sorted(phrases.get(lemma, {}).items(), key=lambda item: (-len(item[0]), item[0]))
        following: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        for rest, names in parts:
            following.setdefault(rest[0], []).append((rest, frozenset(names)))
        known = frozenset(classes.get(lemma, ()))
        forms = {lemma: "a"} if lemma in adjectives else _forms(lemma, tables["irregular"])
        for form, letters in forms.items():
            finite = "s" in letters or "d" in letters
            same = table.get(form)  # opposed: a verb and an adjective
            if same is not None and letters == "a":
                phrased = {**following, **same.phrases}
                table[form] = replace(
                    same, forms=same.forms + letters, classes=same.classes | known, phrases=phrased
                )
            else:
                table[form] = Verb(lemma, letters, known, form in ambiguous, following, finite)
    return table


@cache
def finite_words() -> frozenset[str]:
    """Give auxiliaries and the forms of verbs that can be finite with a subject in the third person."""
    forms = {form for form, verb in verbs().items() if verb.finite}
    return words().auxiliaries | words().pasts | forms


@cache
def plain_verbs() -> frozenset[str]:
    """Give the words that are verbs wherever they stand."""
    lexicon = words()
    forms = {form for form, verb in verbs().items() if not verb.ambiguous}
    return frozenset((lexicon.auxiliaries - {"to"}) | lexicon.pasts | forms)


@cache
def cue_words() -> frozenset[str]:
    """Give every word that a cue can begin with."""
    return frozenset({*verbs(), *nouns(), "according", "neither"})


@cache
def telling_words() -> frozenset[str]:
    """Give the words that a cue without a quotation can begin with: no voices."""
    telling = (form for form, verb in verbs().items() if verb.phrases or verb.classes - {"voice"})
    return frozenset({*telling, *nouns(), "according", "neither"})


@cache
def screen() -> frozenset[str]:
    """Give what ``str.split`` leaves of the words that an unquoted sentence needs to report anything.

    Words too common in other uses are left out, and voices, which need a quotation.
    """
    listed = tomllib.loads(_read("attribution_verbs.toml"))["seldom"]
    lemmas, forms = frozenset(listed["lemmas"].split()), frozenset(listed["forms"].split())
    heads = {"according", "neither", *(nouns().keys() - forms - verbs().keys())}
    for form, verb in verbs().items():
        phrases = [*chain.from_iterable(verb.phrases.values())]
        classes = verb.classes.union(*(names for _, names in phrases))
        if verb.lemma in lemmas:
            telling = {word for following, names in phrases if names - {"voice"} for word in following[-3:]}
            heads |= telling - words().closed - _PARTICLES
        elif classes - {"voice"} and form not in forms:
            heads.add(form)
    return frozenset(head + tail for head in heads for tail in _TAILS)


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _forms(lemma: str, irregular: dict[str, str]) -> dict[str, str]:
    """Give the forms of a verb, each with the letters of what it can be."""
    if lemma in irregular:
        third, past, participle, ing = irregular[lemma].split()
    else:
        stem = lemma.removesuffix("e")
        third = _third_person(lemma)
        past = participle = (
            stem[:-1] + "ied" if lemma[-1] == "y" and lemma[-2] not in "aeiou" else stem + "ed"
        )
        ing = lemma + "ing" if lemma.endswith(("ee", "ye")) else stem + "ing"
    letters: dict[str, str] = {}
    for form, letter in ((lemma, "b"), (third, "s"), (past, "d"), (participle, "n"), (ing, "g")):
        letters[form] = letters.get(form, "") + letter
    return letters
