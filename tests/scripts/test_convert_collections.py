"""The converters of other collections: what they write can be built, and their gold fits."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from copydesk.gold import read_gold

TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>kelp</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2004-06-08">June 8, 2004</TIMEX3></DCT>
<TITLE>Kelp Farm  Opens Late</TITLE>
<TEXT>
The kelp farm off Tarn Head <EVENT eid="e1">opened</EVENT> on <TIMEX3 type="DATE"
value="2004-06-07">Monday</TIMEX3>,
not <TIMEX3 type="DATE" value="2004-05">in May</TIMEX3> as its owners had said it may &amp; should.

It will be closed for <TIMEX3 type="DURATION" value="P3M" mod="APPROX">about  three	months</TIMEX3> from
<TIMEX3 type="DATE" value="XXXX-11">Novem</TIMEX3>ber, and <TIMEX3 type="DATE" value=""></TIMEX3>on
Monday after <TIMEX3 type="SET" value="XXXX-WXX-1">Monday</TIMEX3> nobody works there.
</TEXT></TimeML>
"""

STANDOFF = (
    "Council Drops Plan\n\n"
    'The mayor, Ida Voss, said that the plan was dead. "We tried," she said. "It failed."\n\n'
    'Critics called it "a toy" on Friday.\n'
)


def span(words, nth=1):
    start = -1
    for _ in range(nth):
        start = STANDOFF.index(words, start + 1)
    return f"{start} {start + len(words)}"


NOTES = f"""T1\tSource {span("The mayor, Ida Voss,")}\tThe mayor, Ida Voss,
T2\tCue {span("said")}\tsaid
T3\tContent {span("that the plan was dead")}\tthat the plan was dead
T4\tAttribution {span("said")}\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tContent {span('"We tried,"')};{span('"It failed."')}\t"We tried," "It failed."
T6\tSource {span("she")}\tshe
T7\tCue {span("said", 2)}\tsaid
T8\tAttribution {span("said", 2)}\tsaid
E2\tAttribution:T8 Content:T5 Cue:T7 Source:T6
T9\tContent {span('it "a toy"')}\tit "a toy"
T10\tSource {span("Critics")}\tCritics
T11\tCue {span("called")}\tcalled
T12\tAttribution {span("called")}\tcalled
E3\tAttribution:T12 Source:T10 Cue:T11 Content:T9
"""

REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="71" NEWID="9">
<DATE> 6-MAR-1987 15:01:01.79</DATE>
<TOPICS><D>tin</D><D>zinc</D></TOPICS>
<PLACES><D>bolivia</D></PLACES>
<TEXT>&#2;
<TITLE>QUENTA MINES &lt;QM> REOPEN TWO SHAFTS</TITLE>
<DATELINE>    LA PAZ, March 6 - </DATELINE><BODY>Quenta Mines said two shafts that were closed
by a flood are open again.
    It expects to lift 400 tonnes of tin &amp; zinc a
month from them.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" LEWISSPLIT="TEST" CGISPLIT="TEST-SET" OLDID="72" NEWID="10">
<DATE>6-MAR-1987 15:02:00.00</DATE><TOPICS></TOPICS>
<TEXT TYPE="BRIEF">&#2;<TITLE>QUENTA SHARES HALTED</TITLE>&#3;</TEXT>
</REUTERS>
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


def test_timeml_gives_pages_and_gold_of_time_expressions(folder, tmp_path, run_script, build):
    (folder / "kelp.tml").write_text(TIMEML, encoding="utf-8")
    (folder / "broken.tml").write_text("<TimeML><TEXT>", encoding="utf-8")
    done = run_script("convert_timeml", folder, "--out", tmp_path / "out")
    assert "1 documents left out" in done.stdout
    gold = read_gold(tmp_path / "out" / "gold")["timeml/kelp"]
    assert [(entry["text"], entry["p"], entry.get("nth", 1)) for entry in gold.layers["timexes"]] == [
        ("Monday", 1, 1),
        ("in May", 2, 1),
        ("about three months", 3, 1),
        ("Monday", 5, 2),
    ]
    _, rows = build(tmp_path / "out" / "pages", tmp_path / "out" / "gold", "timexes")
    assert [(row["text"], row["value"], row["mod"], row["rule"]) for row in rows] == [
        ("Monday", "2004-06-07", None, "gold"),
        ("in May", "2004-05", None, "gold"),
        ("about three months", "P3M", "APPROX", "gold"),
        ("Monday", "XXXX-WXX-1", None, "gold"),
    ]
    assert {str(row["published"]) for row in rows} == {"2004-06-08"}
    assert rows[0]["title"] == "Kelp Farm Opens Late"


def test_standoff_attributions_give_pages_and_gold(folder, tmp_path, run_script, build):
    (folder / "text").mkdir()
    (folder / "text" / "bay_2011-05-02_plan.txt").write_text(STANDOFF, encoding="utf-8")
    (folder / "text" / "alone.txt").write_text("No notes.", encoding="utf-8")
    (folder / "bay_2011-05-02_plan_4b22.ann").write_text(NOTES, encoding="utf-8")
    done = run_script("convert_polnear", folder, "--out", tmp_path / "out")
    assert "1 texts left out: no .ann file" in done.stdout
    _, rows = build(tmp_path / "out" / "pages", tmp_path / "out" / "gold", "attributions")
    said = [
        (
            row["text"],
            row["kind"],
            row["paragraph"][row["speaker_start"] : row["speaker_end"]],
            row["paragraph"][row["cue_start"] : row["cue_end"]],
        )
        for row in rows
    ]
    assert said == [
        ("the plan was dead", "indirect", "The mayor, Ida Voss", "said"),
        ("We tried", "direct", "she", "said"),
        ("It failed", "direct", "she", "said"),
        ("a toy", "mixed", "Critics", "called"),
    ]
    assert [row["utterance"] for row in rows] == [1, 2, 2, 3]
    assert {row["rule"] for row in rows} == {"gold"}
    assert {str(row["published"]) for row in rows} == {"2011-05-02"}


def test_reuters_21578_gives_json_lines(folder, tmp_path, run_script, build):
    (folder / "reut2-000.sgm").write_text(REUTERS, encoding="latin-1")
    out = tmp_path / "out" / "reuters.jsonl"
    done = run_script("convert_reuters21578", folder, "--out", out)
    assert "1 stories left out: no body" in done.stdout
    (story,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert story["topics"] == ["tin", "zinc"]
    assert story["lewissplit"] == "TRAIN"
    _, (row,) = build(out.parent)
    assert row["address"] == "reuters21578/9"
    assert row["title"] == "QUENTA MINES <QM> REOPEN TWO SHAFTS"
    assert str(row["published"]) == "1987-03-06"
    assert row["dateline"] == "LA PAZ"
    assert row["section"] == "tin"
    assert row["text"] == (
        "LA PAZ, March 6 - Quenta Mines said two shafts that were closed by a flood are open again.\n\n"
        "It expects to lift 400 tonnes of tin & zinc a month from them."
    )


def test_parquet_gives_json_lines_with_the_columns_renamed(folder, tmp_path, run_script, build):
    text = "The weir at Oss was opened on Monday.\n\nNobody came to see it, its keeper said."
    rows = [
        {"headline": "Weir Opens", "plain": text, "link": "https://news.oss.example/weir", "by": ["Jo Ek"]},
        {"headline": "Elsewhere", "plain": text, "link": "https://other.example/weir", "by": []},
        {"headline": "Empty", "plain": None, "link": "https://news.oss.example/none", "by": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "train-0.parquet")
    out = tmp_path / "out" / "articles.jsonl"
    options = ("--key", "text=plain", "--key", "byline=by", "--domain", "oss.example")
    done = run_script("convert_hf_parquet", folder, "--out", out, *options)
    assert "1 rows left out: another domain" in done.stdout
    assert "1 rows left out: no text" in done.stdout
    _, (row,) = build(out.parent)
    assert (row["title"], row["source"], row["byline"], row["text"]) == (
        "Weir Opens",
        "oss.example",
        ["Jo Ek"],
        text,
    )


def test_a_column_that_is_not_there_is_refused(folder, tmp_path, run_script):
    pq.write_table(pa.table({"body": ["x"]}), folder / "a.parquet")
    done = run_script("convert_hf_parquet", folder, "--out", tmp_path / "o.jsonl", "--key", "text=plain")
    assert done.exit_code == 1


def record(address, media_type, body):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nX-Kept:  as is\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2016-09-01T06:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:0f2bd6ac-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_web_archives_are_thinned_out_to_the_domains_wanted(folder, tmp_path, run_script, build):
    pytest.importorskip("fastwarc", reason="install copydesk[warc]")
    words = b"The caf\xe9 at the pier of Oss has closed for the winter, its owner said on Monday. " * 4
    page = (
        b"<html><head><title>Caf\xe9 Closes</title></head><body><h1>Caf\xe9 Closes</h1><p>"
        + words
        + b"</p></body></html>"
    )
    kept = record("https://www.oss.example/cafe", "text/html; charset=iso-8859-1", page)
    others = [
        record("https://www.oss.example/cafe.png", "image/png", b"\x89PNG"),
        record("https://other.example/cafe", "text/html", page),
    ]
    (folder / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, [others[0], kept, others[1]])))
    (folder / "warc.paths").write_text("a.warc.gz\n", encoding="utf-8")
    done = run_script(
        "convert_ccnews", folder / "warc.paths", "--out", tmp_path / "out", "--domain", "oss.example"
    )
    assert "1 responses left out: another domain" in done.stdout
    assert gzip.decompress((tmp_path / "out" / "a.warc.gz").read_bytes()) == kept
    listed = (tmp_path / "out" / "kept.tsv").read_text(encoding="utf-8").splitlines()
    assert listed[1].split("\t")[:3] == [
        "https://www.oss.example/cafe",
        "2016-09-01T06:00:00Z",
        "text/html",
    ]
    _, (row,) = build(tmp_path / "out")
    assert row["title"] == "Café Closes"


@pytest.mark.parametrize("name", ["timeml", "polnear", "reuters21578", "ccnews", "hf_parquet"])
def test_a_folder_without_the_files_of_a_collection_is_named(tmp_path, run_script, name):
    (tmp_path / "empty").mkdir()
    done = run_script(f"convert_{name}", tmp_path / "empty", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert str(tmp_path / "empty") in done.output


def test_a_file_that_is_no_parquet_is_named(tmp_path, run_script):
    (tmp_path / "a.parquet").write_bytes(b"no table")
    done = run_script("convert_hf_parquet", tmp_path, "--out", tmp_path / "out.jsonl")
    assert done.exit_code == 1
    assert f"{tmp_path}/a.parquet: cannot be read: " in done.output
