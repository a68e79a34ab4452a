"""Exact and near duplicates, and the clusters that they form.

Two articles are near-duplicates if the distinct word n-grams of their bodies (``ngrams``) have a Jaccard
of at least ``threshold``, or if at least ``containment`` of the shorter body's stand in the longer one
and the Jaccard is at least ``floor``: a reprint is often cut at the end. Pairs are proposed by MinHash
and banding (``sketch``) and then compared n-gram by n-gram (``pairs``). Articles with the same words in the
same order are exact duplicates: the first stands for all of them in the comparisons.

A cluster is a connected component of these pairs: the first and the last of a chain of updates may
have little in common. Its canonical article is its earliest: the smallest (published, id), undated
ones last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from copydesk.deduplicate.identity import ids_of, numbers_of
from copydesk.deduplicate.ngrams import hash_ngrams, hash_words
from copydesk.deduplicate.pairs import NgramSets, candidate_pairs, shared_ngrams
from copydesk.deduplicate.sketch import band_keys, band_schema
from copydesk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from copydesk.config import ClusterConfig

__all__ = ["CLUSTERS", "EDGES", "band_keys", "band_schema", "find_clusters"]

CLUSTERS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("cluster", pa.string(), nullable=False),
        pa.field("canonical", pa.bool_(), nullable=False),
    ]
)
EDGES = pa.schema(
    [
        pa.field("id_a", pa.string(), nullable=False),
        pa.field("id_b", pa.string(), nullable=False),
        pa.field("jaccard", pa.float64(), nullable=False),
        pa.field("containment", pa.float64(), nullable=False),
        pa.field("exact", pa.bool_(), nullable=False),
    ]
)

_REACH = 8  # neighbours in a bucket that an article is compared with, besides the first
_ROWS = 128


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The sketches of all articles, by rank: in the order of (published, id)."""

    ids: NDArray[np.uint64]
    keys: NDArray[np.uint32]
    originals: NDArray[np.int64]  # the rank of the first article with the same words


def find_clusters(
    articles: Iterable[pa.RecordBatch], config: ClusterConfig, *, sketches: pa.Table | None = None
) -> tuple[pa.Table, pa.Table]:
    """Find the clusters of near-duplicates, and the pairs that hold them together.

    Args:
        articles: batches with ``id`` (16 hex digits), ``text`` and, if known, ``published`` (date32). They
            are read twice, so a generator will not do.
        config: what a near-duplicate is.
        sketches: what ``band_keys`` gives for all batches, if workers have done that already.

    Returns:
        a table ``CLUSTERS``, one row an article, sorted by id; and a table ``EDGES`` of verified pairs, the
        earlier article first, sorted: the Jaccard of their n-grams, the share of the smaller set that is in
        the larger, and whether their words are the same. Exact duplicates appear only in pairs with their
        first. Neither depends on the order of the articles or on how they are cut into batches.

    Raises:
        UsageError: an id is malformed or comes twice, or the batches can be read only once.
    """
    if iter(articles) is articles:
        raise UsageError("articles are read twice: pass a list or a class with __iter__, not an iterator")
    if sketches is None:
        schema = band_schema(config)
        sketches = pa.concat_tables(
            [schema.empty_table(), *(band_keys(batch, config) for batch in articles)]
        )
    ranked = _rank(sketches, config)
    firsts = np.flatnonzero(ranked.originals == np.arange(ranked.ids.size))
    pairs = candidate_pairs(ranked.keys[firsts], _REACH)
    pairs = _pack(firsts[pairs >> np.uint64(32)], firsts[pairs & np.uint64(0xFFFFFFFF)])
    near, jaccard, containment = _verify(pairs, articles, ranked, config)
    copies = np.flatnonzero(ranked.originals != np.arange(ranked.ids.size))
    ones = np.ones(copies.size)
    edges = np.concatenate([near, _pack(ranked.originals[copies], copies)])
    order = np.argsort(edges)
    columns = (np.concatenate([jaccard, ones])[order], np.concatenate([containment, ones])[order])
    heads, tails = _unpack(edges[order])
    exact = np.concatenate([np.zeros(near.size, np.bool_), ones.astype(np.bool_)])[order]
    ends = [ids_of(ranked.ids[heads]), ids_of(ranked.ids[tails])]
    verified = pa.table([*ends, *map(pa.array, columns), pa.array(exact)], schema=EDGES)
    return _clusters(ranked.ids, heads, tails), verified


def _rank(sketches: pa.Table, config: ClusterConfig) -> _Ranked:
    """Put the sketches into the order of (published, id), undated last, and find exact duplicates."""
    sketches = sketches.combine_chunks()
    ids = sketches["id"].to_numpy()
    days = sketches["published"].cast(pa.int32()).fill_null(np.iinfo(np.int32).max).to_numpy()
    order = np.lexsort((ids, days))
    ids = ids[order]
    ascending = np.sort(ids)
    twice = ascending[1:][ascending[1:] == ascending[:-1]]
    if twice.size:
        raise UsageError(f"the article id {int(twice[0]):016x} comes twice")
    keys = pa.concat_arrays(
        [chunk.flatten() for chunk in sketches["keys"].chunks] or [pa.array([], pa.uint32())]
    )
    _, firsts, groups = np.unique(
        sketches["words"].to_numpy()[order], return_index=True, return_inverse=True
    )
    return _Ranked(ids, keys.to_numpy().reshape(-1, config.bands)[order], firsts[groups])


def _verify(
    pairs: NDArray[np.uint64], articles: Iterable[pa.RecordBatch], ranked: _Ranked, config: ClusterConfig
) -> tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]:
    """Keep the pairs that are near-duplicates, with their Jaccard and containment."""
    if not pairs.size:
        return pairs, np.zeros(0), np.zeros(0)
    wanted = np.unique(np.concatenate(_unpack(pairs)))
    first, second, both = shared_ngrams(pairs, _ngram_sets(articles, ranked.ids, wanted, config.ngram))
    jaccard = both / (first + second - both)
    containment = both / np.minimum(first, second)
    near = jaccard >= config.threshold
    near |= (containment >= config.containment) & (jaccard >= config.floor)
    return pairs[near], jaccard[near], containment[near]


def _ngram_sets(
    articles: Iterable[pa.RecordBatch], ids: NDArray[np.uint64], wanted: NDArray[np.int64], size: int
) -> NgramSets:
    """Read the articles again for the n-grams of those in question."""
    by_id = np.argsort(ids[wanted])
    known = ids[wanted][by_id]
    ranks, sizes, hashes = [], [], []
    for texts, numbers in _parts(articles):
        places = np.minimum(np.searchsorted(known, numbers), known.size - 1)
        rows = np.flatnonzero(known[places] == numbers)
        ngrams = hash_ngrams(hash_words(texts.take(pa.array(rows))), size)
        low = ngrams.hashes & np.uint64(0xFFFFFFFF)
        distinct = np.sort((ngrams.texts.astype(np.uint64) << np.uint64(32)) | low)
        distinct = distinct[np.flatnonzero(np.append(True, distinct[1:] != distinct[:-1])[: distinct.size])]
        ranks.append(by_id[places[rows]])
        sizes.append(np.bincount((distinct >> np.uint64(32)).astype(np.int64), minlength=rows.size))
        hashes.append(distinct.astype(np.uint32))
    by_rank = np.argsort(np.concatenate(ranks))
    lengths = np.concatenate(sizes)
    starts = np.cumsum(lengths) - lengths
    return NgramSets(wanted, starts[by_rank], lengths[by_rank], np.concatenate(hashes))


def _parts(articles: Iterable[pa.RecordBatch]) -> Iterator[tuple[pa.Array, NDArray[np.uint64]]]:
    for batch in articles:
        numbers = numbers_of(batch.column("id"))
        for start in range(0, numbers.size, _ROWS):
            yield batch.column("text").slice(start, _ROWS), numbers[start : start + _ROWS]


def _clusters(ids: NDArray[np.uint64], heads: NDArray[np.int64], tails: NDArray[np.int64]) -> pa.Table:
    """Name each component after its article of the smallest rank."""
    links = coo_array((np.ones(heads.size, np.bool_), (heads, tails)), shape=(ids.size, ids.size))
    _, labels = connected_components(links, directed=False)
    _, firsts, groups = np.unique(labels, return_index=True, return_inverse=True)
    canonical = firsts[groups]
    by_id = np.argsort(ids)
    names = ids_of(ids)
    is_first = canonical == np.arange(ids.size)
    columns = [
        names.take(pa.array(by_id)),
        names.take(pa.array(canonical[by_id])),
        pa.array(is_first[by_id]),
    ]
    return pa.table(columns, schema=CLUSTERS)


def _pack(smaller: NDArray[np.int64], larger: NDArray[np.int64]) -> NDArray[np.uint64]:
    return (smaller.astype(np.uint64) << np.uint64(32)) | larger.astype(np.uint64)


def _unpack(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
