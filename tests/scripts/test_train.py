"""The training scripts: each prints the scores of its model on the test split, and of a simple one."""

from __future__ import annotations

import re

import datasets
import pytest

pytest.importorskip("sklearn", reason="install copydesk[analysis]")

# the bundled corpus has few articles for its many topics
pytestmark = pytest.mark.filterwarnings("ignore:The number of unique classes is greater:UserWarning")
SCORE = re.compile(r"macro F1 ([01]\.\d{3})|^  all +(?:[01]\.\d{3} +){2}([01]\.\d{3})", re.MULTILINE)
SCRIPTS = (("topic", ()), ("roles", ()), ("attribution", ("--limit", 4)), ("timexes", ("--limit", 4)))


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    cache = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(cache))


@pytest.mark.parametrize(("name", "options"), SCRIPTS, ids=[script[0] for script in SCRIPTS])
def test_a_baseline_prints_its_scores_beside_those_of_a_simpler_one(name, options, release, run_script):
    done = run_script(f"train_{name}", release, *options)
    assert done.exit_code == 0, done.output
    simple, learned = (float(next(filter(None, groups))) for groups in SCORE.findall(done.stdout))
    assert "most frequent" in done.stdout
    assert learned >= simple


def test_the_same_release_gives_the_same_scores(release, run_script):
    first, second = (run_script("train_timexes", release, "--limit", 2).stdout for _ in range(2))
    assert first == second


def test_topics_that_no_article_of_train_has_are_named(release, run_script):
    printed = run_script("train_topic", release).stdout
    assert "in test but not in train: " in printed
