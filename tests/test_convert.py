"""A batch of pages to articles, lines and rejects."""

from dataclasses import dataclass

import pyarrow as pa
import pytest

from copydesk import convert
from copydesk.config import BuildConfig
from copydesk.convert import Converter, Surveyor
from copydesk.pages import Page, batches, refused_page, sha256
from copydesk.registry import Layer
from copydesk.sources import Sources
from copydesk.survey import merge_surveys
from newsroom import dump, markup, paragraphs


def page_of(content, kind="text", address="oreby/1.txt", **known):
    raw = content if isinstance(content, bytes) else content.encode()
    return Page(address=address, kind=kind, raw=raw, raw_sha256=sha256(raw), **known)


def converted(*pages, survey=None, sources=None, **config):
    survey = survey if survey is not None else merge_surveys([])
    converter = Converter(config=BuildConfig(**config), survey=survey, sources=sources or Sources())
    (batch,) = batches(pages)
    return {name: table.to_pylist() for name, table in converter(batch).items()}


def reason_of(*pages, **config):
    (outcome,) = converted(*pages, **config)["outcomes"]
    return outcome["reason"], outcome["stage"]


@pytest.mark.parametrize(("make", "kind"), [(dump, "text"), (markup, "html")])
def test_article_is_the_paragraphs_of_the_page(make, kind):
    (article,) = converted(page_of(make(4), kind))["articles"]
    assert article["text"] == "\n\n".join(paragraphs(4))
    assert article["language"] == "en"
    assert article["title"].endswith("after storm number 4")
    assert str(article["published"]) == "2006-08-05"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_extracted_article_is_all_body_with_the_fields_given(between):
    page = page_of(
        between.join(paragraphs(3)),
        "article",
        title="Ferry sinks",
        date="2006-08-30",
        section="World",
        byline=("Ines Marwood",),
    )
    tables = converted(page)
    (article,) = tables["articles"]
    assert article["text"] == "\n\n".join(paragraphs(3))
    assert (article["title"], article["section"], article["byline"]) == (
        "Ferry sinks",
        "World",
        ["Ines Marwood"],
    )
    assert str(article["published"]) == "2006-08-30"
    assert len({line["role"] for line in tables["lines"]}) == 1


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (page_of(b""), ("empty", "decode")),
        (page_of(b"%PDF-1.4"), ("binary", "decode")),
        (page_of("\u200b\n\xad"), ("not_an_article", "segment")),
        (page_of("<html><script>x()</script></html>", "html"), ("not_an_article", "segment")),
        (page_of("A short note.", "article"), ("too_short", "compose")),
        (refused_page("a", b"", "malformed_record", "no JSON"), ("malformed_record", "read")),
    ],
)
def test_page_without_an_article_is_refused_by_the_stage_that_sees_it(page, reason):
    assert reason_of(page) == reason


def test_language_of_the_text_settles_the_order_of_a_date():
    said = "A câmara da cidade decidiu ontem que a ponte velha não será aberta antes do verão, disse ele."
    page = "Ponte continua fechada\n\n03/04/2020\n\n" + "\n\n".join(f"{said} {n}." for n in range(1, 6))
    (article,) = converted(page_of(page))["articles"]
    assert (article["language"], str(article["published"])) == ("pt", "2020-04-03")


def test_article_in_another_language_than_wanted_is_refused():
    page = page_of("\n".join(paragraphs(1)), "article")
    assert reason_of(page, languages=("fr",)) == ("unsupported_language", "label")
    assert reason_of(page, languages=("fr", "en")) == (None, None)


def test_line_that_many_pages_of_a_source_share_is_no_body():
    shared = "The weather office expects rain over the whole of the Oreby valley until the end of the week."
    texts = []
    for seed in range(8):
        body = paragraphs(seed)
        texts.append("\n\n".join([*body[:2], shared, *body[2:]]))
    pages = [page_of(text, address=f"oreby/{seed}.txt") for seed, text in enumerate(texts)]
    (batch,) = batches(pages)
    survey = merge_surveys([Surveyor()(batch)["survey"]])
    with_survey = converted(*pages, survey=survey)["articles"]
    assert not any(shared in article["text"] for article in with_survey)
    assert all(shared in article["text"] for article in converted(*pages)["articles"])


def test_survey_of_pages_that_are_no_dumps_is_empty():
    (batch,) = batches([page_of(markup(1), "html"), page_of(b"", "text")])
    assert merge_surveys([Surveyor()(batch)["survey"]]).num_rows == 0
    assert Surveyor().refuse(batch, "")["survey"].num_rows == 0


def test_survey_keeps_the_pages_but_for_those_of_markup():
    (batch,) = batches([page_of(markup(1), "html"), page_of(dump(1)), page_of(b"", "text")])
    kept = Surveyor()(batch)["pages"]
    assert kept["kind"].to_pylist() == ["text", "text"]
    assert kept["raw"].to_pylist() == [dump(1).encode(), b""]
    assert Surveyor().refuse(batch, "")["pages"].equals(kept)


@dataclass(frozen=True)
class Stumbling(Layer):
    @property
    def label(self):
        def label(document):
            raise ArithmeticError(document.title)

        return label


def test_layer_that_fails_is_null_and_told_and_the_article_stays(monkeypatch):
    layers = (
        Layer("language", (), "1.0"),
        Stumbling("sentences", (), "1.0"),
        Layer("hedges", ("sentences",), "1.0"),
    )
    monkeypatch.setattr("copydesk.convert.chosen_layers", lambda _: layers)
    tables = converted(page_of(dump(1)), layers=("hedges",))
    (article,) = tables["articles"]
    assert article["sentences"] is None
    assert article["hedges"] is None
    assert article["text"]
    failures = {row["layer"]: row["detail"] for row in tables["failures"]}
    assert failures["sentences"].startswith("ArithmeticError: ")
    assert failures["hedges"] == "needs sentences"


def test_page_that_a_stage_cannot_bear_costs_only_itself(monkeypatch):
    compose = convert.compose_article

    def stumbling(page, *arguments, **options):
        if "unbearable" in page:
            raise ZeroDivisionError("just so")
        return compose(page, *arguments, **options)

    monkeypatch.setattr(convert, "compose_article", stumbling)
    pages = [page_of(dump(seed), address=f"a/{seed}") for seed in range(3)]
    pages[1] = page_of(dump(1) + "unbearable", address="a/1")
    tables = converted(*pages)
    assert [row["reason"] for row in tables["outcomes"]] == [None, "failed", None]
    assert tables["outcomes"][1]["detail"] == "ZeroDivisionError: just so"


def test_pages_of_a_batch_that_kills_workers_are_refused():
    (batch,) = batches([page_of(dump(1)), page_of(dump(2), address="b")])
    tables = Converter(config=BuildConfig(), survey=merge_surveys([])).refuse(batch, "died")
    assert tables["outcomes"]["reason"].to_pylist() == ["failed", "failed"]
    normal = Converter(config=BuildConfig(), survey=merge_surveys([]))(batch)
    assert {name: table.schema for name, table in tables.items()} == {
        name: table.schema for name, table in normal.items()
    }
    assert all(isinstance(table, pa.Table) for table in tables.values())
