import datetime as dt

import pyarrow as pa
import pytest

from copydesk.config import SplitConfig
from copydesk.errors import UsageError
from copydesk.split import assign_splits, carry_over

A, B, C, D = (f"{number:016x}" for number in (10, 11, 12, 13))
EDGES = pa.schema([("id_a", pa.string()), ("id_b", pa.string()), ("exact", pa.bool_())])
BY_DATE = SplitConfig(by="date", cuts=(dt.date(2006, 7, 1), dt.date(2006, 10, 1)))


def table_of(*rows):
    """Rows of id, source, day of 2006 as (month, day) or None, hash."""
    schema = {"id": pa.string(), "source": pa.string(), "published": pa.date32(), "raw_sha256": pa.string()}
    dated = [(row[0], row[1], dt.date(2006, *row[2]) if row[2] else None, row[3]) for row in rows]
    columns = zip(*dated, strict=True)
    return pa.table(
        {name: pa.array(column, schema[name]) for name, column in zip(schema, columns, strict=True)}
    )


def edges_of(*pairs, exact=False):
    return pa.table(
        [[one for one, _ in pairs], [two for _, two in pairs], [exact] * len(pairs)], schema=EDGES
    )


def parent_of(**splits):
    names = {"a": A, "b": B, "c": C, "d": D}
    rows = [(names[key], split, f"hash of {key}") for key, split in splits.items()]
    return pa.table(
        dict(zip(("id", "split", "raw_sha256"), map(list, zip(*rows, strict=True)), strict=True))
    )


def plain(*ids):
    return table_of(
        *((key, "one.example", (1, at), f"hash of {'abcd'[at - 1]}") for at, key in enumerate(ids, 1))
    )


def splits_of(assigned):
    return dict(zip(assigned["id"].to_pylist(), assigned["split"].to_pylist(), strict=True))


def detail_of(assigned, key):
    return next(row["detail"] for row in assigned.to_pylist() if row["id"] == key)


def test_fractions_are_kept_over_many_clusters():
    ids = [f"{number:016x}" for number in range(10_000)]
    articles = table_of(*((key, "one.example", None, "") for key in ids))
    found = assign_splits(articles, SplitConfig(), edges=EDGES.empty_table())["split"].to_pylist()
    shares = [found.count(name) / len(found) for name in ("train", "validation", "test")]
    assert shares == pytest.approx([0.8, 0.1, 0.1], abs=0.01)


def test_the_hash_of_a_key_is_pinned():
    # these never change: a user's own assignment must be the same in ten years
    articles = table_of(*((f"{number:016x}", "one.example", None, "") for number in range(12)))
    config = SplitConfig(fractions=(0.5, 0.25, 0.25))
    found = assign_splits(articles, config, edges=EDGES.empty_table())
    assert "".join(name[1] for name in found["split"].to_pylist()) == "errarrerrrar"


@pytest.mark.parametrize(
    ("days", "split"),
    [
        ([(6, 30)], "train"),
        ([(7, 1)], "validation"),
        ([(9, 30)], "validation"),
        ([(10, 1)], "test"),
        ([None], "train"),  # it could be older than any cut
        ([(6, 30), (10, 1)], "train"),  # a late reprint follows its original
        ([(10, 1), None], "test"),  # a missing date says nothing against the others
    ],
)
def test_the_earliest_article_of_a_cluster_decides_by_date(days, split):
    ids = [A, B][: len(days)]
    articles = table_of(*((key, "one.example", day, "") for key, day in zip(ids, days, strict=True)))
    edges = edges_of((A, B)) if len(ids) == 2 else EDGES.empty_table()
    assert set(splits_of(assign_splits(articles, BY_DATE, edges=edges)).values()) == {split}


def test_a_cluster_with_an_article_of_a_held_out_source_is_test_as_a_whole():
    articles = table_of(
        (A, "one.example", (1, 1), ""), (B, "held.example", (1, 2), ""), (C, "one.example", (1, 1), "")
    )
    config = SplitConfig(fractions=(1.0, 0.0, 0.0), hold_out=("held.example",))
    assert splits_of(assign_splits(articles, config, edges=edges_of((A, B)))) == {
        A: "test",
        B: "test",
        C: "train",
    }


def test_a_new_article_joins_the_split_of_its_cluster():
    found = assign_splits(
        plain(A, B), SplitConfig(), edges=edges_of((A, B)), parent=parent_of(a="validation")
    )
    assert splits_of(found) == {A: "validation", B: "validation"}


def test_a_new_article_between_two_splits_is_refused_and_their_clusters_stay_apart():
    parent = parent_of(a="train", b="test")
    found = assign_splits(plain(A, B, C), SplitConfig(), edges=edges_of((A, C), (B, C)), parent=parent)
    assert splits_of(found) == {A: "train", B: "test", C: None}
    assert found["cluster"].to_pylist() == [A, B, None]
    assert detail_of(found, C) == f"near-duplicate of cluster {A} (train) and of cluster {B} (test)"


def test_of_a_chain_of_new_articles_only_the_one_that_closes_the_bridge_is_refused():
    parent = parent_of(a="train", b="test")
    found = assign_splits(
        plain(A, B, C, D), SplitConfig(), edges=edges_of((A, C), (C, D), (B, D)), parent=parent
    )
    assert splits_of(found) == {A: "train", B: "test", C: "train", D: None}


def test_the_edited_article_yields_to_the_one_that_did_not_change():
    # A is the earlier one, but B stands as it stood
    articles = table_of((A, "one.example", (1, 1), "edited"), (B, "one.example", (1, 2), "hash of b"))
    found = assign_splits(
        articles, SplitConfig(), edges=edges_of((A, B)), parent=parent_of(a="train", b="test")
    )
    assert splits_of(found) == {A: None, B: "test"}
    assert detail_of(found, A) == f"near-duplicate of cluster {B} (test), but itself train"


def test_a_new_article_of_a_held_out_source_does_not_join_train():
    articles = table_of((A, "one.example", (1, 1), "hash of a"), (B, "held.example", (1, 2), ""))
    config = SplitConfig(hold_out=("held.example",))
    found = assign_splits(articles, config, edges=edges_of((A, B)), parent=parent_of(a="train"))
    assert splits_of(found) == {A: "train", B: None}
    assert (
        detail_of(found, B) == f"near-duplicate of cluster {A} (train), but its source is held out for test"
    )


def test_a_copy_of_a_refused_article_is_refused_too():
    # copies are paired with their first only; what that one is near to, they are near to
    edges = pa.concat_tables([edges_of((A, C), (B, C)), edges_of((C, D), exact=True)])
    found = assign_splits(
        plain(A, B, C, D), SplitConfig(), edges=edges, parent=parent_of(a="train", b="test")
    )
    assert splits_of(found) == {A: "train", B: "test", C: None, D: None}


def test_an_article_that_was_away_for_a_release_gets_its_split_back():
    first = carry_over(
        None, plain(A, B), assign_splits(plain(A, B), SplitConfig(), edges=EDGES.empty_table())
    )
    without = plain(A)
    second = carry_over(
        first, without, assign_splits(without, SplitConfig(), edges=EDGES.empty_table(), parent=first)
    )
    assert second["split"].equals(first["split"])
    assert second["raw_sha256"].to_pylist() == ["hash of a", None]


def test_no_articles_give_no_rows():
    empty = plain(A).slice(0, 0)
    assert len(assign_splits(empty, SplitConfig(), edges=EDGES.empty_table())) == 0


@pytest.mark.parametrize(
    ("edges", "parent", "message"),
    [
        (edges_of((A, D)), None, f"an edge names the article '{D}', which is not among the articles"),
        (
            EDGES.empty_table(),
            parent_of(a="dev"),
            "the parent has the split 'dev'; known are train, validation, test",
        ),
    ],
)
def test_a_wrong_argument_is_named(edges, parent, message):
    with pytest.raises(UsageError, match=message):
        assign_splits(plain(A, B), SplitConfig(), edges=edges, parent=parent)


@pytest.mark.parametrize(
    "options",
    [
        {"by": "topic"},
        {"fractions": (0.5, 0.1, 0.1)},
        {"by": "date"},
        {"by": "date", "cuts": (dt.date(2006, 10, 1), dt.date(2006, 7, 1))},
    ],
)
def test_splits_that_cannot_be_made_are_refused_at_once(options):
    with pytest.raises(UsageError):
        SplitConfig(**options)
