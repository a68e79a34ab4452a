"""Files to pages: formats, packings, records, archives, and what is damaged."""

import datetime as dt
import gzip
import hashlib
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from copydesk.config import Keys
from copydesk.read import find_files, read_pages
from newsroom import dump, jsonl, markup, record

PACKINGS = {
    "": lambda raw: raw,
    ".gz": lambda raw: gzip.compress(raw, mtime=0),
    ".zst": zstandard.compress,
}


def read(path, **keys):
    return list(read_pages(find_files([path]), Keys(**keys)))


def of_line(tmp_path, content, **keys):
    line = content if isinstance(content, bytes) else json.dumps(content).encode()
    (tmp_path / "feed.jsonl").write_bytes(line + b"\n")
    (page,) = read(tmp_path / "feed.jsonl", **keys)
    assert page.raw_sha256 == hashlib.sha256(line.strip().removeprefix(b"\xef\xbb\xbf")).hexdigest()
    return page


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(("suffix", "kind"), [(".txt", "text"), (".html", "html"), (".HTM", "html")])
def test_file_that_is_a_page_is_read_as_it_is(tmp_path, packing, suffix, kind):
    raw = dump(1).encode()
    (tmp_path / "oreby").mkdir()
    (tmp_path / "oreby" / f"a{suffix}{packing}").write_bytes(PACKINGS[packing](raw))
    (page,) = read(tmp_path)
    assert (page.address, page.kind, page.raw) == (f"oreby/a{suffix}{packing}", kind, raw)
    assert page.raw_sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_line_of_json_is_a_page(tmp_path, packing):
    raw = jsonl(record(seed) for seed in range(3)).encode()
    (tmp_path / f"feed.ndjson{packing}").write_bytes(PACKINGS[packing](raw))
    pages = read(tmp_path)
    assert [page.address for page in pages] == [record(seed)["url"] for seed in range(3)]
    assert {page.kind for page in pages} == {"article"}


def test_two_zstd_frames_in_a_file_are_read_one_after_the_other(tmp_path):
    frames = [zstandard.compress(jsonl([record(seed)]).encode()) for seed in range(2)]
    (tmp_path / "feed.jsonl.zst").write_bytes(b"".join(frames))
    assert len(read(tmp_path)) == 2


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.zst", "a.html.gz", "f.jsonl.gz", "f.jsonl.zst"])
@pytest.mark.parametrize("raw", [b"", b"not packed at all"])
def test_file_that_cannot_be_unpacked_is_a_reject(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    reasons = {page.reason for page in read(tmp_path)}
    assert reasons <= {"malformed_record", None}
    if raw:
        assert reasons == {"malformed_record"}


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_lines_before_the_cut_of_a_packed_file_are_kept(tmp_path, packing):
    whole = PACKINGS[packing](jsonl(record(seed) for seed in range(400)).encode())
    (tmp_path / f"feed.jsonl{packing}").write_bytes(whole[: len(whole) * 3 // 4])
    *pages, last = read(tmp_path)
    assert last.reason == "malformed_record"
    assert f"cannot be unpacked after line {len(pages)}" in last.detail
    assert len(pages) > 10 or packing == ".zst"  # which unpacks whole blocks only


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_cut_file_is_never_taken_for_a_whole_one(tmp_path, packing, suffix):
    raw = PACKINGS[packing](jsonl(record(seed) for seed in range(3)).encode())
    for cut in (1, 5, len(raw) // 2, len(raw) - 9):
        (tmp_path / f"a{suffix}{packing}").write_bytes(raw[:-cut])
        assert read(tmp_path)[-1].reason == "malformed_record"


def test_line_without_an_address_has_that_of_its_file_and_number(tmp_path):
    (tmp_path / "feed.jsonl").write_text('{"text": "One"}\n\n{"text": "Two"}\n', encoding="utf-8")
    assert [page.address for page in read(tmp_path)] == ["feed.jsonl#1", "feed.jsonl#3"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": "A", "title": "T"}, {"kind": "article", "title": "T"}),
        ({"text": "A", "date": "2006-08-30"}, {"kind": "article", "date": "2006-08-30"}),
        ({"text": "A", "published": 1156896000}, {"kind": "article", "date": "1156896000"}),
        (
            {"text": "A", "url": "https://oreby.example/1"},
            {"kind": "text", "address": "https://oreby.example/1"},
        ),
        ({"html": "<p>A", "text": "B"}, {"kind": "html", "raw": b"<p>A"}),
        ({"content": "A", "headline": "T", "link": "u"}, {"title": "T", "address": "u", "raw": b"A"}),
        ({"text": "A", "authors": ["X Y", "Z W"]}, {"byline": ("X Y", "Z W")}),
        ({"text": "A", "author": "X Y"}, {"byline": ("X Y",)}),
        ({"text": "A", "author": {"name": "X Y"}}, {"byline": ("X Y",)}),
        ({"text": "A", "author": [{"name": "X Y"}, {"id": 1}, "", 7]}, {"byline": ("X Y",)}),
        ({"text": "A", "category": "World", "lang": "en"}, {"section": "World", "language": "en"}),
        ({"text": "", "body": "A"}, {"raw": b"A"}),
        ({"text": "A \ud83d B"}, {"raw": "A \ufffd B".encode()}),
        ({"text": "A", "title": True}, {"kind": "text", "title": None}),
    ],
)
def test_parts_of_a_record_are_found_under_their_keys(tmp_path, given, expected):
    page = of_line(tmp_path, given)
    assert page.reason is None
    assert {name: getattr(page, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text_is", "title", "kind"),
    [("auto", None, "text"), ("auto", "T", "article"), ("article", None, "article"), ("page", "T", "text")],
)
def test_text_of_a_record_is_what_the_caller_says(tmp_path, text_is, title, kind):
    assert of_line(tmp_path, {"text": "A", "title": title}, text_is=text_is).kind == kind


def test_caller_names_the_keys(tmp_path):
    page = of_line(tmp_path, {"words": "A", "text": "B", "where": "u"}, text=("words",), url=("where",))
    assert (page.raw, page.address) == (b"A", "u")


@pytest.mark.parametrize(
    "line",
    [
        b"{broken",
        b"[1, 2]",
        b'"text"',
        b"17",
        b"null",
        b"{}",
        b'{"title": "T"}',
        b'{"text": ["a", "list"]}',
        b'{"text": null}',
        b'{"\\ud800": 1}',
        b'{"text": "\xff\xfe"}',
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
    ],
)
def test_line_without_a_page_in_it_is_a_reject(tmp_path, line):
    page = of_line(tmp_path, line)
    assert page.reason == "malformed_record"
    assert page.address == "feed.jsonl#1"
    page.detail.encode()


def test_byte_order_mark_before_the_first_line_is_no_part_of_it(tmp_path):
    assert of_line(tmp_path, b"\xef\xbb\xbf" + json.dumps({"text": "A"}).encode()).raw == b"A"


def test_rows_of_parquet_are_pages(tmp_path):
    table = pa.table(
        {
            "url": ["https://oreby.example/1", None],
            "text": ["One", "Two"],
            "date": pa.array([dt.date(2006, 8, 30), None]),
            "authors": pa.array([["X Y"], None]),
        }
    )
    pq.write_table(table, tmp_path / "pages.parquet")
    first, second = read(tmp_path)
    assert (first.address, first.date, first.byline) == ("https://oreby.example/1", "2006-08-30", ("X Y",))
    assert (second.address, second.kind, second.raw) == ("pages.parquet#2", "text", b"Two")
    (tmp_path / "pages.parquet.gz").write_bytes(gzip.compress((tmp_path / "pages.parquet").read_bytes()))
    (tmp_path / "pages.parquet").unlink()
    assert [page.raw for page in read(tmp_path)] == [b"One", b"Two"]


def test_damaged_parquet_is_a_reject(tmp_path):
    pq.write_table(pa.table({"text": [dump(seed) for seed in range(40)]}), tmp_path / "whole.parquet")
    raw = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "whole.parquet").unlink()
    (tmp_path / "a.parquet").write_bytes(b"PAR1xxxxPAR1")
    (tmp_path / "b.parquet").write_bytes(raw[:500] + bytes(400) + raw[900:])
    (tmp_path / "c.parquet.gz").write_bytes(b"\x1f\x8b\x08")
    (tmp_path / "d.parquet").write_bytes(b"")
    assert [page.reason for page in read(tmp_path)] == ["malformed_record"] * 4


def response(url, body, media_type="text/html; charset=koi8-r"):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:6b7ab10c-0000-4000-8000-000000000000>\r\n"
        "WARC-Date: 2006-08-30T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packing", PACKINGS)
def test_responses_in_a_web_archive_are_pages(tmp_path, packing):
    pytest.importorskip("fastwarc")
    records = [
        response("https://oreby.example/1", markup(1).encode("koi8-r", "replace")),
        response("https://oreby.example/2", dump(2).encode(), "text/plain"),
        response("https://oreby.example/3", b"\x89PNG", "image/png"),
    ]
    (tmp_path / f"crawl.warc{packing}").write_bytes(PACKINGS[packing](b"".join(records)))
    first, second, third = read(tmp_path)
    assert (first.address, first.kind, first.declared) == ("https://oreby.example/1", "html", "koi8-r")
    assert (second.kind, second.raw) == ("text", dump(2).encode())
    assert (third.reason, third.detail) == ("binary", "the media type is image/png, not a page's")


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.zst"])
def test_web_archive_that_cannot_be_unpacked_is_a_reject(tmp_path, name):
    pytest.importorskip("fastwarc")
    (tmp_path / name).write_bytes(b"no archive")
    assert [page.reason for page in read(tmp_path)] == ["malformed_record"]


@pytest.mark.parametrize("name", ["a.txt", "a.html.gz", "a.jsonl"])
def test_what_is_larger_than_a_page_can_be_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr("copydesk.read.MOST_BYTES", 1_000)
    raw = jsonl([record(1)]).encode() if name == "a.jsonl" else dump(1).encode()
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    (page,) = read(tmp_path)
    assert (page.reason, page.raw) == ("malformed_record", b"")
    assert page.detail == "more than 1,000 bytes, which is no page; part it into its articles"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_lines_of_json_may_be_in_utf_16_with_a_mark(tmp_path, encoding):
    raw = jsonl(record(seed) for seed in range(3)).encode(encoding)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (tmp_path / "feed.jsonl").write_bytes(mark + raw)
    assert [(page.address, page.reason) for page in read(tmp_path)] == [
        (record(seed)["url"], None) for seed in range(3)
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "its text is null"),
        ("", "its text is empty"),
        (["A"], "its text is a list, no text"),
        ({"a": 1}, "its text is a dict, no text"),
        (True, "its text is a bool, no text"),
    ],
)
def test_what_stands_where_a_text_should_is_told(tmp_path, given, said):
    page = of_line(tmp_path, {"title": "T", "text": given})
    assert (page.reason, page.detail) == ("malformed_record", said)


@pytest.mark.parametrize("url", ["", "  ", None])
def test_blank_url_is_none(tmp_path, url):
    assert of_line(tmp_path, {"text": "T", "url": url}).address == "feed.jsonl#1"
