"""Releases loaded and scanned from a folder and from a URL: the same rows and types everywhere."""

import shutil
import subprocess
import sys

import datasets
import fsspec
import polars as pl
import pyarrow.parquet as pq
import pytest

import copydesk
from copydesk.errors import ReleaseError, UsageError
from copydesk.release import splits_of
from copydesk.release.locate import find_release, open_release
from copydesk.schema import arrow_schema, class_names, columns, tables
from releases import SPLIT_RICH, newsroom_with, rewrite_manifest

TABLES = tables()


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory):
    """A newsroom with two releases, the second of one story more."""
    newsroom = newsroom_with(tmp_path_factory.mktemp("newsroom"), SPLIT_RICH)
    newsroom.write([SPLIT_RICH])
    newsroom.build("1.1.0", "1.0.0")
    return newsroom


@pytest.fixture(scope="session")
def folder(newsroom):
    """The folder of the releases."""
    return newsroom.folder / "releases"


@pytest.fixture(scope="session")
def url(folder):
    """The same releases where fsspec finds them, without the Arrow copies, as they are published."""
    memory = fsspec.filesystem("memory")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "arrow" not in path.relative_to(folder).parts:
            memory.pipe(f"/news/{path.relative_to(folder).as_posix()}", path.read_bytes())
    return "memory://news"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of one's own for what `datasets` converts."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    monkeypatch.setattr(datasets.config, "DOWNLOADED_DATASETS_PATH", tmp_path / "downloads")
    datasets.disable_progress_bars()


def rows_of(loaded):
    return {split: list(rows) for split, rows in loaded.items()}


@pytest.mark.parametrize("table", TABLES)
def test_map_style_and_streaming_give_the_same_rows_and_features(folder, url, table):
    mapped = copydesk.load("1.1.0", folder, table)
    assert tuple(mapped) == splits_of(table)
    others = [
        copydesk.load("1.1.0", folder, table, streaming=True),
        copydesk.load("1.1.0", url, table, streaming=True),
        copydesk.load("1.1.0", url, table),
    ]
    for other in others:
        assert rows_of(other) == rows_of(mapped)
        assert {split: rows.features for split, rows in other.items()} == {
            split: rows.features for split, rows in mapped.items()
        }


@pytest.mark.parametrize("table", TABLES)
def test_features_are_those_of_the_schema(folder, table):
    loaded = copydesk.load("1.1.0", folder, table)["train"]
    assert loaded.features.arrow_schema.remove_metadata() == arrow_schema(table).remove_metadata()
    for name, node in columns(table).items():
        if node.get("x-arrow") == "classlabel":
            assert loaded.features[name].names == class_names(node)


@pytest.mark.parametrize("table", TABLES)
def test_a_scan_has_the_rows_of_the_files(folder, url, table):
    for where in (folder, url):
        frame = copydesk.scan("1.1.0", where, table)
        assert frame.collect_schema().names() == [*arrow_schema(table).names, "split"]
        rows = frame.collect()
        for split in splits_of(table):
            path = folder / "1.1.0" / "data" / table / f"{split}-00000-of-00001.parquet"
            part = rows.filter(pl.col("split") == split).drop("split")
            named = [name for name, kind in part.schema.items() if isinstance(kind, pl.Enum)]
            plain = part.with_columns(pl.col(named).to_physical().cast(pl.Int64))
            assert plain.to_dicts() == pq.read_table(path).to_pylist()


def test_a_scan_gives_class_labels_by_name_in_the_order_of_their_numbers(folder):
    lines = copydesk.scan("1.1.0", folder, "lines", split="train")
    names = class_names(columns("lines")["role"])
    assert lines.collect_schema()["role"] == pl.Enum(names)
    assert "split" not in lines.collect_schema().names()
    loaded = copydesk.load("1.1.0", folder, "lines", split="train")
    assert lines.select("role").collect()["role"].to_list() == [names[n] for n in loaded["role"]]
    bodies = lines.filter(pl.col("role") == "body").collect()
    assert 0 < bodies.height < loaded.num_rows


def test_one_split_and_a_slice_of_it(folder, url):
    train = copydesk.load("1.1.0", folder, split="train")
    assert copydesk.load("1.1.0", url, split="train").to_list() == train.to_list()
    assert copydesk.load("1.1.0", folder, split="train[:3]").to_list() == train.to_list()[:3]
    streamed = copydesk.load("1.1.0", url, split="train", streaming=True)
    assert list(streamed) == train.to_list()


@pytest.mark.parametrize("version", [None, "latest"])
def test_without_a_version_it_is_the_newest(folder, url, version):
    for where in (folder, str(folder), url, folder / "1.1.0"):
        rows = copydesk.scan(version, where).select(pl.len()).collect().item()
        assert rows == SPLIT_RICH + 1


def test_an_older_version_is_given_when_it_is_asked_for(folder, url):
    for where in (folder, url, folder / "1.0.0", f"file://{folder}"):
        assert copydesk.scan("1.0.0", where).select(pl.len()).collect().item() == SPLIT_RICH


def test_versions_are_ordered_by_number(folder, tmp_path):
    for name, version in (("a", "1.9.0"), ("b", "1.10.0")):
        shutil.copytree(folder / "1.0.0", tmp_path / name)
        change = {"version": version}
        rewrite_manifest(
            open_release(tmp_path / name), lambda content, change=change: content.update(change)
        )
    assert find_release(tmp_path).manifest.version == "1.10.0"


def test_the_options_of_the_storage_stay_as_they_were(url):
    options = {"use_listings_cache": False}
    copydesk.load("1.1.0", url, split="test", storage_options=options)
    copydesk.scan("1.1.0", url, storage_options=options)
    assert options == {"use_listings_cache": False}


@pytest.mark.parametrize(
    ("arguments", "options", "kind", "message"),
    [
        (("1.2.0", "HERE"), {}, ReleaseError, "HERE: there is no version 1.2.0 (there are: 1.0.0, 1.1.0)"),
        (
            ("1.1.0", "HERE/1.0.0"),
            {},
            ReleaseError,
            "HERE/1.0.0: there is no version 1.1.0 (there are: 1.0.0)",
        ),
        (("v1.0", "HERE"), {}, UsageError, "version 'v1.0' is not MAJOR.MINOR.PATCH, such as 1.0.0"),
        ((None, "HERE/nowhere"), {}, ReleaseError, "HERE/nowhere: there is no such place"),
        (
            (None, "HERE/1.0.0/data"),
            {},
            ReleaseError,
            "HERE/1.0.0/data: there is no release: no manifest.json in it or in the folders below",
        ),
        (
            ("1.0.0", "HERE", "quotes"),
            {},
            UsageError,
            "HERE/1.0.0 has no table 'quotes' (there are: articles, lines, attributions, timexes)",
        ),
        (
            ("1.0.0", "HERE"),
            {"split": "dev"},
            UsageError,
            "the table articles of HERE/1.0.0 has no split 'dev' (there are: train, validation, test)",
        ),
    ],
)
def test_what_is_not_there_is_said(folder, arguments, options, kind, message):
    here = [one.replace("HERE", str(folder)) if one else one for one in arguments]
    for function in (copydesk.load, copydesk.scan):
        with pytest.raises(kind) as error:
            function(*here, **options)
        assert str(error.value) == message.replace("HERE", str(folder))


def test_one_version_twice_in_a_folder_is_refused(folder, tmp_path):
    for name in ("a", "b"):
        shutil.copytree(folder / "1.0.0", tmp_path / name)
    with pytest.raises(ReleaseError, match=r"version 1\.0\.0 is there twice: .*/a, .*/b"):
        copydesk.load("1.0.0", tmp_path)


def test_a_release_that_is_being_built_is_not_seen(folder, tmp_path):
    shutil.copytree(folder / "1.0.0", tmp_path / "1.0.0")
    shutil.copytree(folder / "1.1.0", tmp_path / ".1.1.0.building")
    with pytest.raises(ReleaseError, match=r"no version 1\.1\.0"):
        copydesk.load("1.1.0", tmp_path)


def test_a_broken_manifest_is_said_by_its_path(tmp_path):
    (tmp_path / "1.0.0").mkdir()
    (tmp_path / "1.0.0" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"1\.0\.0/manifest\.json: is not a manifest"):
        copydesk.scan(None, tmp_path)


def test_the_package_has_its_two_functions_and_imports_nothing_heavy():
    heavy = "{'datasets', 'polars', 'pyarrow', 'huggingface_hub', 'fsspec'}"
    program = f"import sys, copydesk; assert not {heavy} & set(sys.modules); assert 'load' in dir(copydesk)"
    subprocess.run([sys.executable, "-c", program], check=True)
    with pytest.raises(AttributeError, match="no attribute 'train'"):
        copydesk.train  # noqa: B018
