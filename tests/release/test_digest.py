"""The digest of rows: the same for the same rows however a file holds them, another for other rows."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.release import digest
from copydesk.release.digest import rows_digest

SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("number", pa.int32()),
        ("sure", pa.bool_()),
        ("spans", pa.list_(pa.struct([("start", pa.int32()), ("kind", pa.string())]))),
        ("quality", pa.struct([("share", pa.float32())])),
        ("day", pa.date32()),
    ]
)
spans = st.lists(
    st.fixed_dictionaries({"start": st.integers(0, 9), "kind": st.none() | st.text(max_size=2)}), max_size=2
)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none() | st.text(max_size=3),
            "number": st.none() | st.integers(-9, 9),
            "sure": st.none() | st.booleans(),
            "spans": st.none() | spans,
            "quality": st.fixed_dictionaries({"share": st.none() | st.sampled_from([0.0, 0.5])}),
            "day": st.none() | st.dates(),
        }
    ),
    max_size=6,
)


def table_of(content):
    return pa.Table.from_pylist(content, SCHEMA)


@given(rows, st.integers(0, 6))
def test_digest_does_not_depend_on_chunks_or_slices(content, cut):
    whole = table_of(content)
    parts = [table_of(content[:cut]), table_of(content[cut:])]
    assert rows_digest([whole]) == rows_digest(parts) == rows_digest([pa.concat_tables(parts)])
    longer = table_of(content[:1] + content)
    if content:
        assert rows_digest([longer.slice(1)]) == rows_digest([whole])


@given(rows, rows)
def test_digest_differs_where_rows_differ(one, other):
    same = table_of(one).to_pylist() == table_of(other).to_pylist()
    assert (rows_digest([table_of(one)]) == rows_digest([table_of(other)])) == same


def test_digest_goes_on_over_blocks(monkeypatch):
    content = [{"text": str(number), "quality": {"share": None}} for number in range(10)]
    whole = rows_digest([table_of(content)])
    assert whole == rows_digest([table_of(content[:3]), table_of([]), table_of(content[3:])])
    monkeypatch.setattr(digest, "BLOCK", 4)
    assert rows_digest([table_of(content)]) == rows_digest([table_of(content[:5]), table_of(content[5:])])


@pytest.mark.parametrize(("one", "other"), [("a", None), ("", None), ("ab", "a")])
def test_null_and_empty_and_moved_letters_are_told_apart(one, other):
    def digest_of(first, second):
        return rows_digest([pa.table({"text": pa.array([first, second], pa.string())})])

    assert digest_of(one, other) != digest_of(other, one)
