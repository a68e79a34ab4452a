"""What a cue is: the words that report, who speaks, and how the two stand to each other."""

from __future__ import annotations

from dataclasses import dataclass

# mypyc evaluates the types of fields
from copydesk.label.attributions.lexicon import Verb  # noqa: TC001
from copydesk.label.attributions.mentions import Mention  # noqa: TC001

SAY = frozenset({"say"})
"""The class of cues that say something and no more."""


@dataclass(slots=True)
class Group:
    """A reporting verb with its particles, and the classes that the whole has."""

    first: int
    last: int
    verb: Verb
    classes: frozenset[str]


@dataclass(slots=True)
class Cue:
    """A cue from the word ``first`` to the word ``last``, and how it stands to its speaker.

    ``begin`` is the first word of the whole clause that reports (speaker, auxiliaries and cue).
    ``shape`` is one of ``finite``, ``inverted``, ``participle``, ``infinitive``, ``passive``,
    ``agentless``, ``according`` and ``noun``; ``noun`` tells whether it is a noun that says something.
    """

    first: int
    last: int
    begin: int
    speaker: Mention | None
    shape: str
    lemma: str
    classes: frozenset[str]
    noun: bool = False
