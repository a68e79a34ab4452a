"""The bundled corpus: pages and gold belong together, and every label's words are on their page."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import ftfy
import jsonschema
import pytest
import zstandard

from copydesk.gold import LAYERS, TEXT_ROLES, Gold, paragraphs_from_lines, read_gold, roles_of_lines
from copydesk.gold_labels import resolve
from copydesk.record import paragraphs_of
from copydesk.registry import read_schema

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = read_gold(CORPUS / "gold")
ARTICLES = [address for address, gold in GOLD.items() if gold.reject is None]
SOURCES = json.loads((CORPUS / "sources.json").read_text(encoding="utf-8"))
PACKINGS = {
    ".gz": gzip.decompress,
    ".zst": lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw),
}
BLOCKS = """address article aside blockquote body br button caption center dd div dl dt figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p section select table td th title tr ul"""
VISIBLE_BREAKS = frozenset(BLOCKS.split())


@cache
def raw_pages() -> dict[str, tuple[bytes, str, Path]]:
    """Every page of the corpus by address: its bytes, its format, its file."""
    pages: dict[str, tuple[bytes, str, Path]] = {}
    for file in sorted(path for path in (CORPUS / "pages").rglob("*") if path.is_file()):
        raw, name = file.read_bytes(), file.name
        packing = Path(name).suffix
        if packing in PACKINGS:
            raw, name = PACKINGS[packing](raw), Path(name).stem
        address = file.relative_to(CORPUS / "pages").as_posix()
        if not name.endswith(".jsonl"):
            pages[address] = (raw, Path(name).suffix.removeprefix(".").replace("htm", "html")[:4], file)
            continue
        for number, line in enumerate(raw.splitlines(), 1):
            pages[url_of(line) or f"{address}#{number}"] = (line, "jsonl", file)
    return pages


def url_of(line: bytes) -> str | None:
    try:
        return json.loads(line).get("url")
    except ValueError:
        return None


def decoded(gold: Gold, raw: bytes) -> str:
    text = raw.decode(gold.encoding)
    return text.removeprefix("\ufeff")


def clean(text: str) -> str:
    """The text as the article has it: mojibake and typographic damage repaired, white space single."""
    repaired = ftfy.fix_text(text, uncurl_quotes=False, unescape_html=True)
    return "\n\n".join(" ".join(part.split()) for part in repaired.split("\n\n"))


class VisibleLines(HTMLParser):
    """Collects the blocks that a browser would show, white space single."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.words = ""
        self.hidden = 0

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser calls it so
        self.hidden += tag in {"script", "style"}
        if tag in VISIBLE_BREAKS:
            self.flush()

    def handle_endtag(self, tag):
        self.hidden -= tag in {"script", "style"}
        if tag in VISIBLE_BREAKS:
            self.flush()

    def handle_data(self, data):
        if not self.hidden:
            self.words += data

    def flush(self):
        if line := " ".join(self.words.split()):
            self.lines.append(line)
        self.words = ""


def visible_lines(markup: str) -> list[str]:
    parser = VisibleLines()
    parser.feed(markup)
    parser.flush()
    return parser.lines


def article_text(gold: Gold) -> str:
    raw, kind, _ = raw_pages()[gold.address]
    page = decoded(gold, raw)
    if kind == "jsonl":
        record = json.loads(page)
        if "text" in record:
            return clean("\n\n".join(line for line in record["text"].split("\n") if line.strip()))
        page = record["html"]
    if gold.text_roles:
        lines = visible_lines(page)
        roles = roles_of_lines(gold, lines)
        assert len(roles) == len(gold.text_roles), f"{gold.file}: found {[lines[n] for n in roles]} only"
        return clean("\n\n".join(lines[place] for place, role in roles.items() if role in TEXT_ROLES))
    return clean("\n\n".join(paragraphs_from_lines(gold, page)))


def whole_text(gold: Gold) -> str:
    """All that is visible on the page, and what a JSON line says beside its text."""
    raw, kind, _ = raw_pages()[gold.address]
    page = decoded(gold, raw)
    if kind == "jsonl":
        record = json.loads(page)
        page = "\n\n".join(str(value) for value in record.values())
    return clean("\n\n".join(visible_lines(page)) if gold.text_roles else page.replace("\n", "\n\n"))


@pytest.mark.parametrize("file", sorted((CORPUS / "gold").rglob("*.toml")), ids=lambda file: file.stem)
def test_gold_file_keeps_to_its_schema(file):
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(read_schema("gold")).validate(content)


def test_sources_keep_to_their_schema():
    jsonschema.Draft202012Validator(read_schema("sources")).validate(SOURCES)


def test_every_page_has_its_gold_and_every_gold_its_page():
    assert sorted(GOLD) == sorted(raw_pages())


@pytest.mark.parametrize("address", GOLD)
def test_gold_file_stands_where_its_page_stands(address):
    _, kind, file = raw_pages()[address]
    stem = file.name.removesuffix(".gz").removesuffix(".zst").rpartition(".")[0]
    gold_file = GOLD[address].file
    assert gold_file.parent.name == file.parent.name
    assert gold_file.stem.rpartition("-")[0] == stem if kind == "jsonl" else gold_file.stem == stem


@pytest.mark.parametrize("address", [address for address, gold in GOLD.items() if gold.line_roles])
def test_every_line_of_a_dump_has_one_role(address):
    gold = GOLD[address]
    lines = decoded(gold, raw_pages()[address][0]).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    visible = {number for number, line in enumerate(lines, 1) if line.strip()}
    assert visible - set(gold.line_roles) == set()
    assert max(gold.line_roles) <= len(lines)


@pytest.mark.parametrize("address", ARTICLES)
def test_every_article_has_roles_or_is_extracted_already(address):
    gold = GOLD[address]
    kind = raw_pages()[address][1]
    assert bool(gold.line_roles) == (kind == "txt")
    assert kind != "html" or gold.text_roles
    assert len(article_text(gold).split()) >= 100


@pytest.mark.parametrize("address", ARTICLES)
def test_fields_stand_on_the_page(address):
    gold = GOLD[address]
    page = whole_text(gold)
    shown = {name: gold.fields.get(name) for name in ("title", "subtitle", "section", "agency", "dateline")}
    names = (*(shown.values()), *(gold.fields.get("byline") or ()))
    assert [name for name in names if name and name.casefold() not in page.casefold()] == []


@pytest.mark.parametrize("address", ARTICLES)
def test_topic_and_language_are_those_of_the_source(address):
    gold = GOLD[address]
    source = SOURCES["sources"][gold.address.split("/")[2 if "://" in gold.address else 0]]
    assert gold.fields["topic"] == source["sections"].get(gold.fields["section"])
    assert gold.fields["language"] == source["language"]


@pytest.mark.parametrize("address", ARTICLES)
def test_label_words_are_in_their_paragraphs(address):
    text = article_text(GOLD[address])
    resolved = resolve(GOLD[address], text, paragraphs_of(text))
    assert resolved.faults == ()


@pytest.mark.parametrize("address", ARTICLES)
def test_no_label_is_there_twice(address):
    text = article_text(GOLD[address])
    for name, rows in resolve(GOLD[address], text, paragraphs_of(text)).layers.items():
        spans = Counter((row.start, row.end) for row in rows)
        assert [text[slice(*span)] for span, count in spans.items() if count > 1] == [], name


def test_duplicates_are_of_pages_that_sort_before():
    for address, gold in GOLD.items():
        if gold.reject == "exact_duplicate":
            twins = [other for other, page in raw_pages().items() if page[0] == raw_pages()[address][0]]
            assert min(twins) != address


def test_corpus_holds_every_kind_of_page_and_reject():
    kinds = Counter(raw_pages()[address][1] for address in ARTICLES)
    assert kinds["txt"] >= 15
    assert kinds["html"] >= 12
    assert kinds["jsonl"] >= 8
    names = [file.name for _, _, file in raw_pages().values()]
    plain, packings = (".txt", ".html", ".jsonl"), ("", *PACKINGS)
    endings = [ending + packing for ending in plain for packing in packings]
    assert [
        ending for ending in (*endings, ".htm") if not any(name.endswith(ending) for name in names)
    ] == []
    assert {gold.encoding for gold in GOLD.values()} >= {"utf-8", "utf-16", "latin-1", "windows-1252"}
    reasons = {gold.reject for gold in GOLD.values()}
    assert reasons >= {"empty", "binary", "too_short", "not_an_article", "unsupported_language"}
    assert reasons >= {"malformed_record", "exact_duplicate", "undecodable"}


def test_corpus_is_wide():
    assert len(GOLD) >= 55
    assert len({gold.file.parent.name for gold in GOLD.values()}) >= 10
    articles = [GOLD[address] for address in ARTICLES]
    assert len({gold.fields["topic"] for gold in articles} - {None}) == 17
    years = {gold.fields["published"].year for gold in articles}
    assert max(years) - min(years) >= 20


@pytest.mark.parametrize("address", ARTICLES)
def test_every_article_is_labelled_whole(address):
    assert GOLD[address].layers.keys() >= set(LAYERS) - {"sentences"}


def test_sentences_are_annotated_on_many_articles():
    assert sum("sentences" in GOLD[address].layers for address in ARTICLES) >= 20
