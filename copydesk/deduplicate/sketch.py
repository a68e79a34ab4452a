"""What is kept of each article to find its near-duplicates: a MinHash signature, cut into bands.

The signature is a one-permutation MinHash (Li, Owen and Zhang 2012): the hash of an n-gram says which of
the signature's places it competes for, and the smallest wins. It looks at every n-gram once instead of
once a place. A place for which none competed takes the value of another one, the same for all articles
(densification, Shrivastava 2017), so that short articles compare like long ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from copydesk.deduplicate.identity import numbers_of
from copydesk.deduplicate.ngrams import hash_ngrams, hash_texts, hash_words, mix, powers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from copydesk.config import ClusterConfig

_ROWS = 128  # articles hashed at a time: what they need stays in the processor's cache
_EMPTY = np.uint32(0xFFFFFFFF)


def band_schema(config: ClusterConfig) -> pa.Schema:
    """Give the schema of a table of band keys."""
    return pa.schema(
        [
            pa.field("id", pa.uint64(), nullable=False),
            pa.field("published", pa.date32()),
            pa.field("words", pa.uint64(), nullable=False),
            pa.field("keys", pa.list_(pa.field("item", pa.uint32(), nullable=False), config.bands)),
        ]
    )


def band_keys(batch: pa.RecordBatch, config: ClusterConfig) -> pa.Table:
    """Sketch every article of a batch: a pure function, for any process on any machine.

    Args:
        batch: columns ``id`` and ``text``, and ``published`` (date32) if it is known.
        config: how many words, bands and rows.

    Returns:
        one row an article, in the order of the batch: ``id`` as an integer, ``published``, ``words`` (a
        hash of all words in order: equal for exact duplicates) and ``keys`` (one 32-bit key a band; two
        articles with an equal key in the same band are candidates).

    Raises:
        UsageError: an id is not 16 lower-case hex digits.
    """
    ids = numbers_of(batch.column("id"))
    hashes = np.empty(ids.size, dtype=np.uint64)
    keys = np.empty((ids.size, config.bands), dtype=np.uint32)
    for start in range(0, ids.size, _ROWS):
        part = slice(start, start + _ROWS)
        texts = batch.column("text").slice(start, _ROWS)
        hashes[part], keys[part] = _sketch(texts, ids[part], config)
    dated = "published" in batch.schema.names
    published = batch.column("published") if dated else pa.nulls(ids.size, pa.date32())
    flat = pa.FixedSizeListArray.from_arrays(
        pa.array(keys.reshape(-1)), type=band_schema(config).field("keys").type
    )
    return pa.table([pa.array(ids), published, pa.array(hashes), flat], schema=band_schema(config))


def _sketch(
    texts: pa.Array, ids: NDArray[np.uint64], config: ClusterConfig
) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    words = hash_words(texts)
    ngrams = hash_ngrams(words, config.ngram)
    wordless = np.flatnonzero(np.diff(words.offsets) == 0)
    # a text without words is like no other: its id stands for it
    hashes = hash_texts(words)
    hashes[wordless] = mix(ids[wordless] + np.uint64(1))
    grams = np.concatenate([ngrams.hashes, hashes[wordless]])
    owners = np.concatenate([ngrams.texts, wordless])
    signatures = _signatures(grams ^ _seed_of(config), owners, (ids.size, config.bands * config.rows))
    return hashes, _keys(signatures.reshape(ids.size, config.bands, config.rows))


def _seed_of(config: ClusterConfig) -> NDArray[np.uint64]:
    return mix(np.array([config.seed % 2**64], dtype=np.uint64))


def _signatures(
    grams: NDArray[np.uint64], owners: NDArray[np.int64], shape: tuple[int, int]
) -> NDArray[np.uint32]:
    """Give the signature of each text: for each place the smallest hash that fell there."""
    size = shape[1]
    mixed = mix(grams)
    places = ((mixed >> np.uint64(32)) * np.uint64(size) >> np.uint64(32)).astype(np.int64)
    smallest = np.full(shape[0] * size, _EMPTY, dtype=np.uint32)
    np.minimum.at(smallest, owners * size + places, mixed.astype(np.uint32))
    return _densify(smallest.reshape(shape))


def _densify(signatures: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Fill each empty place from the first filled one among the places at fixed, scattered distances."""
    size = signatures.shape[1]
    dense = signatures.copy()
    texts, places = np.nonzero(signatures == _EMPTY)
    for distance in (np.argsort(mix(powers(size - 1))) + 1).tolist():
        if not texts.size:
            break
        found = signatures[texts, (places + distance) % size]
        dense[texts, places] = found
        empty = found == _EMPTY
        texts, places = texts[empty], places[empty]
    return dense


def _keys(signatures: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Fold the values of each band (text, band, row) into one key."""
    weights = powers(signatures.shape[2] + 1)[1:]
    folded = (signatures.astype(np.uint64) * weights).sum(axis=2, dtype=np.uint64)
    return (mix(folded) >> np.uint64(32)).astype(np.uint32)
