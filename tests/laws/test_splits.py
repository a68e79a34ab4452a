"""Laws of clusters and splits over any history of adding, editing and taking away articles."""

import datetime as dt
import itertools
import random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.config import ClusterConfig, SplitConfig
from copydesk.deduplicate import find_clusters
from copydesk.split import assign_splits, carry_over

# one row a band misses no pair in so small a world, so that comparing all pairs must agree
CLUSTERS = ClusterConfig(bands=128, rows=1)
BY_HASH = SplitConfig(fractions=(0.4, 0.3, 0.3), hold_out=("held.example",))
BY_DATE = SplitConfig(by="date", cuts=(dt.date(2006, 7, 3), dt.date(2006, 7, 6)))
DAYS = (None, *(dt.date(2006, 7, day) for day in range(1, 9)))
SOURCES = ("one.example", "two.example", "held.example")

# a paragraph is a number; its words stand nowhere else
paragraphs = st.lists(st.integers(0, 11), min_size=2, max_size=5, unique=True)
contents = st.tuples(paragraphs, st.sampled_from(DAYS), st.sampled_from(SOURCES))
# one release's changes: article number to what it holds from now on, or None to take it away
changes = st.dictionaries(st.integers(0, 15), st.none() | contents, min_size=1, max_size=8)


def text_of(numbers):
    return "\n\n".join(" ".join(f"p{number}w{word}" for word in range(12)) for number in numbers)


def table_of(pages, order):
    keys = sorted(pages)
    random.Random(order).shuffle(keys)
    return pa.table(
        {
            "id": pa.array([f"{key * 0x1234567 + 1:016x}" for key in keys], pa.string()),
            "text": pa.array([text_of(pages[key][0]) for key in keys], pa.string()),
            "published": pa.array([pages[key][1] for key in keys], pa.date32()),
            "source": pa.array([pages[key][2] for key in keys], pa.string()),
            "raw_sha256": pa.array([repr(pages[key]) for key in keys], pa.string()),
        }
    )


def shingles(text):
    words = text.split()
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def near_pairs(pages):
    grams = {row["id"]: shingles(row["text"]) for row in pages.to_pylist()}
    for one, other in itertools.combinations(sorted(grams), 2):
        both = len(grams[one] & grams[other])
        jaccard = both / len(grams[one] | grams[other])
        containment = both / min(len(grams[one]), len(grams[other]))
        if jaccard >= CLUSTERS.threshold or (
            containment >= CLUSTERS.containment and jaccard >= CLUSTERS.floor
        ):
            yield one, other


def split_up(pages, config, parent):
    _, edges = find_clusters(pages.to_batches(max_chunksize=3), CLUSTERS)
    return assign_splits(pages.drop_columns("text"), config, edges=edges, parent=parent)


@settings(deadline=None, max_examples=60)
@given(history=st.lists(changes, min_size=1, max_size=5), config=st.sampled_from([BY_HASH, BY_DATE]))
def test_no_article_moves_and_nothing_leaks_whatever_happens(history, config):
    pages, ledger, known = {}, None, {}
    for release, change in enumerate(history):
        pages = {key: page for key, page in {**pages, **change}.items() if page is not None}
        table = table_of(pages, release)
        assigned = split_up(table, config, ledger)

        assert assigned.equals(split_up(table_of(pages, release + 100), config, ledger))
        assert assigned["id"].to_pylist() == sorted(table["id"].to_pylist())
        rows = {row["id"]: row for row in assigned.to_pylist()}
        splits = {key: row["split"] for key, row in rows.items() if row["split"]}
        assert all(known.get(key, split) == split for key, split in splits.items())
        for one, other in near_pairs(table):
            if one in splits and other in splits:
                assert splits[one] == splits[other]
                assert rows[one]["cluster"] == rows[other]["cluster"]
        for row in rows.values():
            assert (row["split"] is None) == (row["cluster"] is None) == (row["detail"] is not None)
            assert row["canonical"] == (row["cluster"] == row["id"])
            assert row["split"] is None or splits[row["cluster"]] == row["split"]
        admitted = table.filter(pa.array([key in splits for key in table["id"].to_pylist()], pa.bool_()))
        again, _ = find_clusters(admitted.to_batches(), CLUSTERS)
        assert again.to_pylist() == [
            {key: row[key] for key in ("id", "cluster", "canonical")}
            for row in rows.values()
            if row["split"]
        ]
        known |= splits
        ledger = carry_over(ledger, table, assigned)
        assert dict(zip(ledger["id"].to_pylist(), ledger["split"].to_pylist(), strict=True)) == known


@settings(deadline=None, max_examples=40)
@given(
    before=st.dictionaries(st.integers(0, 15), contents, min_size=1),
    added=st.dictionaries(st.integers(16, 31), contents),
)
def test_adding_articles_never_refuses_one_that_was_there(before, added):
    first = table_of(before, 0)
    assigned = split_up(first, BY_HASH, None)
    assert assigned["split"].null_count == 0  # without a parent nothing can bridge
    later = split_up(table_of({**before, **added}, 1), BY_HASH, carry_over(None, first, assigned))
    splits = dict(zip(later["id"].to_pylist(), later["split"].to_pylist(), strict=True))
    assert all(splits[row["id"]] == row["split"] for row in assigned.to_pylist())
