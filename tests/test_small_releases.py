"""Releases with hardly a row: every command and function bears tables and splits that are empty."""

import json

import pytest

import copydesk
from copydesk.build import Order, build_release
from copydesk.check import check_paths
from copydesk.cli import main
from copydesk.config import BuildConfig
from copydesk.errors import ReleaseError
from copydesk.release.bump import Level
from copydesk.release.diff import diff_releases
from copydesk.release.locate import open_release
from copydesk.schema import tables
from newsroom import dump

SPLITS = ("train", "validation", "test")


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """A release of a reject, and one of that and a single article."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "pages").mkdir()
    for version, name, content in (("1.0.0", "b.txt", "Back soon.\n"), ("1.1.0", "a.txt", dump(1))):
        (folder / "pages" / name).write_text(content, encoding="utf-8")
        order = Order(
            pages=(folder / "pages",),
            out=folder / version,
            version=version,
            config=BuildConfig(),
            parent=folder / "1.0.0" if version == "1.1.0" else None,
        )
        build_release(order)
    return folder


def test_they_have_no_finding(releases):
    assert check_paths([releases / "1.0.0", releases / "1.1.0"]).findings == []


@pytest.mark.parametrize("table", tables())
def test_scan_gives_the_columns_of_what_has_no_rows(releases, table):
    full = copydesk.scan("1.1.0", releases, table).collect()
    assert full.height
    for split in (None, *SPLITS):
        schema = copydesk.scan("1.1.0", releases, table, split=split).collect_schema()
        for version in ("1.0.0", "1.1.0"):
            found = copydesk.scan(version, releases, table, split=split).collect()
            assert found.schema == schema
    assert set(full.columns) == {*schema, "split"}


def test_load_says_what_has_no_rows(releases):
    (split,) = copydesk.load("1.1.0", releases)
    assert copydesk.load("1.1.0", releases, split=split).num_rows == 1
    other = next(each for each in SPLITS if each != split)
    with pytest.raises(ReleaseError, match=f"the split {other} of the table articles has no rows"):
        copydesk.load("1.1.0", releases, split=other)
    for streaming in (False, True):
        with pytest.raises(ReleaseError, match="the table articles has no rows"):
            copydesk.load("1.0.0", releases, streaming=streaming)


def test_first_rows_of_a_table_are_minor_and_the_last_major(releases):
    old, new = open_release(releases / "1.0.0"), open_release(releases / "1.1.0")
    assert diff_releases(old, new).bump.level is Level.MINOR
    assert diff_releases(new, old).bump.level is Level.MAJOR


def test_reject_is_shown_where_there_is_no_article(releases, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["show", "--release", str(releases / "1.0.0"), "b.txt"])
    assert ended.value.code == 0
    assert "too_short" in capsys.readouterr().out


def test_build_without_an_article_names_nothing_to_load(releases, tmp_path, capsys):
    page = str(releases / "pages" / "b.txt")
    with pytest.raises(SystemExit):
        main(["build", page, "--out", str(tmp_path / "r"), "--version", "1.0.0"])
    said = capsys.readouterr().out
    assert said.endswith(f"It is in {tmp_path / 'r'}. It has no article to load.\n")
    assert "load_dataset" not in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "banana"}, "version: 'banana' has not the form"),
        ({"name": 1}, "name: must be a string"),
        ({"files": None}, "files: must be"),
    ],
)
def test_fault_of_a_manifest_is_named_with_its_file(releases, tmp_path, capsys, change, said):
    content = json.loads((releases / "1.0.0" / "manifest.json").read_bytes()) | change
    (tmp_path / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["releases", str(tmp_path)])
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith(
        f"copydesk: {tmp_path}/manifest.json: is not a manifest: {said}"
    )
