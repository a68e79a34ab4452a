"""What was published, loaded and scanned by version: from the Hub and from S3, as from the folder."""

import json

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

import copydesk
from copydesk.cli import app
from copydesk.errors import ReleaseError, UsageError
from copydesk.publish import publish
from copydesk.release.locate import find_release
from copydesk.schema import tables

# huggingface_hub 2.4 uploads in a way that httpx2 deprecates
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
NAME = "desk/tides"
TARGET = f"hf://datasets/{NAME}"


def same(where, release, table):
    """See that a place gives the rows and types of the folder, however it is asked."""
    mapped = copydesk.load("1.0.0", release, table)
    for streaming in (False, True):
        loaded = copydesk.load("1.0.0", where, table, streaming=streaming)
        assert {split: list(rows) for split, rows in loaded.items()} == {
            split: list(rows) for split, rows in mapped.items()
        }
        assert [rows.features for rows in loaded.values()] == [rows.features for rows in mapped.values()]
    there, here = (copydesk.scan("1.0.0", place, table) for place in (where, release))
    assert there.collect_schema() == here.collect_schema()
    assert there.collect().equals(here.collect())


def test_the_hub_gives_what_the_folder_gives(hub, release):
    publish(release, TARGET)
    for table in tables():
        same(NAME, release, table)


def test_s3_gives_what_the_folder_gives(s3, release):
    publish(release, s3)
    for table in tables():
        same(s3, release, table)


def test_every_version_on_the_hub_is_given_by_its_tag(hub, make_release):
    for version in ("1.0.0", "1.9.0", "1.10.0"):
        publish(make_release(version), TARGET)
    assert find_release(NAME).manifest.version == "1.10.0"
    assert find_release(TARGET, "1.0.0").place == f"{TARGET}@v1.0.0"
    repository = hub.repositories[NAME]
    repository.tags |= {"v01.2.3": repository.tags["v1.0.0"], "nightly": repository.tags["v1.0.0"]}
    train = copydesk.load("1.9.0", NAME, split="train", streaming=True)
    assert next(iter(train))["id"]
    with pytest.raises(ReleaseError) as error:
        copydesk.scan("2.0.0", NAME)
    message = f"{NAME}: there is no version 2.0.0 (there are: 1.0.0, 1.9.0, 1.10.0)"
    assert str(error.value) == message


def test_a_tag_that_is_not_what_its_manifest_says_is_refused(hub, release):
    publish(release, TARGET)
    repository = hub.repositories[NAME]
    repository.tags["v3.0.0"] = repository.tags["v1.0.0"]
    with pytest.raises(ReleaseError, match=r"the tag is v3\.0\.0, but manifest\.json says 1\.0\.0"):
        copydesk.load("3.0.0", NAME)


def test_what_the_hub_does_not_have_is_said(hub, release):
    with pytest.raises(ReleaseError) as error:
        copydesk.load("1.0.0", "desk/nothing")
    message = "desk/nothing: is neither a folder here nor a dataset on the Hub that you may read"
    assert str(error.value) == message
    publish(release, TARGET)
    with pytest.raises(UsageError, match="has no table 'quotes'"):
        copydesk.scan("1.0.0", NAME, "quotes")
    hub.repositories[NAME].tags.clear()
    with pytest.raises(ReleaseError, match=r"this dataset of the Hub has no release: no tag vX\.Y\.Z"):
        copydesk.load("latest", NAME)


def test_a_hub_that_does_not_answer_is_an_error_of_ours(hub, patched):
    patched.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ReleaseError, match="desk/tides: is no folder here, and the Hub could not be read"):
        copydesk.load("1.0.0", NAME)


def test_releases_of_the_hub_and_of_s3_are_listed_and_compared(hub, s3, make_release):
    for version in ("1.0.0", "1.1.0"):
        root = make_release(version)
        publish(root, TARGET)
        publish(root, s3)
    for where in (NAME, s3):
        listed = CliRunner().invoke(app, ["releases", where, "--format", "json"])
        assert [row["version"] for row in json.loads(listed.output)] == ["1.0.0", "1.1.0"]
        assert all(row["date"] for row in json.loads(listed.output))
        compared = CliRunner().invoke(app, ["diff", f"{where}@1.0.0", f"{where}@1.1.0"])
        assert compared.output.endswith("No new version is needed: nothing has changed.\n")
