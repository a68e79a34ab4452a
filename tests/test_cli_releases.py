"""`copydesk diff` and `copydesk releases`, as they are called."""

import json
import os

import pytest
from typer.testing import CliRunner

from copydesk.cli import app, main
from releases import newsroom_with


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of three releases: one, one with a story more, one with a story less and one edited."""
    newsroom = newsroom_with(tmp_path_factory.mktemp("newsroom"))
    newsroom.write([50])
    newsroom.build("1.1.0", "1.0.0")
    newsroom.page("story-1").unlink()
    newsroom.edit(3, "Oreby", "[Orebie]")
    newsroom.build("2.0.0", "1.1.0")
    for number, version in enumerate(("1.0.0", "1.1.0", "2.0.0")):
        moment = 1_164_672_000 + number * 86_400  # 28 November 2006
        os.utime(newsroom.folder / "releases" / version / "manifest.json", (moment, moment))
    return newsroom.folder / "releases"


def run(*arguments):
    result = CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def test_releases_are_listed_newest_last(folder):
    lines = [line.split() for line in run("releases", folder).splitlines() if "2006-11" in line]
    assert [line[0] for line in lines] == ["1.0.0", "1.1.0", "2.0.0"]
    assert lines[1][1] == "1.0.0"
    assert [line[-1] for line in lines] == ["1.0.0", "1.1.0", "2.0.0"]
    assert [line[-2] for line in lines] == ["2006-11-28", "2006-11-29", "2006-11-30"]


def test_place_of_a_single_release_is_as_it_was_given_and_no_column_is_cut(folder, monkeypatch):
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(app, ["releases", "1.1.0"], env={"COLUMNS": "40"})
    (line,) = [line.split() for line in result.output.splitlines() if "2006-11" in line]
    assert line == ["1.1.0", "1.0.0", "9", line[3], line[4], line[5], "2006-11-29", "1.1.0"]


def test_the_list_as_json_has_all_numbers(folder):
    rows = json.loads(run("releases", folder, "--format", "json"))
    assert [(row["version"], row["parent"]) for row in rows] == [
        ("1.0.0", None),
        ("1.1.0", "1.0.0"),
        ("2.0.0", "1.1.0"),
    ]
    assert [row["articles"] for row in rows] == [8, 9, 8]
    assert all(sum(row["splits"].values()) == row["articles"] for row in rows)
    assert all(row["pages"] == row["articles"] + row["rejects"] for row in rows)
    assert {row["name"] for row in rows} == {"oreby"}
    assert rows[0]["date"] == "2006-11-28 00:00"


def test_a_diff_says_the_number_and_the_reason(folder):
    text = run("diff", folder / "1.0.0", folder / "1.1.0")
    assert text.endswith("MINOR (at least 1.1.0): 1 article is added.\n")
    assert "story-50.txt" in text
    text = run("diff", f"{folder}@1.1.0", f"{folder}@latest")
    assert text.endswith("MAJOR (at least 2.0.0): 1 article is taken away.\n")
    assert "[Orebie]" in text


def test_a_diff_of_a_release_with_itself_says_that_nothing_changed(folder):
    text = run("diff", folder / "1.0.0", folder / "1.0.0")
    assert text == "1.0.0 → 1.0.0\nNo new version is needed: nothing has changed.\n"


def test_a_diff_as_json_and_as_a_section_of_a_changelog(folder):
    content = json.loads(run("diff", folder / "1.0.0", folder / "1.1.0", "--format", "json"))
    assert (content["old"], content["new"], content["level"]) == ("1.0.0", "1.1.0", "MINOR")
    text = run("diff", folder / "1.0.0", folder / "1.1.0", "--format", "markdown")
    assert text.startswith("## 1.1.0\n\nSince 1.0.0. MINOR (at least 1.1.0): 1 article is added.\n")


@pytest.mark.parametrize("command", [["releases", "HERE"], ["diff", "HERE", "HERE"]])
def test_a_place_without_releases_is_an_error_of_one_line(tmp_path, capsys, command):
    with pytest.raises(SystemExit) as stopped:
        main([one.replace("HERE", str(tmp_path)) for one in command])
    assert stopped.value.code == 1
    message = f"copydesk: {tmp_path}: there is no release: no manifest.json in it or in the folders below\n"
    assert capsys.readouterr().err == message
