"""What is counted when a release is compared with gold, and the figures that come of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.record import Span


class Ratio(NamedTuple):
    """How many were right of those found and of those in the gold."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of those found that are right; 0 where none were found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where the gold has none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def as_json(self) -> dict[str, float]:
        """Give the counts and the figures, to four digits."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**self._asdict(), **{name: round(figure, 4) for name, figure in figures.items()}}


class Outcomes(NamedTuple):
    """What became of a field on the pages where somebody looked at it.

    ``right``: the value of the gold; ``none``: rightly none; ``wrong``: another value; ``missing``: none
    though the gold has one; ``spurious``: one though the gold has none.
    """

    right: int
    none: int
    wrong: int
    missing: int
    spurious: int

    @property
    def accuracy(self) -> float:
        """The share of pages on which the field is as the gold has it."""
        return (self.right + self.none) / sum(self) if sum(self) else 0.0

    def as_json(self) -> dict[str, float]:
        """Give the counts and the accuracy, to four digits."""
        return {**self._asdict(), "accuracy": round(self.accuracy, 4)}


class Fault(NamedTuple):
    """One place where a page and its gold differ.

    ``what`` says how (missed, spurious, value ...), ``gold`` and ``found`` what each side has, in words.
    ``span`` is the place in the released text, None where it has none.
    """

    address: str
    layer: str
    what: str
    gold: str | None
    found: str | None
    span: Span | None = None


@dataclass(slots=True)
class Sheet:
    """The counts of one page, and where it differs from its gold.

    ``counts`` is by group (`fields`, `roles`, a layer ...), figure and part (right, found, gold ...).
    """

    address: str
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def count(self, group: str, figure: str, part: str) -> None:
        """Count one."""
        self.counts[group, figure, part] += 1

    def ratio(self, group: str, figure: str, counted: tuple[int, int, int]) -> None:
        """Count those right, found and in the gold; a figure without any is noted too."""
        for part, number in zip(Ratio._fields, counted, strict=True):
            self.counts[group, figure, part] += number

    def fault(
        self, layer: str, what: str, pair: tuple[str | None, str | None], span: Span | None = None
    ) -> None:
        """Note a difference: what the gold has and what was found."""
        self.faults.append(Fault(self.address, layer, what, *pair, span))


def match_spans(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """Pair spans one to one: equal ones first, then those that share the largest part of the longer one.

    Returns:
        The places in both sequences of every pair, in the order of the gold.
    """
    by_start = sorted(range(len(found)), key=lambda place: found[place].start)
    candidates = []
    for here, one in enumerate(gold):
        for there in by_start:
            other = found[there]
            if other.start >= one.end:
                break
            shared = min(one.end, other.end) - max(one.start, other.start)
            if shared > 0:
                longer = max(one.end - one.start, other.end - other.start)
                candidates.append((-shared / longer, one.start, other.start, here, there))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, here, there in sorted(candidates):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return sorted(pairs.items())


def added(sheets: Iterable[Sheet]) -> Counter[tuple[str, str, str]]:
    """Add up the counts of pages."""
    whole: Counter[tuple[str, str, str]] = Counter()
    for sheet in sheets:
        whole.update(sheet.counts)
    return whole
