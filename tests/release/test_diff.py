"""What changed between releases of invented pages, and which number of the version that calls for."""

import json
import shutil
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.config import BuildConfig, SplitConfig
from copydesk.errors import UsageError
from copydesk.release.bump import refuse_older_version, refuse_small_version, required_bump
from copydesk.release.changelog import as_json, as_markdown
from copydesk.release.compatibility import Level
from copydesk.release.diff import diff_releases, shorten
from copydesk.release.locate import open_release
from releases import newsroom_with, rewrite_manifest


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return newsroom_with(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture
def newsroom(first, tmp_path):
    """A newsroom of one's own, with the release 1.0.0."""
    shutil.copytree(first.folder, tmp_path / "newsroom")
    return type(first)(tmp_path / "newsroom")


@pytest.fixture
def old(newsroom):
    return open_release(newsroom.folder / "releases" / "1.0.0")


def table(diff, name="articles"):
    return next(table for table in diff.tables if table.table == name)


def total(diff, what, name="articles"):
    return sum(getattr(split, what) for split in table(diff, name).splits.values())


def test_the_same_pages_built_again_need_no_new_version(newsroom, old):
    diff = diff_releases(old, newsroom.build("1.0.1", "1.0.0"))
    assert diff.bump.level is Level.NONE
    assert diff.bump.reasons == ("nothing has changed",)
    assert all(not any(astuple(split)) for one in diff.tables for split in one.splits.values())


def test_a_corrected_page_is_a_patch_that_shows_the_words(newsroom, old):
    newsroom.edit(3, "Oreby", "Orebie")
    diff = diff_releases(old, newsroom.build("1.0.1", "1.0.0"))
    assert diff.bump.level is Level.PATCH
    assert diff.least_version == "1.0.1"
    assert [total(diff, what) for what in ("added", "removed", "changed", "moved")] == [0, 0, 1, 0]
    fields = {one.name: one for one in table(diff).fields}
    assert fields["raw_sha256"].changed == 1
    assert "published" not in fields
    example = fields["raw_sha256"].examples[0]
    assert (example.told, example.old) != (example.told, example.new)
    assert example.told.endswith("story-3.txt")
    lines = {one.name: one for one in table(diff, "lines").fields}
    assert "Oreby" in lines["text"].examples[0].old
    assert "Orebie" in lines["text"].examples[0].new


def test_pages_added_are_minor_and_stand_in_their_splits(newsroom, old):
    newsroom.write([50, 51])
    new = newsroom.build("1.1.0", "1.0.0")
    diff = diff_releases(old, new)
    assert diff.bump.level is Level.MINOR
    assert diff.bump.reasons == ("2 articles are added",)
    assert diff.least_version == "1.1.0"
    assert total(diff, "added") == 2
    assert {one.told.rpartition("/")[2] for one in table(diff).added} == {"story-50.txt", "story-51.txt"}
    for split, found in table(diff).splits.items():
        rows = (side.manifest.tables["articles"][split]["rows"] for side in (new, old))
        assert found.added == next(rows) - next(rows)


def test_a_page_taken_away_is_major(newsroom, old):
    newsroom.page("story-2").unlink()
    diff = diff_releases(old, newsroom.build("2.0.0", "1.0.0"))
    assert (diff.bump.level, diff.bump.reasons) == (Level.MAJOR, ("1 article is taken away",))
    assert diff.least_version == "2.0.0"
    assert total(diff, "removed") == 1
    assert table(diff).removed[0].told.endswith("story-2.txt")


def test_a_page_added_and_one_taken_away_is_major_for_the_one_alone(newsroom, old):
    newsroom.page("story-2").unlink()
    newsroom.write([50])
    bump = required_bump(old, newsroom.build("2.0.0", "1.0.0"))
    assert (bump.level, bump.reasons) == (Level.MAJOR, ("1 article is taken away",))


def test_a_rejected_page_counts_like_an_article(newsroom, old):
    newsroom.page("notice").unlink()
    bump = required_bump(old, newsroom.build("2.0.0", "1.0.0"))
    assert (bump.level, bump.reasons) == (Level.MAJOR, ("1 rejected page is taken away",))
    back = required_bump(newsroom_release(newsroom, "2.0.0"), old)
    assert (back.level, back.reasons) == (Level.MINOR, ("1 rejected page is added",))


def newsroom_release(newsroom, version):
    return open_release(newsroom.folder / "releases" / version)


def test_a_rejected_page_that_becomes_an_article_is_minor_and_the_other_way_major(newsroom, old):
    shutil.copy(newsroom.page("story-0"), kept := newsroom.folder / "kept.txt")
    newsroom.page("story-0").write_text("Closed on Tuesday.\n", encoding="utf-8")
    without = newsroom.build("2.0.0", "1.0.0")
    assert required_bump(old, without).reasons == ("1 article is taken away",)
    shutil.copy(kept, newsroom.page("story-0"))
    bump = required_bump(without, newsroom.build("2.1.0", "2.0.0"))
    assert (bump.level, bump.reasons) == (Level.MINOR, ("1 article is added",))


def test_an_article_in_another_split_is_major(newsroom, old):
    everything_to_test = BuildConfig(splits=SplitConfig(fractions=(0.0, 0.0, 1.0)))
    diff = diff_releases(old, newsroom.build("2.0.0", config=everything_to_test))
    moved = old.manifest.tables["articles"]["train"]["rows"]
    moved += old.manifest.tables["articles"]["validation"]["rows"]
    assert diff.bump.level is Level.MAJOR
    assert diff.bump.reasons == (f"{moved} articles move to another split",)
    assert table(diff).splits["test"].moved == moved
    assert table(diff).moved[0].new == "test"
    assert table(diff).fields == ()


def test_a_layer_left_out_is_major_and_put_in_minor(newsroom, old):
    fewer = newsroom.build("2.0.0", config=BuildConfig(layers=("sentences", "timexes")))
    gone = required_bump(old, fewer)
    assert gone.level is Level.MAJOR
    assert "the table attributions is gone" in gone.reasons
    assert "the field articles.hedges is gone" in gone.reasons
    back = required_bump(fewer, old)
    assert back.level is Level.MINOR
    assert "the table attributions is new" in back.reasons
    diff = diff_releases(fewer, old)
    assert [one.table for one in diff.tables] == ["articles", "lines", "timexes"]
    assert total(diff, "changed") == 0


def test_schemas_that_were_never_released_are_compared_by_their_files(newsroom, old):
    new = newsroom.build("1.0.1", "1.0.0")
    new = rewrite_manifest(new, lambda content: content.update({"schema": "99.0"}))
    assert required_bump(old, new).level is Level.NONE


def test_rows_added_removed_and_moved_add_up_in_every_split(newsroom, old):
    newsroom.write([50, 51, 52])
    newsroom.page("story-1").unlink()
    newsroom.page("story-4").write_text("Closed on Tuesday.\n", encoding="utf-8")
    newsroom.edit(3, "Oreby", "Orebie and all the towns around it")
    new = newsroom.build("2.0.0", "1.0.0")
    there = diff_releases(old, new)
    back = diff_releases(new, old)
    for table, reverse in zip(there.tables, back.tables, strict=True):
        assert [one.changed for one in table.fields] == [one.changed for one in reverse.fields]
        for split, found in table.splits.items():
            before, after = (side.manifest.tables[table.table][split]["rows"] for side in (old, new))
            left = reverse.splits[split].moved
            assert after == before + found.added - found.removed + found.moved - left
            assert (found.added, found.removed) == (
                reverse.splits[split].removed,
                reverse.splits[split].added,
            )


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("1.0.0", "--version 1.0.0 is not greater than 1.0.0, the version of the parent"),
        ("0.9.0", "--version 0.9.0 is not greater than 1.0.0, the version of the parent"),
        (
            "1.0.7",
            "--version 1.0.7 is too small after 1.0.0: 1 article is added. That is MINOR: at least 1.1.0",
        ),
    ],
)
def test_a_version_that_is_too_small_is_refused_with_the_reason(newsroom, old, version, message):
    newsroom.write([50])
    new = newsroom.build("1.1.0", "1.0.0")
    with pytest.raises(UsageError) as error:
        refuse_small_version(Path(old.root), Path(new.root), version)
    assert str(error.value) == message


@pytest.mark.parametrize("version", ["1.1.0", "1.2.5", "3.0.0"])
def test_a_version_that_is_large_enough_passes(newsroom, old, version):
    newsroom.write([50])
    refuse_small_version(Path(old.root), Path(newsroom.build("1.1.0", "1.0.0").root), version)


def test_an_older_version_is_refused_before_anything_is_built():
    refuse_older_version("1.9.0", "1.10.0")
    with pytest.raises(UsageError, match=r"--version 1\.9\.0 is not greater than 1\.10\.0"):
        refuse_older_version("1.10.0", "1.9.0")


VALUES = st.recursive(
    st.none() | st.integers() | st.booleans() | st.text("abc \n", max_size=200),
    lambda inner: st.lists(inner, max_size=3) | st.fixed_dictionaries({"start": inner, "rule": inner}),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_values_that_differ_are_shown_on_one_line_each(old, new):
    was, now = shorten(old, new)
    assert "\n" not in was + now
    assert len(was) + len(now) < 300


@given(st.text("ab \n", max_size=200), st.text("ab \n", max_size=200))
def test_texts_that_differ_are_shown_where_they_do(old, new):
    was, now = shorten(old, new)
    assert (was == now) == (old == new)
    if old != new:
        assert shorten([{"text": old}], [{"text": new}]) == (f"[0].text: {was}", f"[0].text: {now}")


def test_json_and_the_changelog_say_the_same(newsroom, old):
    newsroom.edit(3, "Oreby", "Ore|by")
    newsroom.page("story-2").unlink()
    diff = diff_releases(old, newsroom.build("2.0.0", "1.0.0"))
    content = json.loads(json.dumps(as_json(diff), default=str))
    assert (content["level"], content["least_version"]) == ("MAJOR", "2.0.0")
    articles = content["tables"]["articles"]
    assert sum(split["removed"] for split in articles["splits"].values()) == 1
    text = as_markdown(diff)
    assert text.startswith("## 2.0.0\n\nSince 1.0.0. MAJOR (at least 2.0.0): 1 article is taken away.\n")
    assert "- taken away: `story-2.txt` (`" in text
    cells = [line for line in text.splitlines() if line.startswith("| `articles.raw_sha256`")]
    assert len(cells) == 1
    assert "Ore\\|by" in text
