"""Nouns, registry, schemas, pages and columns: what everything else is made of."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import pages as pages_module
from copydesk import registry
from copydesk.columns import column_array, table_of
from copydesk.config import BuildConfig, ClusterConfig, SplitConfig
from copydesk.errors import CopydeskError, SchemaError, UsageError
from copydesk.offsets import joined, shifted, to_raw
from copydesk.pages import Page, batches, pages_of, regrouped, sha256
from copydesk.record import Run, Span, document_of, paragraphs_of
from copydesk.registry import chosen_layers, layers, read_schema
from copydesk.schema import arrow_schema, arrow_type, class_names, class_numbers, columns, fields, tables


@pytest.mark.parametrize("text", ["İstanbul", "ǅ", "STRASSE ẞ", "Ω", "plain"])
def test_lowered_text_has_the_length_of_the_text(text):
    document = document_of(text * 3)
    assert len(document.lowered) == len(document.text)


@given(st.lists(st.text("ab .\n", min_size=1), max_size=5))
def test_paragraphs_are_what_blank_lines_part(parts):
    text = "\n\n".join(parts)
    for start, end in paragraphs_of(text):
        assert 0 <= start < end <= len(text)
        assert "\n\n" not in text[start:end]


def test_span_of_text_is_found_on_the_page_piece_by_piece():
    alignment = [Run(0, 100, 5), Run(6, 110, 4)]
    assert to_raw(alignment, Span(0, 10)) == [Span(100, 105), Span(110, 114)]
    assert to_raw(alignment, Span(5, 6)) == []
    assert to_raw([], Span(0, 9)) == []
    assert shifted([Run(1, 2, 3)], text=10, raw=20) == [Run(11, 22, 3)]
    assert joined([Run(0, 5, 2), Run(2, 7, 1), Run(3, 9, 1), Run(4, 10, 0)]) == [Run(0, 5, 3), Run(3, 9, 1)]


def test_layers_come_after_what_they_need():
    seen = set()
    for name, layer in layers().items():
        assert set(layer.needs) <= seen
        seen.add(name)


def test_chosen_layers_bring_what_they_need_and_the_language():
    names = [layer.name for layer in chosen_layers(["timexes"])]
    assert "language" in names
    assert set(layers()["timexes"].needs) <= set(names)
    assert [layer.name for layer in chosen_layers(None)] == list(layers())
    with pytest.raises(UsageError, match="no such layer: feelings"):
        chosen_layers(["feelings"])


def test_columns_and_tables_of_layers_that_were_not_chosen_are_left_out():
    assert "hedges" not in columns("articles", ["sentences"])
    assert "sentences" in columns("articles", ["sentences"])
    assert tables(["sentences"]) == ("articles", "lines")
    assert tables() == registry.TABLES


def test_missing_or_broken_schema_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "SCHEMAS", tmp_path)
    with pytest.raises(SchemaError, match="cannot be read as a schema"):
        read_schema.__wrapped__("nowhere")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SchemaError, match="a schema is a JSON object"):
        read_schema.__wrapped__("list")


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ({"x-arrow": "classlabel", "enum": ["a", None]}, pa.int64()),
        ({"x-arrow": "date32"}, pa.date32()),
        ({"items": {"x-arrow": "string"}}, pa.list_(pa.string())),
        ({"properties": {"a": {"x-arrow": "int32"}}}, pa.struct([("a", pa.int32())])),
    ],
)
def test_arrow_type_follows_from_a_schema(node, kind):
    assert arrow_type(node) == kind


@pytest.mark.parametrize("node", [{}, {"x-arrow": "int7"}, {"type": "string"}])
def test_schema_without_an_arrow_type_is_told(node):
    with pytest.raises(SchemaError, match="x-arrow"):
        arrow_type(node)


def test_class_names_are_numbered_without_null():
    numbers = class_numbers("articles", "topic")
    assert list(numbers) == class_names(read_schema("articles")["properties"]["topic"])
    assert list(numbers.values()) == list(range(17))


def test_every_field_has_a_path_a_type_and_a_description():
    found = {path: (kind, about) for path, kind, about in fields("articles")}
    assert found["attributions[].kind"][0] == "string"
    assert found["published"][0] == "date32 or null"
    assert found["byline"][0] == "list of string"
    assert all(about for _, about in found.values())


def page_of(number, size=10):
    raw = b"x" * size
    return Page(address=f"p{number}", kind="text", raw=raw, raw_sha256=sha256(raw), byline=("A", "B"))


def test_pages_go_through_arrow_and_come_back():
    given_pages = [page_of(number) for number in range(3)]
    (batch,) = batches(given_pages)
    assert batch.schema.equals(arrow_schema("pages"))
    assert pages_of(batch) == given_pages


def test_batch_ends_at_so_many_pages_or_bytes(monkeypatch):
    monkeypatch.setattr(pages_module, "_ROWS", 3)
    monkeypatch.setattr(pages_module, "_BYTES", 100)
    sizes = [10, 10, 10, 10, 150, 10]
    assert [batch.num_rows for batch in batches(map(page_of, range(6), sizes))] == [3, 2, 1]
    assert list(batches([])) == []


def test_what_is_left_of_batches_is_put_together_again(monkeypatch):
    monkeypatch.setattr(pages_module, "_ROWS", 3)
    parts = [batch.slice(0, 1) for batch in batches(map(page_of, range(12)))]
    empty = [batch.slice(0, 0) for batch in parts]

    together = list(regrouped([*parts, *empty]))

    assert [batch.num_rows for batch in together] == [3, 1]
    assert [page.address for batch in together for page in pages_of(batch)] == ["p0", "p3", "p6", "p9"]
    assert list(regrouped(empty)) == []


values = st.none() | st.lists(st.tuples(st.integers(0, 9), st.none() | st.text(max_size=3)), max_size=3)


@given(st.lists(values, max_size=6))
def test_column_of_structs_holds_what_was_given(given_values):
    kind = pa.list_(pa.struct([("start", pa.int32()), ("word", pa.string())]))
    array = column_array(given_values, kind)
    array.validate(full=True)
    expected = [
        None if value is None else [{"start": start, "word": word} for start, word in value]
        for value in given_values
    ]
    assert array.to_pylist() == expected


def test_table_of_no_rows_has_the_schema():
    schema = arrow_schema("articles")
    assert table_of([], schema).schema.equals(schema)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: SplitConfig(by="luck"),
        lambda: SplitConfig(fractions=(0.5, 0.5, 0.5)),
        lambda: SplitConfig(fractions=(1.5, -0.5, 0.0)),
        lambda: SplitConfig(fractions=(float("nan"), 0.5, 0.5)),
        lambda: SplitConfig(by="date"),
        lambda: ClusterConfig(bands=0),
        lambda: ClusterConfig(threshold=1.5),
        lambda: ClusterConfig(floor=0.6),
    ],
)
def test_configuration_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(UsageError):
        wrong()


def test_configuration_goes_whole_into_json():
    assert json.loads(json.dumps(BuildConfig().as_json()))["keys"]["text_is"] == "auto"


def test_every_error_has_an_exit_code():
    kinds = CopydeskError.__subclasses__()
    assert {kind.__name__: kind.exit_code for kind in kinds}["UsageError"] == 2
    assert all(kind.exit_code in {1, 2} for kind in kinds)
