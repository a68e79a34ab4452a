"""Files that people write or get, each broken one way: the line, the key and the message."""

import gzip
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from copydesk.check import check_paths
from copydesk.errors import InputError
from copydesk.registry import SCHEMAS, read_schema
from copydesk.schema import class_names

BROKEN = Path(__file__).parents[1] / "broken"
CASES = json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_broken_file_is_found_with_line_key_and_message(name):
    """An expected message may end in …, because what a parser says is not ours."""
    report = check_paths([BROKEN / name])
    found = [[each.check, each.severity, each.line, each.path] for each in report.findings]
    assert found == [case[:4] for case in CASES[name]]
    for each, case in zip(report.findings, CASES[name], strict=True):
        begin, cut, _ = case[4].partition("…")
        assert each.message.startswith(begin) if cut else each.message == case[4]


def test_every_broken_file_has_its_findings():
    files = {path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*") if path.is_file()}
    assert files - {"expected.json"} == set(CASES)


def test_own_schemas_have_no_finding():
    assert check_paths([SCHEMAS]).findings == []


@pytest.fixture
def records(whole):
    """The articles of a release as JSON has them."""
    nodes = read_schema("articles")["properties"]
    rows = pq.read_table(next((whole / "data" / "articles").glob("train-*"))).to_pylist()
    for row in rows:
        row["topic"] = None if row["topic"] is None else class_names(nodes["topic"])[row["topic"]]
        row["published"] = row["published"].isoformat()
    return rows


def _written(folder, records):
    path = folder / "records.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_records_of_a_release_have_no_finding(records, tmp_path):
    report = check_paths([_written(tmp_path, records)])
    assert (report.findings, report.rows) == ([], 3)


@pytest.mark.parametrize(
    ("change", "check", "path", "message"),
    [
        ({"source": None}, "records", "source", "must be a string"),
        ({"canonical": "yes"}, "records", "canonical", "must be true or false"),
        ({"topic": "gossip"}, "records", "topic", None),
        ({"published": "2010-02-30"}, "records", "published", "'2010-02-30' is no date such as 2006-08-30"),
        ({"title": "\ud800"}, "records", "title", "holds half of a character (a lone surrogate)"),
        ({"paragraphs": [{"start": 0, "end": 1 << 40}]}, "records", "paragraphs[0].end", None),
        ({"paragraphs": []}, "paragraphs", "paragraphs[0]", None),
        ({"mood": "glad"}, "records", "mood", None),
        ({"alignment": []}, "alignment", "alignment", None),
    ],
)
def test_broken_record_is_found_with_its_line(records, tmp_path, change, check, path, message):
    records[1] |= change
    report = check_paths([_written(tmp_path, records)])
    found = [each for each in report.findings if (each.check, each.path) == (check, path)]
    assert [each.line for each in found] == [2]
    assert message in {None, found[0].message}
    assert report.rows == (3 if check != "records" else 2)


def test_missing_field_and_broken_lines_are_found_and_the_rest_is_checked(records, tmp_path):
    del records[0]["address"]
    records[2]["countries"][0]["code"] = "XQX"
    path = _written(tmp_path, records)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1][:-20]
    path.write_text("\n".join(lines) + "\n\n[1, 2]\n", encoding="utf-8")
    found = [(each.check, each.line, each.path) for each in check_paths([path]).findings]
    assert found == [
        ("records", 1, "address"),
        ("records", 2, None),
        ("countries", 3, "countries[0].code"),
        ("records", 5, None),
    ]


def test_single_table_is_known_by_its_columns(whole, tmp_path):
    for table in ("articles", "lines", "attributions", "timexes"):
        file = next((whole / "data" / table).glob("train-*"))
        report = check_paths([file])
        assert (report.findings, report.rows) == ([], pq.read_metadata(file).num_rows)
    odd = tmp_path / "odd.parquet"
    pq.write_table(pq.read_table(file).select(["rule"]).rename_columns(["colour"]), odd)
    assert [each.message for each in check_paths([odd]).findings] == [
        "is no table of a release: its columns are colour"
    ]


@pytest.mark.parametrize(
    "name", ["x.parquet", "x.toml", "x.json", "sources.json", "x.jsonl", "x.txt.gz", "x.warc"]
)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe\x80" * 9, b'{"a": [1, 2', b"PAR1" + bytes(40) + b"PAR1"]
)
def test_garbage_is_a_finding(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    report = check_paths([tmp_path / name])
    assert report.findings
    assert all(each.file == str(tmp_path / name) for each in report.findings)


def test_links_that_lead_round_in_a_circle_are_followed_once(tmp_path):
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "to").symlink_to(tmp_path / other)
        (tmp_path / name / f"{name}.txt").write_text("Ferry late again.", encoding="utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    report = check_paths([tmp_path])
    assert (report.findings, report.files) == ([], 2)


def test_folder_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        check_paths([tmp_path])


def test_lines_of_json_are_counted_with_the_blank_ones(tmp_path):
    content = '{"text": "A", "url": "https://a.example/1"}\n\n\n{"url": "https://a.example/2"}\n\n{\n'
    packed = gzip.compress(content.encode() * 500)
    (tmp_path / "pages.jsonl").write_text(content, encoding="utf-8")
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-8])
    found = check_paths([tmp_path / "pages.jsonl"]).findings
    assert [(each.line, each.severity) for each in found] == [(4, "warning"), (6, "warning")]
    found = check_paths([tmp_path / "cut.jsonl.gz"], limit=5_000).findings
    assert [each.line for each in found[:2]] == [4, 6]
    assert (found[-1].line, "cannot be unpacked after line" in found[-1].message) == (3_001, True)
