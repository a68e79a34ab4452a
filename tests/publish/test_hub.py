"""Publishing to the Hub, against a real server: see hub.py."""

from itertools import product

import datasets
import pyarrow.parquet as pq
import pytest

from copydesk.errors import PublishError, ReleaseError, UsageError
from copydesk.publish import Options, publish
from copydesk.schema import tables
from hub_routes import READER

NAME = "desk/tides"
TARGET = f"hf://datasets/{NAME}"
# huggingface_hub hands files to httpx in a way that httpx advises against
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def parquet(release):
    return sorted(path.relative_to(release).as_posix() for path in release.glob("data/*/*.parquet"))


def test_a_release_becomes_one_commit_and_a_tag_without_the_arrow_copies(hub, release, parquet):
    receipt = publish(release, TARGET)

    repository = hub.repositories[NAME]
    assert repository.messages == ["initial commit", "Release 1.0.0"]
    assert repository.tags == {"v1.0.0": repository.main}
    there = repository.commits[repository.main]
    beside = {"README.md", "manifest.json", "manifest.json.sha256", ".gitattributes"}
    assert {*parquet, *beside, "rejects.parquet", "ledger.parquet", "duplicates.parquet"} <= set(there)
    assert not [path for path in there if path.startswith("arrow/")]
    assert all(there[path].content == (release / path).read_bytes() for path in parquet)
    assert (receipt.outcome, receipt.place) == ("published", f"{TARGET}@v1.0.0")


def test_what_is_loaded_at_the_tag_has_the_rows_and_types_of_the_release(hub, release):
    publish(release, TARGET)

    for table, streaming in product(tables(), (False, True)):
        loaded = datasets.load_dataset(NAME, table, revision="v1.0.0", streaming=streaming)
        for split, rows in loaded.items():
            [path] = (release / "data" / table).glob(f"{split}-*.parquet")
            expected = pq.read_table(path)
            assert rows.features == datasets.Features.from_arrow_schema(expected.schema)
            assert list(rows) == expected.to_pylist()
            assert streaming or rows.data.table.schema.types == expected.schema.types


def test_publishing_again_is_a_no_op(hub, release):
    publish(release, TARGET)
    commits, uploads = len(hub.repositories[NAME].messages), len(hub.uploads)

    receipt = publish(release, TARGET)

    assert (receipt.outcome, receipt.sent) == ("unchanged", ())
    assert (len(hub.repositories[NAME].messages), len(hub.uploads)) == (commits, uploads)


def test_another_release_under_a_published_version_is_refused(hub, release, make_release):
    publish(release, TARGET)
    other = make_release("1.0.0", "other")

    with pytest.raises(PublishError, match=r"1\.0\.0 is there already and is another release"):
        publish(other, TARGET)
    assert hub.content(NAME, "manifest.json", "v1.0.0") == (release / "manifest.json").read_bytes()


def test_the_next_version_sends_only_what_is_new_and_leaves_the_first_as_it_was(hub, release, make_release):
    publish(release, TARGET)
    hub.strangers_commit(NAME, {"NOTES.md": b"by hand", "data/articles/train-00007.parquet": b"left over"})
    uploads = len(hub.uploads)

    receipt = publish(make_release("1.1.0"), TARGET)

    assert {file.path for file in receipt.sent} == {"manifest.json", "manifest.json.sha256"}
    assert len(hub.uploads) == uploads
    repository = hub.repositories[NAME]
    assert "NOTES.md" in repository.commits[repository.main]
    assert "data/articles/train-00007.parquet" not in repository.commits[repository.main]
    assert hub.content(NAME, "manifest.json", "v1.0.0") == (release / "manifest.json").read_bytes()


def test_a_version_below_the_one_on_main_is_refused(hub, release, make_release):
    publish(make_release("1.1.0"), TARGET)

    with pytest.raises(PublishError, match=r"holds 1\.1\.0, and 1\.0\.0 would take its place"):
        publish(release, TARGET)


def test_a_dry_run_lists_everything_and_makes_nothing(hub, release, make_release):
    planned = publish(release, TARGET, Options(dry_run=True))
    assert planned.outcome == "planned"
    assert not planned.kept
    assert not hub.repositories

    publish(release, TARGET)
    planned = publish(make_release("1.1.0"), TARGET, Options(dry_run=True))
    assert {file.path for file in planned.sent} == {"manifest.json", "manifest.json.sha256"}
    assert list(hub.repositories[NAME].tags) == ["v1.0.0"]


def test_private_makes_a_private_dataset(hub, release):
    publish(release, TARGET, Options(private=True))

    assert hub.repositories[NAME].private


def test_a_connection_that_is_cut_in_the_middle_goes_on_when_started_again(hub, release):
    hub.cut = 3
    with pytest.raises(PublishError, match="; publish again, and it goes on"):
        publish(release, TARGET)
    assert not hub.repositories[NAME].tags
    before = list(hub.uploads)

    hub.cut = None
    receipt = publish(release, TARGET)

    assert receipt.outcome == "published"
    assert before
    assert len(hub.uploads) == len(set(hub.uploads))


def test_a_commit_that_was_not_tagged_is_only_tagged(hub, release):
    publish(release, TARGET)
    repository = hub.repositories[NAME]
    del repository.tags["v1.0.0"]

    assert publish(release, TARGET).outcome == "published"
    assert repository.messages == ["initial commit", "Release 1.0.0"]
    assert repository.tags == {"v1.0.0": repository.main}


def test_a_stale_parent_is_tried_once_more_if_our_files_were_left_alone(hub, release):
    hub.meanwhile = lambda: hub.strangers_commit(NAME, {"NOTES.md": b"by hand"})

    publish(release, TARGET)

    assert hub.repositories[NAME].messages == ["initial commit", "a stranger was here", "Release 1.0.0"]
    assert hub.content(NAME, "NOTES.md", "v1.0.0") == b"by hand"


def test_a_stale_parent_that_changed_our_files_is_refused(hub, release):
    hub.meanwhile = lambda: hub.strangers_commit(NAME, {"README.md": b"# My own card"})

    with pytest.raises(PublishError, match=r"somebody else changed README\.md"):
        publish(release, TARGET)
    assert not hub.repositories[NAME].tags


def test_a_tag_that_somebody_made_meanwhile_is_refused_unless_it_is_the_same(hub, release):
    def tag_first():
        repository = hub.repositories[NAME]
        repository.tags["v1.0.0"] = repository.main

    hub.meanwhile = tag_first
    with pytest.raises(PublishError, match="is another release"):
        publish(release, TARGET)


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("hf_wrong", "the Hub does not accept the token"),
        (READER, "the token may not write there"),
        (None, "the Hub does not accept the token, or there is none"),
    ],
)
def test_a_token_that_will_not_do_is_one_line_without_it(hub, release, patched, token, message):
    patched.delenv("HF_TOKEN") if token is None else patched.setenv("HF_TOKEN", token)

    with pytest.raises(PublishError, match=message) as caught:
        publish(release, TARGET)
    assert "\n" not in str(caught.value)
    assert str(token) not in str(caught.value)


def test_a_broken_release_is_not_published(hub, make_release):
    root = make_release()
    path = next(root.glob("data/articles/train-*.parquet"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    with pytest.raises(ReleaseError, match=r"train-.*\.parquet is not what the manifest says"):
        publish(root, TARGET)
    assert not hub.repositories


@pytest.mark.parametrize("target", ["hf://desk/tides", "hf://datasets/tides", "hf://models/desk/tides"])
def test_what_is_no_dataset_of_the_hub_is_a_wrong_call(release, target):
    with pytest.raises(UsageError, match="hf://datasets/ORG/NAME"):
        publish(release, target)
