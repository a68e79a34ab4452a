import datetime as dt
import itertools
import random
import unicodedata

import numpy as np
import pyarrow as pa
import pytest

from copydesk.config import ClusterConfig
from copydesk.deduplicate import band_keys, find_clusters
from copydesk.deduplicate.ngrams import NORMAL, hash_words
from copydesk.errors import UsageError
from reprints import make_look_alikes, make_reprints

CONFIG = ClusterConfig()


def batch_of(texts, *, days=None, first=1):
    columns = {
        "id": pa.array([f"{number:016x}" for number in range(first, first + len(texts))], pa.string()),
        "text": pa.array(texts, pa.string()),
    }
    if days is not None:
        columns["published"] = pa.array(days, pa.date32())
    return pa.RecordBatch.from_pydict(columns)


def names_of(texts, config=CONFIG):
    """The cluster of each text, by the number of its canonical text."""
    clusters, _ = find_clusters([batch_of(texts)], config)
    return [int(name, 16) - 1 for name in clusters["cluster"].to_pylist()]


def words(*numbers):
    return " ".join(f"word{number}" for number in numbers)


def test_reprints_are_found_and_look_alikes_stay_apart():
    reprints = list(make_reprints(80, seed=4))
    look_alikes = list(make_look_alikes(40, seed=4))
    owners = [number for number, _, _ in reprints] + list(range(1000, 1000 + len(look_alikes)))
    found = names_of([row[-1] for row in reprints + look_alikes])

    true = {
        pair for pair in itertools.combinations(range(len(owners)), 2) if owners[pair[0]] == owners[pair[1]]
    }
    made = {
        pair for pair in itertools.combinations(range(len(found)), 2) if found[pair[0]] == found[pair[1]]
    }
    assert len(true) > 500
    assert len(true & made) / len(made) >= 0.99  # precision
    assert len(true & made) / len(true) >= 0.99  # recall


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ships left the port.", "ships  left\nthe PORT"),
        ("The fleet’s “new” ship — the Aurelia…", "The fleet's new ship, the Aurelia"),
        ("The o\ufb03ce of Zoë", "The office of Zoe\u0308"),  # ligature; e and diaeresis apart
        ("北京,上海。广州", "北京 上海 广州"),
    ],
)
def test_case_space_punctuation_and_unicode_form_do_not_count(one, other):
    _, edges = find_clusters([batch_of([one, other])], CONFIG)
    assert edges.to_pylist() == [
        {"id_a": f"{1:016x}", "id_b": f"{2:016x}", "jaccard": 1.0, "containment": 1.0, "exact": True}
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ships left the port", "Ships left the ports"),
        ("Ships left the port", "The port left ships"),
        ("Ships left", "Shipsleft"),
        ("x" * 70, "x" * 71),
        ("", "..."),  # nothing to compare
    ],
)
def test_different_words_are_no_exact_duplicates(one, other):
    assert names_of([one, other]) == [0, 1]


def test_words_do_not_run_from_one_text_into_the_next():
    alone = band_keys(batch_of([words(*range(50))]), CONFIG)
    among = band_keys(batch_of(["ends in a wor", words(*range(50)), "d begins"], first=0), CONFIG)
    assert among.slice(1, 1).equals(alone)


def test_what_passes_for_normal_is_what_nfkc_would_make_of_it():
    plain = [chr(code) for first, last in NORMAL for code in range(first, last + 1)]
    counts = np.diff(hash_words(pa.array(plain)).offsets)
    letters = [char for char, count in zip(plain, counts, strict=True) if count]
    assert all(unicodedata.normalize("NFKC", char) == char for char in letters)
    # no two of them compose: none combines with the one before, and the medial jamo are not among them
    assert unicodedata.is_normalized("NFKC", "".join(letters))
    assert unicodedata.is_normalized("NFKC", "".join(reversed(letters)))
    signs = [
        unicodedata.normalize("NFKC", char) for char, count in zip(plain, counts, strict=True) if not count
    ]
    assert hash_words(pa.array(signs)).hashes.size == 0


def test_jaccard_and_containment_are_those_of_the_ngrams():
    # 96 and 46 five-grams, of which the shorter text's are all in the longer one
    _, edges = find_clusters([batch_of([words(*range(100)), words(*range(50))])], CONFIG)
    assert [(row["jaccard"], row["containment"], row["exact"]) for row in edges.to_pylist()] == [
        (46 / 96, 1.0, False)
    ]


def test_the_ends_of_a_chain_are_one_cluster_though_they_share_nothing():
    chain = [words(*range(start, start + 100)) for start in range(0, 160, 20)]
    assert set(names_of(chain)) == {0}


def test_a_round_up_is_no_reprint_of_each_of_its_items():
    items = [words(*range(start, start + 40)) for start in range(0, 800, 40)]
    assert names_of([*items, " ".join(items)]) == list(range(21))


def test_the_canonical_article_is_the_earliest_then_the_smallest_id():
    text = words(*range(60))
    days = [None, dt.date(2006, 8, 2), dt.date(2006, 8, 1), dt.date(2006, 8, 1)]
    clusters, _ = find_clusters([batch_of([text] * 4, days=days)], CONFIG)
    assert set(clusters["cluster"].to_pylist()) == {f"{3:016x}"}
    assert clusters["canonical"].to_pylist() == [False, False, True, False]


def test_order_and_batches_do_not_reach_the_result():
    texts = [row[-1] for row in make_reprints(12, seed=9)]
    whole = batch_of(texts)
    expected = find_clusters([whole], CONFIG)
    for seed in range(3):
        order = list(range(len(texts)))
        random.Random(seed).shuffle(order)
        shuffled = whole.take(pa.array(order))
        batches = [shuffled.slice(at, 7) for at in range(0, len(texts), 7)]
        assert find_clusters(batches, CONFIG) == expected


def test_sketches_made_by_workers_give_the_same():
    batches = [
        batch_of([row[-1] for row in make_reprints(5, seed=seed)], first=100 * seed) for seed in (1, 2)
    ]
    sketches = pa.concat_tables([band_keys(batch, CONFIG) for batch in reversed(batches)])
    assert find_clusters(batches, CONFIG, sketches=sketches) == find_clusters(batches, CONFIG)


def test_the_hashes_are_pinned():
    # a sketch may be made on one machine and compared on another
    row = band_keys(batch_of(["The tide took the jetty of Port Ostrel, “all of it”, before noon."]), CONFIG)
    assert row["words"][0].as_py() == 15669730631457168839
    assert row["keys"][0].as_py()[:3] == [1599244382, 2115676228, 1351745324]


def test_thousands_of_copies_and_near_copies_do_not_grow_quadratically():
    story = words(*range(300)).split()
    near = [" ".join([*story[:at], f"new{at}", *story[at + 1 :]]) for at in range(0, 300, 3)]
    clusters, edges = find_clusters([batch_of([" ".join(story)] * 5000 + near)], CONFIG)
    assert len(set(clusters["cluster"].to_pylist())) == 1
    assert len(edges) < 5000 + len(near) * len(near)


def test_no_articles_give_no_clusters():
    assert len(find_clusters([], CONFIG)[0]) == 0
    assert len(find_clusters([batch_of([])], CONFIG)[0]) == 0


@pytest.mark.parametrize(
    "text", ["x" * 10**6, '"' * 10**6, " " * 10**6, "7 " * 500_000, "中" * 10**5, "ไทย" * 10**5]
)
def test_a_huge_line_is_no_trouble(text):
    assert names_of([text, "short"]) == [0, 1]


@pytest.mark.parametrize("wrong", ["", "12", "00000000000000AB", "00000000000000abc", None])
def test_a_malformed_id_is_named(wrong):
    batch = pa.RecordBatch.from_pydict(
        {"id": pa.array([f"{1:016x}", wrong], pa.string()), "text": ["a", "b"]}
    )
    with pytest.raises(UsageError, match="not 16 lower-case hex digits"):
        find_clusters([batch], CONFIG)


def test_an_id_that_comes_twice_is_named():
    with pytest.raises(UsageError, match="the article id 0000000000000001 comes twice"):
        find_clusters([batch_of(["a"]), batch_of(["b"])], CONFIG)


def test_an_iterator_is_refused_since_articles_are_read_twice():
    with pytest.raises(UsageError, match="read twice"):
        find_clusters(iter([batch_of(["a"])]), CONFIG)


@pytest.mark.parametrize(
    "options", [{"bands": 0}, {"threshold": 1.5}, {"floor": 0.6}, {"containment": 0.0}]
)
def test_a_configuration_that_means_nothing_is_refused(options):
    with pytest.raises(UsageError):
        ClusterConfig(**options)
