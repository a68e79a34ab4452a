"""Gold files out of labels by offsets."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.gold import read_gold_file
from copydesk.gold_labels import name_span, resolve
from copydesk.gold_writing import BuiltArticle, build_articles, entry_of, spans_in_text, write_gold_file
from copydesk.record import Run, Span

WORDS = st.lists(st.sampled_from(["no", "not", "no-one", "a", "Ö", "3", ","]), min_size=1, max_size=12)
VALUES = st.text(st.characters(codec="utf-8"), max_size=20)


@given(WORDS, st.data())
def test_a_named_span_is_found_again(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    span = Span(start, start + len(" ".join(words[first : last + 1])))
    try:
        named = name_span(text, *span)
    except ValueError:  # "no" twice in "no no no": the second pair overlaps the first
        return
    article = BuiltArticle(text, [Span(0, len(text))], [])
    assert entry_of(article, span)["text"] == named[0]
    assert entry_of(article, span).get("nth", 1) == named[1]


@pytest.mark.parametrize(("start", "end"), [(0, 2), (1, 3), (3, 4), (3, 5), (2, 2)])
def test_a_span_that_no_words_name_is_refused(start, end):
    with pytest.raises(ValueError, match="borders of words"):
        name_span("May we", start, end)


def test_a_span_outside_of_all_paragraphs_is_refused():
    with pytest.raises(ValueError, match="no paragraph"):
        entry_of(BuiltArticle("a\n\nb", [Span(0, 1), Span(3, 4)], []), Span(0, 4))


def test_a_span_over_a_repair_is_one_span():
    article = BuiltArticle("one two", [Span(0, 7)], [Run(0, 10, 4), Run(4, 20, 3)])
    assert spans_in_text(article, Span(11, 22)) == [Span(1, 6)]


@given(VALUES, st.lists(VALUES, max_size=3))
def test_every_text_is_read_back_as_it_was_written(tmp_path_factory, text, texts):
    file = tmp_path_factory.mktemp("gold") / "a" / "b.toml"
    write_gold_file(file, {"a": text, "b": texts, "c": [{"p": 1, "text": text, "mod": None}], "d": None})
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    assert read == {"a": text, "b": texts, "c": [{"p": 1, "text": text}]}


def test_offsets_into_a_page_become_gold_of_its_article(tmp_path):
    text = "  The pier  opened on Monday.\n\nOn Monday it closed, and nobody knows why."
    line = {"address": "tern/pier", "title": "Pier", "text": text}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    ((address, article),) = build_articles([tmp_path])
    raw = Span(text.rindex("Monday"), text.rindex("Monday") + 6)
    (span,) = spans_in_text(article, raw)
    entry = entry_of(article, span) | {"type": "DATE", "value": "2004-06-07"}
    content = {"address": address, "annotator": "rk", "language": "en", "timexes": [entry]}
    write_gold_file(tmp_path / "gold.toml", content)
    found = resolve(read_gold_file(tmp_path / "gold.toml"), article.text, article.paragraphs)
    assert found.faults == ()
    assert [(row.start, row.end) for row in found.layers["timexes"]] == [span]
    assert article.text[span.start : span.end] == "Monday"
    assert entry["p"] == 2
