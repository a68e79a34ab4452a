"""Laws of pages: whatever a page holds, it is an article or a reject, with every letter in its place."""

import json

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.config import BuildConfig, Keys
from copydesk.convert import Converter, Surveyor
from copydesk.decode import decode_page
from copydesk.pages import Page, batches, page_of_record, pages_of, sha256
from copydesk.record import Refusal
from copydesk.survey import merge_surveys
from newsroom import dump, markup, paragraphs, record

QUICK = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
CONFIG = BuildConfig(minimum_words=3)
CONVERTER = Converter(config=CONFIG, survey=merge_surveys([]))
NASTY = [
    *("&amp;", "&lt;p&gt;", "<p>", "</p>", "<br>", "<script>", "<!--", "<title>", "<li>", "\u2028", "\x00"),
    *("\r\n", "\r", "\n", "\n\n", "â€œ", "e\u0301", "\xad", "\u200b", "•", "- ", "“", '"', "’", " ", "\t"),
    *(
        "said Ines Marwood",
        "By Hugo Penhale",
        "2006-08-30",
        "Wednesday",
        "OREBY, Aug. 30 (AP) - ",
        "İ",
        "😀",
    ),
    *("The ferry to Kelwick was late on Tuesday, and nobody knew why it was so.", "in France", "may"),
    *(
        "<time datetime=2006-08-30>",
        "<article>",
        "<table><td>",
        '{"@type":"NewsArticle"}',
        "&#0;",
        "&#xd800;",
    ),
]
pieces = st.lists(st.sampled_from(NASTY) | st.text(max_size=6), max_size=30).map("".join)
contents = pieces.map(str.encode) | st.binary(max_size=200) | pieces.map(lambda text: text.encode("utf-16"))
pages = st.builds(
    lambda kind, raw, declared, number: Page(
        address=f"oreby/{number}.{kind}", kind=kind, raw=raw, raw_sha256=sha256(raw), declared=declared
    ),
    st.sampled_from(["text", "html", "article"]),
    contents,
    st.sampled_from([None, "utf-8", "cp1252", "koi8-r", "utf-7", "undefined", "no-such", "x\0"]),
    st.integers(0, 99),
)


def converted(given_pages, converter=CONVERTER):
    tables = [converter(batch) for batch in batches(given_pages)]
    return {name: pa.concat_tables([table[name] for table in tables]) for name in tables[0]}


def assert_articles_stand_on_their_pages(tables, given_pages):
    texts = {page.address: decode_page(page.raw, declared=page.declared) for page in given_pages}
    for article in tables["articles"].to_pylist():
        page, text = texts[article["address"]], article["text"]
        at = 0
        for run in article["alignment"]:
            start, raw, length = run["text_start"], run["raw_start"], run["length"]
            assert start >= at
            assert length > 0
            assert text[start : start + length] == page[raw : raw + length]
            at = start + length
        spans = [(span["start"], span["end"]) for span in article["paragraphs"]]
        assert "\n\n".join(text[start:end] for start, end in spans) == text
        for layer in ("sentences", "attributions", "timexes", "countries", "hedges"):
            for label in article[layer]:
                assert 0 <= label["start"] < label["end"] <= len(text)


def assert_nothing_failed(tables, count):
    outcomes = tables["outcomes"].to_pylist()
    assert len(outcomes) == count
    assert tables["articles"].num_rows == sum(row["reason"] is None for row in outcomes)
    assert [row["detail"] for row in outcomes if row["reason"] == "failed"] == []
    assert tables["failures"].to_pylist() == []


@QUICK
@given(st.lists(pages, min_size=1, max_size=4, unique_by=lambda page: page.address))
def test_any_bytes_give_an_article_or_a_reject(given_pages):
    tables = converted(given_pages)
    assert_nothing_failed(tables, len(given_pages))
    assert_articles_stand_on_their_pages(tables, given_pages)
    for batch in batches(given_pages):
        Surveyor()(batch)


@QUICK
@given(st.lists(pages, min_size=2, max_size=4, unique_by=lambda page: page.address))
def test_page_becomes_the_same_whatever_stands_beside_it(given_pages):
    together = converted(given_pages)
    for name, table in together.items():
        alone = pa.concat_tables([converted([page])[name] for page in given_pages])
        drop = [column for column in ("row",) if column in table.column_names]
        assert table.drop_columns(drop).equals(alone.drop_columns(drop)), name


@QUICK
@given(
    seed=st.integers(0, 50),
    kind=st.sampled_from(["text", "html", "article"]),
    spoil=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(NASTY)), max_size=12),
)
def test_spoiled_page_still_gives_an_aligned_article(seed, kind, spoil):
    page = {"text": dump, "html": markup, "article": lambda seed: "\n".join(paragraphs(seed))}[kind](seed)
    for place, piece in spoil:
        at = int(place * len(page))
        page = page[:at] + piece + page[at:]
    raw = page.encode()
    whole = Page(address="https://oreby.example/1", kind=kind, raw=raw, raw_sha256=sha256(raw))
    tables = converted([whole])
    assert_nothing_failed(tables, 1)
    assert_articles_stand_on_their_pages(tables, [whole])


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(scalars, lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(), each))
names = st.sampled_from(["url", "title", "date", "text", "html", "authors", "section", "lang", "\ud800"])


@QUICK
@given(st.dictionaries(names, values | st.just("Nobody in Oreby knew why the ferry was late.")) | values)
def test_any_json_gives_an_article_or_a_reject(parsed):
    line = json.dumps(parsed).encode()
    page = page_of_record(json.loads(line), Keys(), address="feed.jsonl#1", raw=line)
    (batch,) = batches([page])
    assert pages_of(batch) == [page]
    assert page.address.strip()
    assert_nothing_failed(CONVERTER(batch), 1)


@QUICK
@given(st.integers(0, 50), st.integers(0, 6), st.sampled_from(["text", "title", "date", "url", "byline"]))
def test_damaged_json_line_gives_an_article_or_a_reject(seed, cut, key):
    whole = record(seed)
    whole[key] = [None, 17, 1.5e300, True, ["a", 3, {"name": "B"}], {"x": 1}, "\ud83d \x00"][cut]
    page = page_of_record(json.loads(json.dumps(whole)), Keys(), address="feed.jsonl#1", raw=b"x")
    (batch,) = batches([page])
    assert_nothing_failed(CONVERTER(batch), 1)


@QUICK
@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_decoded_text_can_always_be_written_again(raw, declared):
    text = decode_page(raw, declared=declared)
    if not isinstance(text, Refusal):
        text.encode()
