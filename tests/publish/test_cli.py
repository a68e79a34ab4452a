"""``copydesk publish`` and the recipe of our own dataset, as a person runs them."""

import subprocess
import sys
from pathlib import Path

import datasets
import pytest

from copydesk.cli import main
from hub_routes import READER

# huggingface_hub hands files to httpx in a way that httpx advises against
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
RECIPE = Path(__file__).parents[2] / "scripts" / "publish.py"


def run(*arguments):
    """Run the command, and give its exit code."""
    with pytest.raises(SystemExit) as done:
        main(["publish", *map(str, arguments)])
    return done.value.code


def test_a_person_sees_a_plan_then_the_release_then_that_it_is_there(hub, release, capsys):
    target = "hf://datasets/desk/tides"

    assert run(release, target, "--dry-run") == 0
    plan = capsys.readouterr().out
    assert "send" in plan
    assert "data/articles/train-00000-of-00001.parquet" in plan
    assert "at most (the Hub may have parts of them)" in plan

    assert run(release, target) == 0
    told = capsys.readouterr().out
    assert told.startswith("published hf://datasets/desk/tides@v1.0.0: ")
    assert 'load_dataset("desk/tides", revision="v1.0.0")' in told

    assert run(release, target) == 0
    assert capsys.readouterr().out == (
        "hf://datasets/desk/tides@v1.0.0 is published already, and is this release: nothing to do\n"
    )


def test_what_went_wrong_is_one_line_and_code_1_without_the_token(hub, release, patched, capsys):
    patched.setenv("HF_TOKEN", READER)

    assert run(release, "hf://datasets/desk/tides") == 1
    told = capsys.readouterr()
    assert told.err == (
        "copydesk: hf://datasets/desk/tides: the token may not write there: it needs write access to that "
        "account or organisation\n"
    )
    assert not told.out


def test_a_target_that_is_none_is_code_2(release, capsys):
    assert run(release, "hf://desk/tides") == 2
    assert "a dataset on the Hub is hf://datasets/ORG/NAME" in capsys.readouterr().err


def test_quiet_says_nothing(release, tmp_path, capsys):
    assert run(release, tmp_path / "shelf", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_the_recipe_publishes_the_newest_release(release, make_release, tmp_path):
    make_release("1.2.0").rename(tmp_path / "newer")
    (tmp_path / "releases").mkdir()
    (tmp_path / "newer").rename(tmp_path / "releases" / "1.2.0")
    (tmp_path / "releases" / "1.0.0").symlink_to(release)
    shelf = tmp_path / "shelf"

    command = [sys.executable, RECIPE, shelf, "--releases", tmp_path / "releases"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert f"published {shelf}/1.2.0" in done.stdout
    assert [path.name for path in shelf.iterdir()] == ["1.2.0"]
    assert datasets.load_dataset(str(shelf / "1.2.0"), cache_dir=tmp_path / "cache")["train"].num_rows
