"""The files that other systems run: they can be read, and what they run exists."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from copydesk.cli import app

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *WORKFLOWS]


def _read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _steps(path):
    content = _read(path)
    if path.name == "action.yml":
        return content["runs"]["steps"]
    return [step for job in content["jobs"].values() for step in job["steps"]]


def _commands(path):
    """The lines of all scripts, those that a backslash parts joined."""
    scripts = [step["run"] for step in _steps(path) if "run" in step]
    return [line.strip() for script in scripts for line in script.replace("\\\n", " ").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_yaml(path):
    assert _read(path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_make_targets_that_workflows_run_exist(path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    run = {line.split()[1] for line in _commands(path) if line.startswith("make ")}
    assert run <= targets


def test_workflow_uses_make_and_the_action_and_a_hook_of_this_repository():
    commands = _commands(ROOT / ".github" / "workflows" / "ci.yml")
    assert {"make test", "make lint", "make corpus"} <= set(commands)
    assert any(step.get("uses") == "./" for step in _steps(WORKFLOWS[0]))
    hooks = {hook["id"] for hook in _read(ROOT / ".pre-commit-hooks.yaml")}
    tried = [line.split("try-repo . ")[1].split()[0] for line in commands if "try-repo" in line]
    assert tried
    assert set(tried) <= hooks


def test_inputs_that_workflows_and_docs_give_are_those_of_the_action():
    inputs = set(_read(ROOT / "action.yml")["inputs"])
    for step in (step for path in WORKFLOWS for step in _steps(path) if step.get("uses") == "./"):
        assert set(step["with"]) <= inputs
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "validate-in-ci.md").read_text(), re.DOTALL)
    workflow, hooks = (yaml.safe_load(block) for block in blocks)
    step = workflow["jobs"]["validate"]["steps"][-1]
    assert set(step["with"]) <= inputs
    known = {hook["id"] for hook in _read(ROOT / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for repo in hooks["repos"] for hook in repo["hooks"]} <= known


def test_action_uses_only_inputs_that_it_has():
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(_read(ROOT / "action.yml")["inputs"])


def test_commands_and_options_that_are_run_exist():
    lines = [line for line in _commands(ROOT / "action.yml") if 'copydesk" validate' in line]
    lines += [hook["entry"] for hook in _read(ROOT / ".pre-commit-hooks.yaml")]
    text = CliRunner().invoke(app, ["validate", "--help"], env={"COLUMNS": "200"}).stdout
    options = set(re.findall(r"--[a-z-]+", text))
    assert len(lines) >= 3
    for line in lines:
        words = shlex.split(line.split("|")[0])
        assert words[words.index("validate") - 1].endswith("copydesk")
        assert {word for word in words if word.startswith("--") and word != "--"} <= options


@pytest.mark.parametrize(
    ("path", "hook"),
    [
        ("corpus/gold/millrace/night-trains.toml", "copydesk-validate"),
        ("schemas/layers/timexes.json", "copydesk-validate"),
        ("corpus/sources.json", "copydesk-validate"),
        ("corpus/pages/millrace/night-trains.html.zst", "copydesk-validate-pages"),
        ("pyproject.toml", None),
        ("docs/use.md", None),
    ],
)
def test_hook_takes_the_files_that_it_is_for(path, hook):
    taken = [
        each["id"] for each in _read(ROOT / ".pre-commit-hooks.yaml") if re.search(each["files"], path)
    ]
    assert taken == ([hook] if hook else [])
