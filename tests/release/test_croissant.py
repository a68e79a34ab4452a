"""croissant.json as mlcroissant reads it, offline, against the Parquet it describes."""

import json
import shutil
from datetime import date

import mlcroissant
import pyarrow.parquet as pq
import pytest

from copydesk.release.croissant import describe, write_croissant
from copydesk.release.manifest import read_manifest
from copydesk.schema import columns, tables

# mlcroissant uses what rdflib and pandas advise against
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HEAD = {
    "pretty_name": "Tide tables of the press",
    "license": "cc0-1.0",
    "url": "https://desk.example/tides",
    "citation": "The desk, 2020",
    "date_published": "2020-02-29",
    "language": ["en"],
    "creator": "The desk",
}


@pytest.fixture(scope="module")
def described(release, tmp_path_factory):
    root = tmp_path_factory.mktemp("croissant") / "release"
    shutil.copytree(release, root, ignore=shutil.ignore_patterns("arrow"))
    write_croissant(read_manifest(root), root, HEAD)
    return root


@pytest.fixture(scope="module")
def dataset(described):
    return mlcroissant.Dataset(jsonld=str(described / "croissant.json"))


def plain(value):
    """Give a value of mlcroissant in the words of Parquet: text for bytes, a date for a timestamp."""
    if isinstance(value, dict):
        return {key.rpartition("/")[2]: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    if isinstance(value, bytes):
        return value.decode()
    return value.date() if hasattr(value, "date") else getattr(value, "item", lambda: value)()


def test_mlcroissant_finds_nothing_to_complain_of(dataset):
    issues = dataset.metadata.ctx.issues

    assert (list(issues.errors), list(issues.warnings)) == ([], [])


@pytest.mark.parametrize("table", tables())
def test_every_record_is_what_the_parquet_holds(dataset, described, table):
    rows = {
        path.name.partition("-")[0]: pq.read_table(path).to_pylist()
        for path in (described / "data" / table).iterdir()
    }
    records = [plain(record) for record in dataset.records(table)]

    for split, expected in rows.items():
        found = [record for record in records if record["split"] == split]
        assert len(found) == len(expected)
        for record, row in zip(found, expected, strict=True):
            flat = {name: value for name, value in row.items() if not isinstance(value, list | dict)}
            assert flat.items() <= record.items()
    assert sum(map(len, rows.values())) == len(records) > 0


def test_spans_dates_and_classes_of_an_article_are_those_of_the_parquet(dataset, described):
    [path] = (described / "data" / "articles").glob("train-*.parquet")
    expected = {row["id"]: row for row in pq.read_table(path).to_pylist()}
    records = [plain(record) for record in dataset.records("articles", filters={"articles/split": "train"})]

    assert {record["id"] for record in records} == set(expected)
    for record in records:
        row = expected[record["id"]]
        for name in ("text", "published", "topic", "byline", "paragraphs", "timexes", "canonical"):
            assert record[name] == row[name]
        assert record["quality"] == pytest.approx(row["quality"])


def test_every_column_is_a_field_and_the_news_ones_are_schema_org_properties(described):
    content = json.loads((described / "croissant.json").read_text(encoding="utf-8"))
    sets = {found["@id"]: found for found in content["recordSet"]}

    assert content["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert content["version"] == read_manifest(described).version
    for table in tables():
        named = [field["@id"].removeprefix(f"{table}/") for field in sets[table]["field"]]
        assert named == ["split", *columns(table)]
    equivalent = {field["@id"]: field.get("equivalentProperty") for field in sets["articles"]["field"]}
    assert equivalent["articles/title"] == "https://schema.org/headline"
    assert equivalent["articles/text"] == "https://schema.org/articleBody"
    assert equivalent["articles/published"] == "https://schema.org/datePublished"


def test_the_file_is_the_same_every_time(described, tmp_path):
    again = write_croissant(read_manifest(described), tmp_path, HEAD)

    assert again.read_bytes() == (described / "croissant.json").read_bytes()


def test_a_date_that_yaml_reads_as_one_is_written_as_its_text(described, tmp_path):
    dated = HEAD | {"date_published": date(2020, 2, 29)}
    path = write_croissant(read_manifest(described), tmp_path, dated)
    assert path.read_bytes() == (described / "croissant.json").read_bytes()


def test_a_card_without_a_head_still_gives_a_description(described):
    content = describe(read_manifest(described), {})

    assert content["description"]
    assert not {"license", "creator", "alternateName"} & content.keys()
