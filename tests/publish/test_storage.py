"""Publishing to S3 (moto's server), to other storage of fsspec and to folders."""

from itertools import product
from pathlib import Path

import datasets
import fsspec
import pyarrow.parquet as pq
import pytest
import s3fs

import copydesk.publish
from copydesk.errors import PublishError, ReleaseError, UsageError
from copydesk.publish import TARGETS, Options, publish, target_of
from copydesk.schema import tables

# aiobotocore and botocore use what Python advises against
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(params=["s3", "file"])
def target(request, tmp_path):
    """A place in storage: S3, and a folder by its URL."""
    return request.getfixturevalue("s3") if request.param == "s3" else f"file://{tmp_path}/news"


def there(target):
    """Give the content of every file under a URL, by path."""
    storage, root = fsspec.core.url_to_fs(target)
    storage.invalidate_cache()
    found = storage.find(root)
    return {path.partition("/news/")[2]: storage.cat_file(path) for path in found}


def test_a_release_lies_under_its_version_without_the_arrow_copies(release, target):
    receipt = publish(release, target)

    expected = {
        f"1.0.0/{path.relative_to(release).as_posix()}": path.read_bytes()
        for path in release.rglob("*")
        if path.is_file() and "arrow" not in path.relative_to(release).parts
    }
    assert there(target) == expected
    assert (receipt.outcome, receipt.place) == ("published", f"{target}/1.0.0")


def test_publishing_again_is_a_no_op_and_another_release_is_refused(release, make_release, target):
    publish(release, target)
    before = there(target)

    assert publish(release, target).outcome == "unchanged"
    with pytest.raises(PublishError, match=r"1\.0\.0 is there already and is another release"):
        publish(make_release("1.0.0", "other"), target)
    assert there(target) == before


def test_the_next_version_lies_beside_the_first(release, make_release, target):
    publish(release, target)
    publish(make_release("1.1.0"), target)

    assert {path.partition("/")[0] for path in there(target)} == {"1.0.0", "1.1.0"}


def test_an_attempt_that_was_cut_goes_on_and_mends_what_was_half_sent(release, target):
    storage, root = fsspec.core.url_to_fs(target)
    publish(release, target)
    storage.rm(f"{root}/1.0.0/manifest.json")
    storage.pipe_file(f"{root}/1.0.0/README.md", b"half of i")

    planned = publish(release, target, Options(dry_run=True))
    assert {file.path for file in planned.sent} == {"README.md", "manifest.json"}

    receipt = publish(release, target)
    assert (receipt.outcome, receipt.sent) == ("published", planned.sent)
    assert there(target)["1.0.0/README.md"] == (release / "README.md").read_bytes()


def test_what_was_published_and_then_changed_is_told(release, target):
    storage, root = fsspec.core.url_to_fs(target)
    publish(release, target)
    storage.pipe_file(f"{root}/1.0.0/README.md", b"by hand")

    with pytest.raises(PublishError, match=r"README\.md is not what manifest\.json says"):
        publish(release, target)


def test_the_rest_of_another_attempt_is_not_mixed_in(release, target):
    storage, root = fsspec.core.url_to_fs(target)
    storage.makedirs(f"{root}/1.0.0/data/articles", exist_ok=True)
    storage.pipe_file(f"{root}/1.0.0/data/articles/train-00003-of-00009.parquet", b"PAR1")

    with pytest.raises(PublishError, match=r"no part of this release, such as data/articles/train-00003"):
        publish(release, target)


def test_a_dry_run_writes_nothing(release, target):
    planned = publish(release, target, Options(dry_run=True))

    assert planned.outcome == "planned"
    assert len(planned.sent) > 10
    assert not there(target)


def test_tables_on_s3_load_with_their_types_and_stream(release, s3, tmp_path):
    publish(release, s3)

    for table, streaming in product(tables(), (False, True)):
        [path] = (release / "data" / table).glob("train-*.parquet")
        expected = pq.read_table(path)
        files = {"train": f"{s3}/1.0.0/data/{table}/train-*.parquet"}
        options = {"streaming": streaming, "cache_dir": tmp_path / "cache"}
        loaded = datasets.load_dataset("parquet", data_files=files, **options)["train"]
        assert loaded.features == datasets.Features.from_arrow_schema(expected.schema)
        assert list(loaded) == expected.to_pylist()


def test_a_storage_that_does_not_answer_is_one_line(release, s3, patched):
    patched.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    patched.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()

    with pytest.raises(PublishError, match="publish again, and it goes on") as caught:
        publish(release, s3)
    assert "\n" not in str(caught.value)
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_is_not_there_is_one_line(release):
    with pytest.raises(PublishError, match=r"^s3://no-such-desk-bucket/1\.0\.0: .*publish again") as caught:
        publish(release, "s3://no-such-desk-bucket")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("target", ["s3://", "s3:///", "memory://"])
def test_a_url_that_names_no_place_is_a_wrong_call(release, tmp_path, monkeypatch, target):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="names no place in the storage"):
        publish(release, target)
    assert list(tmp_path.iterdir()) == []


def test_storage_that_cannot_be_reached_is_named(release):
    with pytest.raises(PublishError, match=r"^ftp://127\.0\.0\.1:1/desk/1\.0\.0: .*; publish again"):
        publish(release, "ftp://127.0.0.1:1/desk")


def test_a_kind_of_storage_that_nobody_knows_is_a_wrong_call(release):
    with pytest.raises(UsageError, match="carrier-pigeon"):
        publish(release, "carrier-pigeon://loft/news")


@pytest.mark.parametrize(
    ("target", "module"),
    [
        ("hf://datasets/desk/tides", "hub"),
        ("s3://bucket/news", "storage"),
        ("file:///srv/news", "storage"),
        ("news", "folder"),
        ("/srv/news", "folder"),
    ],
)
def test_the_target_decides_who_publishes(target, module):
    assert target_of(target) == module


def test_the_targets_are_the_modules_that_publish():
    folder = Path(copydesk.publish.__file__).parent
    found = {path.stem for path in folder.glob("*.py") if "\ndef publish(parcel" in path.read_text("utf-8")}

    assert found == set(TARGETS)


def test_a_folder_has_the_release_whole_and_never_changed(release, make_release, tmp_path):
    shelf = tmp_path / "shelf"
    planned = publish(release, str(shelf), Options(dry_run=True))
    assert (planned.outcome, shelf.exists()) == ("planned", False)

    assert publish(release, str(shelf)).outcome == "published"
    assert publish(release, str(shelf)).outcome == "unchanged"
    assert publish(shelf / "1.0.0", str(tmp_path / "mirror")).outcome == "published"
    with pytest.raises(PublishError, match="is another release"):
        publish(make_release("1.0.0", "other"), str(shelf))
    assert sorted(path.name for path in shelf.iterdir()) == ["1.0.0"]
    loaded = datasets.load_dataset(str(shelf / "1.0.0"), cache_dir=tmp_path / "cache")
    assert set(loaded) == {"train", "validation", "test"}


def test_a_folder_with_something_else_in_it_is_left_alone(release, tmp_path):
    (tmp_path / "1.0.0").mkdir()
    (tmp_path / "1.0.0" / "notes.txt").write_text("mine")

    with pytest.raises(ReleaseError, match="there is something already"):
        publish(release, str(tmp_path))


@pytest.mark.parametrize("missing", ["rejects.parquet", "manifest.json.sha256", "manifest.json"])
def test_a_release_with_a_file_missing_is_not_published(make_release, tmp_path, missing):
    root = make_release()
    (root / missing).unlink()

    with pytest.raises(ReleaseError):
        publish(root, str(tmp_path / "shelf"))
    assert not (tmp_path / "shelf").exists()
