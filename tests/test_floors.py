"""Floors: a score that fell or vanished is named, and so is a corpus that changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.errors import InputError, SchemaError
from copydesk.evaluate.floors import Floors, changed, corpus_digest, fallen, read_floors, write_floors

PINNED = Floors(sha256="a" * 64, counts={"pages": 3}, scores={"text": 0.9, "timexes.value": 0.8})


@pytest.mark.parametrize(
    ("scores", "faults"),
    [
        ({"text": 0.9, "timexes.value": 0.8}, []),
        ({"text": 0.95, "timexes.value": 0.8, "hedges.cue": 0.1}, []),
        ({"text": 0.9, "timexes.value": 0.79}, ["timexes.value fell from 0.8000 to 0.7900"]),
        ({"text": 0.9}, ["timexes.value was 0.8000 and is no longer measured"]),
    ],
)
def test_scores_that_fell_or_vanished_are_named(scores, faults):
    assert fallen(PINNED, replace(PINNED, scores=scores)) == faults


def test_corpus_that_changed_is_told_with_its_counts():
    assert changed(PINNED, PINNED) == []
    (said,) = changed(PINNED, replace(PINNED, sha256="b" * 64, counts={"pages": 4, "hedges": 2}))
    assert "pages 3 -> 4, hedges 0 -> 2" in said


def test_floors_are_read_as_they_were_written(tmp_path):
    write_floors(PINNED, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == PINNED


@pytest.mark.parametrize("content", ["no json", "[]", '{"scores": {}}'])
def test_file_without_floors_is_refused(tmp_path, content):
    (tmp_path / "floors.json").write_text(content)
    with pytest.raises(SchemaError, match="holds no floors"):
        read_floors(tmp_path / "floors.json")


def test_missing_floors_are_told(tmp_path):
    with pytest.raises(InputError, match="make it with --pin"):
        read_floors(tmp_path / "floors.json")


def test_digest_of_a_corpus_changes_with_a_byte_or_a_name(tmp_path):
    for part in ("pages", "gold"):
        (tmp_path / part).mkdir()
    (tmp_path / "sources.json").write_text("{}")
    page = tmp_path / "pages/a.txt"
    page.write_text("one")
    digests = [corpus_digest(tmp_path)]
    page.write_text("two")
    digests.append(corpus_digest(tmp_path))
    page.rename(tmp_path / "pages/b.txt")
    digests.append(corpus_digest(tmp_path))
    assert len(set(digests)) == 3
