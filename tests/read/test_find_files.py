"""Which files are read: their order, their format, and what lies beside them."""

import os
import shutil
from collections import Counter

import pytest

from copydesk.config import Keys
from copydesk.errors import InputError, UsageError
from copydesk.read import find_files, format_of, read_pages, tell_left_out


def test_pages_come_in_the_order_of_their_addresses_whatever_folders_are_named_first(tmp_path):
    for name in ("b/x.txt", "a/y.txt", "b/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A", encoding="utf-8")
    inputs = find_files([tmp_path / "b", tmp_path / "a"])
    assert [file.address for file in inputs.files] == ["a.txt", "x.txt", "y.txt"]


def test_hidden_files_are_passed_over_and_other_kinds_counted(tmp_path):
    for name in (".hidden.txt", ".git/a.txt", "a.txt", "b.png", "c.png", "LICENSE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A", encoding="utf-8")
    inputs = find_files([tmp_path])
    assert [file.address for file in inputs.files] == ["a.txt"]
    assert inputs.left_out == {".png": 2, "LICENSE": 1}


def test_input_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        find_files([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="no page to read in"):
        find_files([tmp_path])
    (tmp_path / "a.doc").write_text("A", encoding="utf-8")
    with pytest.raises(UsageError, match="of no known format"):
        find_files([tmp_path / "a.doc"])
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone")
    with pytest.raises(InputError, match=r"lost\.txt: cannot be read: No such file"):
        list(read_pages(find_files([tmp_path]), Keys()))


def test_links_to_folders_are_counted_and_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("A", encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path)
    inputs = find_files([tmp_path])
    assert [file.address for file in inputs.files] == ["a.txt"]
    assert inputs.left_out == {"links to folders": 1}


def test_release_that_lies_among_the_pages_is_counted_and_not_read(tmp_path, release):
    (tmp_path / "a.txt").write_text("A", encoding="utf-8")
    shutil.copytree(release, tmp_path / "old" / "1.0.0")
    inputs = find_files([tmp_path])
    assert [file.address for file in inputs.files] == ["a.txt"]
    assert inputs.left_out == {"releases": 1}


def test_what_was_left_out_is_told_where_nothing_else_is_there(tmp_path):
    (tmp_path / "a.pdf").write_text("A", encoding="utf-8")
    with pytest.raises(InputError, match=r"no page to read in .* \(left out: 1 \.pdf\)"):
        find_files([tmp_path])


def test_kinds_left_out_are_told_the_most_first_and_not_without_end():
    assert tell_left_out(Counter({f".{n}": n for n in range(1, 11)})) == (
        "10 .10, 9 .9, 8 .8, 7 .7, 6 .6, 5 .5, 4 .4, 3 .3, 3 others"
    )


def test_pipe_is_told_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match=r"pipe\.txt: cannot be read: no regular file"):
        list(read_pages(find_files([tmp_path]), Keys()))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text"),
        ("a.xhtml.gz", "html"),
        ("a.ndjson.zst", "jsonl"),
        ("a.warc", "warc"),
        ("a.gz", None),
    ],
)
def test_format_is_known_by_the_suffix_under_the_packing(tmp_path, name, kind):
    found = format_of(tmp_path / name)
    assert (found.name if found else None) == kind
