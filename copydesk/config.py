"""What a build can be told: frozen, and written whole into the manifest of what it made.

Nothing here says how the work is done (workers, progress): that must not reach the output.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from copydesk.errors import UsageError

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where the parts of a page stand in a JSON line; the first key that is there counts.

    A line with ``html`` is an HTML page. A line with ``text`` is an extracted article if it has a
    title or a date too, and the text dump of a page otherwise; ``text_is`` settles it for all lines.
    """

    text: tuple[str, ...] = ("text", "content", "body", "article")
    html: tuple[str, ...] = ("html", "raw_html")
    url: tuple[str, ...] = ("url", "link", "uri", "address")
    title: tuple[str, ...] = ("title", "headline")
    date: tuple[str, ...] = ("date", "published", "publish_date", "date_publish", "pubdate")
    section: tuple[str, ...] = ("section", "category")
    byline: tuple[str, ...] = ("byline", "author", "authors")
    language: tuple[str, ...] = ("language", "lang")
    text_is: str = "auto"  # auto, article, page


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterConfig:
    """How near-duplicates are found: MinHash over word n-grams, LSH bands, then Jaccard itself.

    With 64 bands of 2 rows a pair of Jaccard 0.2 is looked at with probability 0.93, one of 0.25 with
    0.98 and one of 0.5 always (1 - (1 - J**rows)**bands). Reprints cut to a third need that: their Jaccard
    is 0.33 at best, and they count by ``containment``.
    """

    ngram: int = 5  # words
    bands: int = 64
    rows: int = 2  # hash values a band
    threshold: float = 0.5  # least share of a pair's n-grams in common
    containment: float = 0.7  # or: least share of the shorter text's n-grams that the longer one has
    floor: float = 0.2  # ... with at least this Jaccard: a round-up is no reprint of each of its items
    seed: int = 1

    def __post_init__(self) -> None:
        if min(self.ngram, self.bands, self.rows) < 1:
            raise UsageError("ngram, bands and rows must be at least 1")
        if not 0 < self.floor <= self.threshold <= 1 or not 0 < self.containment <= 1:
            raise UsageError("floor, threshold and containment are shares, and floor is at most threshold")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitConfig:
    """How clusters are dealt to the splits."""

    by: str = "hash"  # hash, date
    fractions: tuple[float, float, float] = (0.8, 0.1, 0.1)  # train, validation, test
    cuts: tuple[date, ...] = ()  # first day of validation, first day of test
    hold_out: tuple[str, ...] = ()  # sources whose articles all go to test

    def __post_init__(self) -> None:
        if self.by not in {"hash", "date"}:
            raise UsageError(f"splits are made by hash or by date, not by {self.by!r}")
        if min(self.fractions) < 0 or not abs(sum(self.fractions) - 1) <= 1e-9:  # also no NaN
            raise UsageError(f"the fractions of the splits must sum to 1, not {sum(self.fractions):g}")
        if self.by == "date" and (len(self.cuts) != 2 or self.cuts[0] > self.cuts[1]):
            raise UsageError(
                "splits by date need two cuts in order: first day of validation, first day of test"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildConfig:
    """Everything that a caller decides about a release's content."""

    languages: tuple[str, ...] = ()  # BCP 47 primary subtags to keep; none: all
    layers: tuple[str, ...] | None = None  # None: every layer of the registry
    minimum_words: int = 12  # a shorter body is no article
    keys: Keys = field(default_factory=Keys)
    clusters: ClusterConfig = field(default_factory=ClusterConfig)
    splits: SplitConfig = field(default_factory=SplitConfig)

    def as_json(self) -> dict[str, Any]:
        """Give the whole configuration as the manifest holds it."""
        whole = asdict(self)
        whole["splits"]["cuts"] = [day.isoformat() for day in self.splits.cuts]
        return whole
