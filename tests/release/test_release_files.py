"""A release as others read it: datasets, polars and pyarrow see the same rows and types."""

import hashlib
import json

import datasets
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from huggingface_hub import DatasetCard

from copydesk.registry import TABLES, read_schema
from copydesk.release import splits_of
from copydesk.release.arrow import read_groups
from copydesk.release.digest import rows_digest
from copydesk.schema import arrow_schema, class_names, feature


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    datasets.disable_progress_bars()


@pytest.fixture(scope="module")
def manifest(release):
    return json.loads((release / "manifest.json").read_text(encoding="utf-8"))


def rows_of(release, table):
    return {
        split: pa.concat_tables(groups).to_pylist()
        for split in splits_of(table)
        if (groups := list(read_groups(release / "arrow" / table, split)))
    }


@pytest.mark.parametrize("table", TABLES)
def test_load_dataset_gives_the_rows_of_the_release_with_its_features(release, table, tmp_path):
    loaded = datasets.load_dataset(str(release), table, cache_dir=str(tmp_path / "cache"))
    rows = {split: found for split, found in rows_of(release, table).items() if found}
    assert {split: part.to_list() for split, part in loaded.items() if len(part)} == rows
    for part in loaded.values():
        expected = datasets.Features.from_dict(
            {name: feature(node) for name, node in read_schema(table)["properties"].items()}
        )
        assert part.features == expected


@pytest.mark.parametrize("table", TABLES)
def test_streaming_gives_the_same_rows(release, table):
    found = datasets.load_dataset(str(release), table, streaming=True, split="train")
    assert list(found) == rows_of(release, table)["train"]


@pytest.mark.parametrize("table", TABLES)
def test_load_from_disk_maps_the_arrow_files(release, table):
    loaded = datasets.load_from_disk(str(release / "arrow" / table))
    assert {split: part.to_list() for split, part in loaded.items()} == rows_of(release, table)


@pytest.mark.parametrize("table", TABLES)
def test_polars_and_pyarrow_read_the_same_types(release, table):
    for path in sorted((release / "data" / table).glob("*.parquet")):
        assert pq.read_schema(path).remove_metadata().equals(arrow_schema(table).remove_metadata())
        split = path.name.split("-")[0]
        assert pl.read_parquet(path).height == len(rows_of(release, table)[split])


@pytest.mark.parametrize("table", ["articles", "lines", "attributions", "timexes"])
def test_arrow_schema_is_what_features_say(table):
    schema = arrow_schema(table)
    features = datasets.Features.from_arrow_schema(schema)
    assert features.arrow_schema.remove_metadata().equals(schema.remove_metadata())
    for name, node in read_schema(table)["properties"].items():
        if node.get("x-arrow") == "classlabel":
            assert features[name].names == class_names(node)


def test_manifest_names_every_file_with_its_bytes_and_digest(release, manifest):
    names = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert names - {entry["path"] for entry in manifest["files"]} <= {
        "manifest.json",
        "manifest.json.sha256",
    }
    for entry in manifest["files"]:
        raw = (release / entry["path"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())


def test_manifest_counts_what_is_there(release, manifest):
    for table, splits in manifest["tables"].items():
        rows = rows_of(release, table)
        for split, counted in splits.items():
            assert counted["rows"] == len(rows.get(split, []))
            groups = list(read_groups(release / "arrow" / table, split))
            if groups:
                assert counted["digest"] == rows_digest(groups)
    counts = manifest["counts"]
    assert counts["pages"] == counts["articles"] + sum(counts["rejects"].values()) == 16
    assert counts["rejects"] == dict.fromkeys(
        ("binary", "empty", "exact_duplicate", "malformed_record", "too_short"), 1
    )


def test_card_can_be_read_by_the_hub(release):
    card = DatasetCard.load(release / "README.md")
    configs = card.data.to_dict()["configs"]
    assert [config["config_name"] for config in configs] == list(TABLES)
    assert configs[0]["default"] is True
    assert "<!-- copydesk:sizes -->" in card.text


def test_release_holds_no_path_of_the_machine_it_was_made_on(release, pages):
    told = str(pages.parent).encode()
    assert [path for path in release.rglob("*") if path.is_file() and told in path.read_bytes()] == []


def test_labels_stand_in_their_paragraphs(release):
    for table in ("attributions", "timexes"):
        for rows in rows_of(release, table).values():
            for row in rows:
                assert row["paragraph"][row["start"] : row["end"]] == row["text"]
