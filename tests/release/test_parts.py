"""The parts of writing a release: its place, the order of rows, Arrow and Parquet files, labels as rows."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import ReleaseError, SchemaError, UsageError
from copydesk.release import rows
from copydesk.release.card import markdown_table, read_template, render_card
from copydesk.release.explode import explode
from copydesk.release.manifest import input_digest, parse_version, read_manifest
from copydesk.release.parquet import write_parquet
from copydesk.release.place import release_place
from copydesk.release.rows import Places, gather, row_groups
from copydesk.schema import arrow_schema


def test_release_appears_whole_at_the_end(tmp_path):
    out = tmp_path / "deep" / "r"
    with release_place(out) as place:
        (place / "a").write_text("A", encoding="utf-8")
        assert not out.exists()
    assert [path.name for path in out.parent.iterdir()] == ["r"]
    assert (out / "a").read_text(encoding="utf-8") == "A"


def test_failure_leaves_nothing(tmp_path):
    with pytest.raises(KeyError), release_place(tmp_path / "r") as place:  # noqa: PT012 - it raises inside
        (place / "a").write_text("A", encoding="utf-8")
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_cleared(tmp_path):
    left = tmp_path / ".r.building"
    (left / "staging").mkdir(parents=True)
    (left / "half").write_text("A", encoding="utf-8")
    (left / "link").symlink_to(tmp_path)
    with release_place(tmp_path / "r") as place:
        assert list(place.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_second_build_is_told_and_the_first_goes_on(tmp_path):
    with release_place(tmp_path / "r") as place:
        (place / "a").write_text("A", encoding="utf-8")
        with pytest.raises(ReleaseError, match="another build"), release_place(tmp_path / "r"):
            pass
    assert (tmp_path / "r" / "a").exists()


def test_release_that_appeared_meanwhile_is_left_alone(tmp_path):
    told = pytest.raises(ReleaseError, match="never overwritten")
    with told, release_place(tmp_path / "r"):
        (tmp_path / "r").mkdir()
        (tmp_path / "r" / "theirs").touch()
    assert [path.name for path in tmp_path.rglob("*")] == ["r", "theirs"]


shards = st.lists(st.lists(st.integers(0, 99), max_size=5), min_size=1, max_size=4)


@given(shards, st.randoms(use_true_random=False))
def test_rows_are_gathered_in_the_order_wanted(content, rng):
    tables = [pa.table({"n": pa.array(part, pa.int64())}) for part in content]
    wanted = [(shard, row) for shard, part in enumerate(content) for row in range(len(part))]
    rng.shuffle(wanted)
    wanted = wanted[: rng.randint(0, len(wanted))]
    places = Places(
        np.array([shard for shard, _ in wanted], np.int64), np.array([row for _, row in wanted], np.int64)
    )
    expected = [content[shard][row] for shard, row in wanted]
    assert gather(tables, places)["n"].to_pylist() == expected
    assert [n for group in row_groups(tables, places, 2) for n in group["n"].to_pylist()] == expected


def test_row_groups_depend_on_the_rows_and_not_on_the_shards(monkeypatch):
    monkeypatch.setattr(rows, "GROUP_BYTES", 500)
    whole = pa.table({"n": pa.array(range(400), pa.int64())})
    parts = [whole.slice(0, 7).combine_chunks(), whole.slice(7).combine_chunks()]
    one = Places(np.zeros(400, np.int64), np.arange(400))
    two = Places(np.repeat([0, 1], [7, 393]), np.r_[np.arange(7), np.arange(393)])
    sizes = [
        [group.num_rows for group in row_groups(*given, 16)] for given in (([whole], one), (parts, two))
    ]
    assert sizes[0] == sizes[1]
    assert len(sizes[0]) > 2


def test_parquet_bytes_do_not_depend_on_chunks(tmp_path):
    whole = pa.table({"t": [f"word {number}" for number in range(1_000)]})
    write_parquet([whole], tmp_path / "a")
    write_parquet([pa.concat_tables([whole.slice(0, 333), whole.slice(333)])], tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pq.ParquetFile(tmp_path / "a").metadata.row_group(0).column(0).compression == "ZSTD"


TEXT = "One said so.\n\n“Two,” she said."


def article(**labels):
    row = dict.fromkeys(arrow_schema("articles").names)
    row |= {"id": "0" * 16, "text": TEXT, "title": "T", "paragraphs": [(0, 12), (14, 30)], **labels}
    row["paragraphs"] = [{"start": start, "end": end} for start, end in row["paragraphs"]]
    return pa.Table.from_pylist([row], arrow_schema("articles"))


def rows_of(articles, table):
    return pa.concat_tables(explode(articles, table))


def test_label_comes_with_its_paragraph_and_offsets_in_it():
    timex = {"start": 15, "end": 18, "type": "DATE", "value": "2006", "mod": None, "rule": "r"}
    (row,) = rows_of(article(timexes=[timex]), "timexes").to_pylist()
    assert (row["paragraph"], row["text"], row["paragraph_start"]) == ("“Two,” she said.", "Two", 14)
    assert (row["start"], row["end"], row["title"]) == (1, 4, "T")


def test_speaker_in_another_paragraph_has_no_offsets():
    said = {
        "start": 15,
        "end": 19,
        "kind": "direct",
        "speaker": "One",
        "speaker_kind": "person",
        "rule": "r",
    }
    said |= {"speaker_start": 0, "speaker_end": 3, "cue_start": 25, "cue_end": 29, "utterance": 1}
    (row,) = rows_of(article(attributions=[said]), "attributions").to_pylist()
    assert (row["speaker_start"], row["speaker_end"]) == (None, None)
    assert row["paragraph"][row["cue_start"] : row["cue_end"]] == "said"


def test_layer_that_failed_or_found_nothing_gives_no_rows():
    assert rows_of(article(timexes=None), "timexes").num_rows == 0
    assert rows_of(article(timexes=[]), "timexes").num_rows == 0
    assert rows_of(article().slice(0, 0), "timexes").schema.equals(arrow_schema("timexes"))


@pytest.mark.parametrize("room", [1, 12, 13, 40, 1_000])
def test_rows_are_made_so_many_at_a_time_as_their_paragraphs_leave_room_for(monkeypatch, room):
    timexes = [
        {"start": start, "end": start + 3, "type": "DATE", "value": "2006", "mod": None, "rule": "r"}
        for start in (0, 4, 15, 20)
    ]
    articles = pa.concat_tables([article(timexes=rows) for rows in (timexes, [], timexes[1:])])
    whole = rows_of(articles, "timexes")
    monkeypatch.setattr("copydesk.release.explode._ROOM", room)
    parts = list(explode(articles, "timexes"))
    assert pa.concat_tables(parts).equals(whole)
    assert whole.num_rows == 7
    longest = len("“Two,” she said.")
    assert all(sum(map(len, part["paragraph"].to_pylist())) <= room + longest for part in parts)


@pytest.mark.parametrize(("text", "numbers"), [("1.0.0", (1, 0, 0)), ("10.20.30", (10, 20, 30))])
def test_version_is_three_numbers(text, numbers):
    assert parse_version(text) == numbers


@pytest.mark.parametrize(
    "text", ["1", "1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "1.0.0\n", "-1.0.0", "١.0.0", ""]
)
def test_anything_else_is_no_version(text):
    with pytest.raises(UsageError, match=r"MAJOR\.MINOR\.PATCH"):
        parse_version(text)


def test_digest_of_an_input_does_not_depend_on_its_order():
    pages = [("a", "1"), ("b", "2"), ("b", "1")]
    assert input_digest(pages) == input_digest(reversed(pages))
    assert input_digest(pages) != input_digest([("a", "2"), ("b", "1"), ("b", "1")])


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"files": [{"x": 1}]}', '{"files": []}'])
def test_file_that_is_no_manifest_is_told(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReleaseError, match="is not a manifest"):
        read_manifest(tmp_path)
    with pytest.raises(ReleaseError, match="no release"):
        read_manifest(tmp_path / "nowhere")


def test_card_of_a_template_keeps_its_words_and_head_and_fills_the_blocks(release, tmp_path):
    template = tmp_path / "card.md"
    template.write_text(
        "---\nlicense: cc0-1.0\n---\n# Ours\n<!-- copydesk:sizes -->old<!-- /copydesk:sizes -->\n"
        "And more.\n",
        encoding="utf-8",
    )
    text = render_card(read_manifest(release), read_template(template))
    assert "license: cc0-1.0" in text
    assert "# Ours" in text
    assert "And more." in text
    assert "old" not in text.split("# Ours")[1]
    assert "| articles | train |" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<!-- copydesk:jokes --><!-- /copydesk:jokes -->", "no block is called 'jokes'"),
        ("---\n- a\n---\n", "must be a mapping"),
        ("---\n[\n---\n", "is no YAML"),
    ],
)
def test_broken_template_is_told(tmp_path, content, said):
    (tmp_path / "card.md").write_text(content, encoding="utf-8")
    with pytest.raises(SchemaError, match=said):
        read_template(tmp_path / "card.md")


def test_bars_and_breaks_do_not_break_a_table():
    table = markdown_table(("a", "b"), [("x|y", 1_000), ("two\nlines", 2)])
    assert table.splitlines()[2:] == ["| x\\|y | 1,000 |", "| two lines | 2 |"]
