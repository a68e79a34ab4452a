"""The house keeps its own rules: entries are files, nouns are schemas, files and functions stay small."""

import ast
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pyarrow as pa
import pytest
from typer.main import get_command

from copydesk import record
from copydesk.cli import app
from copydesk.pages import Page
from copydesk.registry import SCHEMAS, TABLES, checks, formats, layers, read_schema
from copydesk.schema import arrow_schema

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "copydesk"
MODULES = sorted(HOUSE.rglob("*.py"))
LEXICON = sorted(
    path for path in (HOUSE / "lexicon").iterdir() if path.suffix in {".toml", ".json", ".txt"}
)
SCHEMA_FILES = sorted(SCHEMAS.rglob("*.json"))
# files that are entries or material rather than schemas
ENTRIES = ("formats.json", "checks.json", "layers/", "released/")
TEXTS = {".py", ".md", ".toml", ".json", ".txt", ".yml", ".yaml", ""}


def short(path):
    return path.relative_to(ROOT).as_posix()


def modules_in(folder):
    found = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    return {name for name in found if not name.startswith("_")}


@pytest.mark.parametrize(
    ("entries", "folder"),
    [(layers, "label"), (formats, "read"), (checks, "check")],
    ids=["layers", "formats", "checks"],
)
def test_every_entry_is_a_module_and_every_module_an_entry(entries, folder):
    assert {name.replace("-", "_") for name in entries()} == modules_in(HOUSE / folder)


def test_every_layer_is_a_function_that_takes_what_its_entry_needs():
    for layer in layers().values():
        names = layer.label.__code__.co_varnames[
            : layer.label.__code__.co_argcount + layer.label.__code__.co_kwonlyargcount
        ]
        assert set(layer.needs) <= set(names), layer.name


def test_every_format_has_a_reader_and_suffixes_of_its_own():
    suffixes = [suffix for each in formats().values() for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(callable(each.read) for each in formats().values())


def names_of(kind):
    return [field.name for field in kind]


@pytest.mark.parametrize(
    ("noun", "column"),
    [
        (record.Span, "sentences"),
        (record.Span, "paragraphs"),
        (record.Run, "alignment"),
        (record.Attribution, "attributions"),
        (record.Timex, "timexes"),
        (record.Country, "countries"),
        (record.Hedge, "hedges"),
    ],
)
def test_fields_of_a_noun_are_the_fields_of_its_schema_in_order(noun, column):
    assert list(noun._fields) == names_of(arrow_schema("articles").field(column).type.value_type)


def test_fields_of_a_page_are_the_columns_of_its_schema_in_order():
    assert list(Page._fields) == arrow_schema("pages").names


def test_tables_of_a_release_have_schemas():
    assert all(isinstance(arrow_schema(table), pa.Schema) for table in TABLES)


@pytest.mark.parametrize("path", SCHEMA_FILES, ids=short)
def test_schema_is_json_schema(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    inside = path.relative_to(SCHEMAS).as_posix()
    if not inside.startswith(ENTRIES):
        assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert content["$id"] == inside
    if not inside.startswith("released/"):
        jsonschema.Draft202012Validator.check_schema(read_schema(inside.removesuffix(".json")))


@pytest.mark.parametrize("table", ["articles", "lines", "rejects", "attributions", "timexes", "pages"])
def test_every_field_of_a_table_is_required_and_described(table):
    schema = read_schema(table)
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
    assert all(node.get("description") for node in schema["properties"].values())


@pytest.mark.parametrize("path", LEXICON, ids=short)
def test_lexicon_names_its_source(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        assert any("source" in key.lower() for key in json.loads(text)), "no key 'source'"
    else:
        head = "\n".join(text.splitlines()[:20])
        assert re.search(r"(?im)^(#.*)?sources?( =|:)", head), "no line that names its source"
    if path.suffix == ".toml":
        tomllib.loads(text)


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_module_is_small_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 300
    assert ast.get_docstring(tree) or not text
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.end_lineno - node.body[0].lineno + 1
            if ast.get_docstring(node):
                body -= node.body[0].end_lineno - node.body[0].lineno + 1
            assert body <= 60, f"{node.name} has {body} lines"
            positional = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
            positional = [name for name in positional if name not in {"self", "cls"}]
            assert len(positional) <= 5, f"{node.name} takes {len(positional)} arguments by position"


def committed_texts():
    folders = ["copydesk", "schemas", "docs", "scripts", "benchmarks", "tests", "corpus"]
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    top = [path for path in ROOT.glob("*") if path.name != ".git"]  # in a worktree that is a file
    return [path for path in [*top, *files] if path.is_file() and path.suffix in TEXTS]


def test_project_speaks_only_of_itself():
    # in parts, so that this file does not hold them
    words = ("Cla" + "ude", "Anth" + "ropic", "Chat" + "GPT", "L" + "LM", "/wor" + "k/", "sub" + "agent")
    told = re.compile(rf"(?<![-\w])(?:{'|'.join(words)})")  # a person may be called Jean-...
    found = [
        f"{short(path)}: {match[0]}"
        for path in committed_texts()
        if "__pycache__" not in path.parts
        for match in told.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_readme_commands_are_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md")
        if path.is_file()
        for target in re.findall(r"\bmake ([a-z-]+)`?", path.read_text(encoding="utf-8"))
    }
    assert {"corpus", "test"} <= targets
    assert named <= targets | {"sure", "it", "up", "a", "the"}


def test_options_named_in_the_readme_are_options_of_the_command_line():
    commands = get_command(app).commands
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(?:\.venv/bin/)?copydesk ([a-z]+)\b(.* --.*|$)", line.strip()):
            assert match[1] in commands, line
            known = {option for each in commands[match[1]].params for option in each.opts}
            assert set(re.findall(r"--[a-z-]+", match[2])) <= known | {"--help"}, line
