"""What `copydesk validate` prints, and its exit codes."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from copydesk.check import check_paths
from copydesk.cli import app, main
from copydesk.findings.render import RENDERERS
from copydesk.registry import checks

BROKEN = Path(__file__).parents[1] / "broken"
GOLD = BROKEN / "gold" / "bad-type.toml"
RUN = CliRunner()


@pytest.mark.parametrize("command", ["validate", "verify"])
def test_release_without_fault_exits_with_0(whole, command):
    done = RUN.invoke(app, [command, str(whole)])
    assert done.exit_code == 0
    assert done.stdout.startswith("0 errors, 0 warnings (")


@pytest.mark.parametrize("form", ["table", "json", "github", "junit"])
def test_fault_exits_with_1_in_every_format_and_is_named(form):
    done = RUN.invoke(app, ["validate", str(GOLD), "--format", form], env={"COLUMNS": "300"})
    assert done.exit_code == 1
    assert "timexes[1].type" in done.stdout
    assert "is none of DATE, TIME, DURATION, SET" in done.stdout


def test_warning_alone_exits_with_0():
    assert RUN.invoke(app, ["validate", str(BROKEN / "pages" / "feed.jsonl")]).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [[str(GOLD), "--format", "prose"], [str(GOLD), "--check", "mood"], ["nowhere/at/all"], []],
)
def test_wrong_call_exits_with_2_and_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["validate", *arguments])
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_annotation_names_file_and_line():
    report = check_paths([GOLD])
    first = RENDERERS["github"](report).splitlines()[0]
    assert first.startswith(f"::error file={GOLD},line=14,title=gold::timexes[1].type: 'PERIOD' is none of")


def test_annotation_escapes_what_workflow_commands_use(tmp_path):
    path = tmp_path / "a,b:c.toml"
    path.write_text("address = 1\n", encoding="utf-8")
    assert f"file={tmp_path}/a%2Cb%3Ac.toml,line=1" in RENDERERS["github"](check_paths([path]))


def test_json_has_findings_counts_and_skipped(broken):
    broken.edit(lambda rows: rows[0].update(source=""))
    (broken.root / "ledger.parquet").unlink()
    content = json.loads(RENDERERS["json"](check_paths([broken.root])))
    assert sorted(content) == ["counts", "findings", "skipped"]
    assert content["counts"]["checks"]["files"] >= 2
    assert content["counts"]["errors"] == sum(content["counts"]["checks"].values())
    assert "ledger" in content["skipped"]
    assert {"check", "severity", "file", "row", "line", "id", "path", "value", "message"} == set(
        content["findings"][0]
    )


def test_junit_has_a_case_for_every_check(broken):
    broken.edit(lambda rows: rows[0].update(source=""))
    broken.seal()
    suite = ET.fromstring(RENDERERS["junit"](check_paths([broken.root])))
    cases = {case.get("name"): case for case in suite}
    assert list(cases) == list(checks())
    assert "'' is shorter than 1 characters" in cases["values"].find("failure").text
    assert cases["spans"].find("failure") is None
    assert int(suite.get("failures")) == sum(case.find("failure") is not None for case in suite)


def test_limit_shows_some_and_counts_all(broken):
    broken.edit(lambda rows: [row.update(source="") for row in rows])
    broken.seal()
    report = check_paths([broken.root], limit=1, only=["values"])
    assert len([each for each in report.findings if each.check == "values"]) == 1
    assert report.counts["values", "error"] == 3
    assert "::notice::values: 2 more" in RENDERERS["github"](report)


def test_every_check_has_a_module_and_every_module_is_a_check():
    folder = Path(check_paths.__code__.co_filename).parent
    modules = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert modules == set(checks())
    for check in checks().values():
        assert callable(check.check)
        assert set(check.needs) <= set(list(checks())[: list(checks()).index(check.name)])
