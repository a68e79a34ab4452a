"""Clusters to splits: train, validation and test, without a leak and stable for ever.

Articles are admitted one after the other: first those that the parent release knows and that did not
change, then those of the parent that were edited, then new ones; within each in the order of (published,
id), undated last. An article is admitted if all near-duplicates that were admitted before it, and its own
earlier assignment, agree on the split or leave it open. Else it would bridge splits, and is a reject:
an edited article keeps its split or is refused, it never moves and never moves another.

Clusters are the connected components of the admitted articles, so a cluster that a rejected article had
held together falls apart. A cluster with an article of the parent has that one's split. Of the others

- one with an article of a held-out source goes to test as a whole;
- by hash, the cluster's key (the id of its canonical article) decides: the first 64 bits of the SHA-256 of
  ``split:`` and the key, as a fraction of 2**64, fall into the fractions of train, validation and test;
- by date, the day of the canonical article, the cluster's earliest, decides: later near-duplicates of
  earlier articles stay out of the later splits. A cluster without any date is train, because nobody can
  know that it is later than what a model was trained on.

A new article of a held-out source belongs in test: if it is a near-duplicate of an article that the
parent has elsewhere, it is a reject.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from copydesk.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from copydesk.config import SplitConfig

    Places = NDArray[np.int64]

NAMES = ("train", "validation", "test")
BRIDGES = "bridges_splits"  # the reason of a reject of this stage
SPLITS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("split", pa.string()),
        pa.field("cluster", pa.string()),
        pa.field("canonical", pa.bool_(), nullable=False),
        pa.field("detail", pa.string()),
    ]
)
LEDGER = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("split", pa.string(), nullable=False),
        pa.field("raw_sha256", pa.string()),
    ]
)

_OPEN = -1
_TEST = NAMES.index("test")


@dataclass(frozen=True, slots=True)
class _Roster:
    """What is known of each article before the admission; articles are places in the order of ids.

    Attributes:
        wishes: the split that the article must have, or open.
        new: whether the parent does not know it.
        turns: the articles in the order in which they are considered.
        by_day: the articles in the order of (published, id).
    """

    wishes: Places
    new: NDArray[np.bool_]
    turns: Places
    by_day: Places


@dataclass(slots=True)
class _Admission:
    """The state of the admission: which groups of exact duplicates are in, how joined, and where.

    Attributes:
        neighbours: for each group, the groups that are near-duplicates of it.
        leaders: union-find over groups.
        present: whether an article of the group was admitted.
        splits: for each leader, its component's split, or open.
        refused: for each rejected article, the decided components that it is near to.
    """

    neighbours: dict[int, list[int]]
    leaders: list[int]
    present: list[bool]
    splits: list[int]
    refused: dict[int, list[int]] = field(default_factory=dict)

    def admit(self, article: int, group: int, split: int) -> None:
        """Admit an article with its own split (or an open one), or note that it is refused."""
        around = {
            self.leader(near) for near in (group, *self.neighbours.get(group, ())) if self.present[near]
        }
        decided = {self.splits[leader] for leader in around} | {split}
        decided.discard(_OPEN)
        if len(decided) > 1:
            self.refused[article] = [leader for leader in around if self.splits[leader] != _OPEN]
            return
        self.present[group] = True
        leader = self.leader(group)
        for other in around:
            self.leaders[other] = leader
        self.splits[leader] = decided.pop() if decided else _OPEN

    def leader(self, group: int) -> int:
        """Give the group that stands for the component of a group."""
        while self.leaders[group] != group:
            self.leaders[group] = self.leaders[self.leaders[group]]
            group = self.leaders[group]
        return group


def assign_splits(
    articles: pa.Table, config: SplitConfig, *, edges: pa.Table, parent: pa.Table | None = None
) -> pa.Table:
    """Give every article its split and its final cluster, or refuse it.

    Args:
        articles: ``id``, ``source``, ``published`` (date32) and, to know what was edited, ``raw_sha256``.
        config: by what splits are made.
        edges: the pairs of near-duplicates: ``id_a``, ``id_b`` and ``exact``.
        parent: every assignment ever made, as ``carry_over`` gives it: ``id``, ``split`` and ``raw_sha256``
            (null: not in the last release). Without hashes no article counts as edited.

    Returns:
        a table ``SPLITS``, one row an article, sorted by id. ``split`` and ``cluster`` are null for a
        reject (its reason is ``BRIDGES``), ``detail`` for all others. No pair of ``edges`` stands in two
        splits, and nothing depends on the order of the rows.

    Raises:
        UsageError: an edge names an unknown article, or the parent an unknown split.
    """
    articles = articles.sort_by("id").combine_chunks()
    roster = _enrol(articles, config, parent)
    groups, admission = _start(articles["id"], edges)
    numbers = groups.tolist()
    wishes = roster.wishes.tolist()
    for article in roster.turns.tolist():
        admission.admit(article, numbers[article], wishes[article])

    ids = articles["id"].to_pylist()
    labels = np.array([admission.leader(group) for group in numbers], dtype=np.int64)
    admitted = np.ones(len(ids), dtype=np.bool_)
    admitted[list(admission.refused)] = False
    keys = _keys(labels, admitted, roster.by_day)
    published = articles["published"].to_pylist()
    for label, key in keys.items():
        if admission.splits[label] == _OPEN:
            admission.splits[label] = _fresh(ids[key], published[key], config)
    rows: list[tuple[str, str | None, str | None, bool, str | None]] = []
    for article, label in enumerate(labels.tolist()):
        if article in admission.refused:
            near = sorted((ids[keys[at]], at) for at in map(admission.leader, admission.refused[article]))
            found = [(cluster, NAMES[admission.splits[at]]) for cluster, at in near]
            rows.append((ids[article], None, None, False, _detail(roster, article, found)))
        else:
            key = keys[label]
            rows.append((ids[article], NAMES[admission.splits[label]], ids[key], article == key, None))
    columns = zip(*rows, strict=True) if rows else [[]] * len(SPLITS)
    return pa.table(list(map(list, columns)), schema=SPLITS)


def carry_over(parent: pa.Table | None, articles: pa.Table, assigned: pa.Table) -> pa.Table:
    """Give every assignment ever made: what the next release takes as its parent.

    An article that was taken away or refused keeps its split, and gets it back when it returns; its hash
    becomes null, since it has no place in this release.

    Args:
        parent: what this release took as its parent.
        articles: what ``assign_splits`` was given, with ``raw_sha256`` if it is known.
        assigned: what ``assign_splits`` gave.

    Returns:
        a table ``LEDGER``, sorted by id.
    """
    placed = assigned.filter(pc.is_valid(assigned["split"])).select(["id", "split"])
    if "raw_sha256" in articles.schema.names:
        rows = pc.index_in(placed["id"], articles["id"].combine_chunks())
        hashes = articles["raw_sha256"].take(rows)
    else:
        hashes = pa.nulls(len(placed), pa.string())
    ledger = pa.table([placed["id"], placed["split"], hashes], schema=LEDGER)
    if parent is not None:
        gone = parent.filter(pc.invert(pc.is_in(parent["id"], placed["id"].combine_chunks())))
        gone = pa.table([gone["id"], gone["split"], pa.nulls(len(gone), pa.string())], schema=LEDGER)
        ledger = pa.concat_tables([ledger, gone])
    return ledger.sort_by("id").combine_chunks()


def _enrol(articles: pa.Table, config: SplitConfig, parent: pa.Table | None) -> _Roster:
    """Find each article's own split and its turn."""
    count = len(articles)
    assigned = np.full(count, _OPEN, dtype=np.int64)
    settled = np.zeros(count, dtype=np.bool_)
    if parent is not None:
        rows = pc.index_in(articles["id"], parent["id"].combine_chunks())
        known = pc.is_valid(rows).to_numpy()
        codes = pc.index_in(parent["split"], pa.array(NAMES))
        if codes.null_count:
            unknown = parent["split"].filter(pc.is_null(codes))[0].as_py()
            raise UsageError(f"the parent has the split {unknown!r}; known are {', '.join(NAMES)}")
        assigned = codes.take(rows).fill_null(_OPEN).to_numpy().astype(np.int64)
        settled = known
        if "raw_sha256" in parent.schema.names and "raw_sha256" in articles.schema.names:
            same = pc.equal(articles["raw_sha256"], parent["raw_sha256"].take(rows))
            settled = same.fill_null(fill_value=False).to_numpy()
    held_out = pc.is_in(articles["source"], pa.array(config.hold_out, pa.string())).to_numpy()
    days = articles["published"].cast(pa.int32()).fill_null(np.iinfo(np.int32).max).to_numpy()
    standing = np.where(settled, 0, np.where(assigned != _OPEN, 1, 2))
    places = np.arange(count)
    return _Roster(
        wishes=np.where((assigned == _OPEN) & held_out, _TEST, assigned),
        new=assigned == _OPEN,
        turns=np.lexsort((places, days, standing)),
        by_day=np.lexsort((places, days)),
    )


def _start(ids: pa.ChunkedArray, edges: pa.Table) -> tuple[Places, _Admission]:
    """Group exact duplicates, and set up the admission with the near-duplicates of each group."""
    names = ids.combine_chunks()
    ends = [pc.index_in(edges[column], names) for column in ("id_a", "id_b")]
    for column, end in zip(("id_a", "id_b"), ends, strict=True):
        if end.null_count:
            stray = edges[column].filter(pc.is_null(end))[0].as_py()
            raise UsageError(f"an edge names the article {stray!r}, which is not among the articles")
    heads, tails = (end.to_numpy().astype(np.int64) for end in ends)
    exact = edges["exact"].to_numpy()
    same = coo_array(
        (np.ones(int(exact.sum())), (heads[exact], tails[exact])), shape=(len(names), len(names))
    )
    count, labels = connected_components(same, directed=False)
    groups = labels.astype(np.int64)
    neighbours: dict[int, list[int]] = {}
    for one, other in zip(groups[heads[~exact]].tolist(), groups[tails[~exact]].tolist(), strict=True):
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    return groups, _Admission(neighbours, list(range(count)), [False] * count, [_OPEN] * count)


def _keys(labels: Places, admitted: NDArray[np.bool_], by_day: Places) -> dict[int, int]:
    """Give the canonical article of every component: the earliest of those admitted."""
    earliest_first = by_day[admitted[by_day]]
    components, firsts = np.unique(labels[earliest_first], return_index=True)
    return dict(zip(components.tolist(), earliest_first[firsts].tolist(), strict=True))


def _fresh(key: str, day: date | None, config: SplitConfig) -> int:
    """Decide for a cluster of which the parent knows no article."""
    if config.by == "date":
        return sum(day >= cut for cut in config.cuts) if day else 0
    drawn = int.from_bytes(sha256(f"split:{key}".encode()).digest()[:8], "big") / 2**64
    return min(sum(drawn >= bound for bound in accumulate(config.fractions)), _TEST)


def _detail(roster: _Roster, article: int, near: list[tuple[str, str]]) -> str:
    """Say which clusters, or which cluster and what else, a rejected article would join."""
    first = near[0]
    others = [cluster for cluster in near if cluster[1] != first[1]]
    text = f"near-duplicate of cluster {first[0]} ({first[1]})"
    if others:
        return f"{text} and of cluster {others[0][0]} ({others[0][1]})"
    own = NAMES[int(roster.wishes[article])]
    return (
        f"{text}, but its source is held out for {own}"
        if roster.new[article]
        else f"{text}, but itself {own}"
    )
