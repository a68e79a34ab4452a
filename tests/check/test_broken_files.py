"""Files of a release lost, added, cut, swapped or changed in any byte."""

import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from copydesk.build import Order, build_release
from copydesk.check import check_paths
from copydesk.config import BuildConfig
from copydesk.release.manifest import NAME
from newsroom import jsonl, paragraphs

PARQUET = "data/articles/train-00000-of-00001.parquet"
ARROW = "arrow/articles/train/data-00000-of-00001.arrow"


def test_release_as_built_has_no_finding(whole):
    report = check_paths([whole])
    assert (report.findings, report.skipped, report.errors) == ([], set(), 0)
    assert report.rows > 150


def test_rejects_that_repeat_an_address_have_no_finding(tmp_path):
    page = {"url": "https://a.example/1", "title": "T", "text": "\n".join(paragraphs(1))}
    (tmp_path / "feed.jsonl").write_text(
        jsonl([page, page, page, page | {"text": "\n".join(paragraphs(2))}]), encoding="utf-8"
    )
    out = tmp_path / "release"
    build_release(Order(pages=(tmp_path / "feed.jsonl",), out=out, version="1.0.0", config=BuildConfig()))
    assert check_paths([out]).findings == []


def test_release_without_its_arrow_dataset_has_no_finding(broken):
    for path in sorted((broken.root / "arrow").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (broken.root / "arrow").rmdir()
    assert broken.found() == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (PARQUET, "is missing: the manifest names it"),
        (ARROW, "is missing: the manifest names it"),
        ("README.md", "is missing: the manifest names it"),
        ("ledger.parquet", "is missing: the manifest names it"),
        ("arrow/lines/dataset_dict.json", "is missing: the manifest names it"),
    ],
)
def test_missing_file_is_found(broken, path, message):
    (broken.root / path).unlink()
    assert ("files", None, message) in broken.found("files")


def test_file_that_is_too_much_is_found(broken):
    (broken.root / "data" / "articles" / "train-00001-of-00002.parquet").write_bytes(b"PAR1")
    found = broken.found("files")
    assert ("files", None, "is not in the manifest: a release is never added to") in found


def test_truncated_file_is_found_and_not_looked_into(broken):
    path = broken.root / PARQUET
    path.write_bytes(path.read_bytes()[:-9])
    size = path.stat().st_size
    message = f"has {size:,} bytes, the manifest says {size + 9:,}; its content was not looked at"
    assert ("files", None, message) in broken.found()


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all" * 40])
def test_file_that_is_no_parquet_is_found_though_the_manifest_fits(broken, content):
    (broken.root / PARQUET).write_bytes(content)
    broken.seal()
    found = [each for each in broken.found("readable") if each[0] == "readable"]
    assert len(found) == 1
    assert found[0][2].startswith("cannot be read: ")


def test_truncated_parquet_is_found_though_the_manifest_fits(broken):
    path = broken.root / PARQUET
    path.write_bytes(path.read_bytes()[:-200])
    broken.seal()
    assert "readable" in {each[0] for each in broken.found("readable")}


def test_truncated_arrow_stream_is_found_though_the_manifest_fits(broken):
    path = broken.root / ARROW
    path.write_bytes(path.read_bytes()[:2_000])
    broken.seal()
    assert "digests" in {each[0] for each in broken.found("digests")}


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda table: table.drop_columns(["title"]), "title", "is missing: the table articles has it"),
        (
            lambda table: table.append_column("mood", pa.array(["glad"] * len(table))),
            "mood",
            "is no column of the table articles",
        ),
        (
            lambda table: table.set_column(0, "id", pa.array(range(len(table)), pa.int64())),
            "id",
            "has the type int64, not string",
        ),
        (
            lambda table: table.set_column(0, "id", table["id"].cast(pa.large_string())),
            "id",
            "has the type large_string, not string",
        ),
        (
            lambda table: table.set_column(
                table.schema.get_field_index("paragraphs"), "paragraphs", pa.array(["x"] * len(table))
            ),
            "paragraphs",
            "has the type string, not list<item: struct<start: int32, end: int32>>",
        ),
    ],
)
def test_wrong_column_is_found(broken, change, path, message):
    file = broken.root / PARQUET
    pq.write_table(change(pq.read_table(file)), file)
    broken.seal()
    assert ("columns", path, message) in broken.found("columns")


def test_features_that_are_lost_are_found(broken):
    file = broken.root / PARQUET
    pq.write_table(pq.read_table(file).replace_schema_metadata({}), file)
    broken.seal()
    message = "has no features in its metadata: class labels would load as numbers"
    assert ("features", None, message) in broken.found("features")


def test_swapped_rows_are_found_by_their_digest(broken):
    file = broken.root / PARQUET
    table = pq.read_table(file)
    pq.write_table(table.take(pa.array(range(len(table) - 1, -1, -1))), file)
    broken.seal()
    assert any("a value was changed" in each[2] for each in broken.found("digests"))


def test_card_that_tells_other_features_is_found(broken):
    readme = broken.root / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text.replace("dtype: date32", "dtype: string", 1), encoding="utf-8")
    broken.seal()
    found = [each for each in broken.found("features") if each[0] == "features"]
    assert len(found) == 1
    assert found[0][1].startswith("dataset_info[0].features[")
    assert found[0][2] == 'is "string", but the schema and the manifest make it "date32"'


def test_card_without_a_head_is_found(broken):
    (broken.root / "README.md").write_text("# Nothing\n", encoding="utf-8")
    broken.seal()
    message = "has no YAML head between two lines of ---"
    assert ("features", None, message) in broken.found("features")


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda manifest: manifest.update(version="1.0"), "version", None),
        (lambda manifest: manifest.pop("code"), "code", "is missing; write it"),
        (lambda manifest: manifest["counts"].update(pages=-1), "counts.pages", "must be 0 or more"),
        (lambda manifest: manifest.update(mood="glad"), "mood", None),
    ],
)
def test_manifest_that_breaks_its_schema_is_found(broken, change, path, message):
    manifest = broken.manifest()
    change(manifest)
    broken.write_manifest(manifest)
    hits = [each for each in broken.found("manifest") if each[:2] == ("manifest", path)]
    assert hits
    assert message is None or hits[0][2] == message


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda manifest: manifest["counts"].update(clusters=99), "counts.clusters"),
        (lambda manifest: manifest["counts"]["rejects"].update(binary=3), "counts.rejects"),
        (
            lambda manifest: manifest["counts"]["labels"]["hedges"].update(labels=1),
            "counts.labels.hedges.labels",
        ),
        (lambda manifest: manifest["input"].update(sha256="0" * 64), "input.sha256"),
        (lambda manifest: manifest["input"].update(pages=11), "input.pages"),
    ],
)
def test_count_that_the_rows_do_not_give_is_found(broken, change, path):
    manifest = broken.manifest()
    change(manifest)
    broken.write_manifest(manifest)
    assert ("counts", path) in [each[:2] for each in broken.found("counts")]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_manifest_that_is_none_is_found(broken, content):
    (broken.root / NAME).write_bytes(content)
    assert ("manifest", None, "is no JSON object") in broken.found("manifest")


def test_missing_manifest_is_found_and_the_tables_are_checked_still(broken):
    broken.edit(lambda rows: rows[0].update(source=""))
    (broken.root / NAME).unlink()
    found = broken.found()
    assert ("manifest", None, "is missing: without it nothing says what must be here") in found
    assert ("values", "source", "'' is shorter than 1 characters") in found


def test_missing_digest_of_the_manifest_is_a_warning(broken):
    (broken.root / f"{NAME}.sha256").unlink()
    report = check_paths([broken.root])
    assert [(each.check, each.severity) for each in report.findings] == [("manifest", "warning")]
    assert report.errors == 0


def _flip(path, chance):
    whole = path.read_bytes()
    at = chance.randrange(len(whole))
    flipped = bytes([whole[at] ^ (1 << chance.randrange(8))])
    path.write_bytes(whole[:at] + flipped + whole[at + 1 :])
    return whole


def test_any_flipped_byte_of_any_file_is_found(broken):
    """One bit in every file at a time; the finding about each file does not depend on the others."""
    chance = random.Random(20_060_830)
    files = [path for path in sorted(broken.root.rglob("*")) if path.is_file()]
    files = [path for path in files if not path.name.startswith(NAME)]
    flips = 0
    while flips < 480:
        before = {path: _flip(path, chance) for path in files}
        report = check_paths([broken.root], only=["manifest", "files"], limit=1_000)
        assert {each.file for each in report.findings} == {str(path) for path in files}
        for path, whole in before.items():
            path.write_bytes(whole)
        flips += len(files)


@pytest.mark.parametrize("name", [NAME, f"{NAME}.sha256"])
def test_any_flipped_byte_of_the_manifest_and_its_digest_is_found(broken, name):
    chance = random.Random(20_060_830)
    for _ in range(60):
        whole = _flip(broken.root / name, chance)
        assert check_paths([broken.root], only=["manifest"]).errors
        (broken.root / name).write_bytes(whole)
