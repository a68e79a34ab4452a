"""The vectorised check of values finds what a full JSON Schema validator finds, and nothing else."""

import json
import random
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from copydesk.check import check_paths
from copydesk.registry import read_schema
from copydesk.schema import class_names

TABLES = ("articles", "lines", "attributions", "timexes")


def _records(release, table):
    """The rows as JSON has them: class labels by name, dates as text; and their schema."""
    files = sorted((release / "data" / table).glob("*.parquet"))
    read = pa.concat_tables([pq.read_table(file) for file in files])
    return read.to_pylist(), read.schema


def _as_json(row, nodes):
    return {name: _plain(value, nodes[name]) for name, value in row.items()}


def _plain(value, node):
    if isinstance(value, date):
        return value.isoformat()
    if node.get("x-arrow") == "classlabel" and value is not None:
        names = class_names(node)
        return names[value] if 0 <= value < len(names) else f"class {value}"
    if isinstance(value, list):
        return [_plain(item, node["items"]) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, node["properties"][key]) for key, item in value.items()}
    return value


def _spoiled(value, chance):
    """Another value of the same Arrow type."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return chance.choice([None, -1, 0, 1, 14, 15, 16, 17, 2_000_000_000])
    if isinstance(value, float):
        return chance.choice([None, -0.5, 0.0, 7.0])
    if isinstance(value, str):
        return chance.choice(
            [None, "", "x", "ABC", "USA", value[::-1], value + "\\n", value.upper(), "direct"]
        )
    return None


def _spoil(row, chance):
    """Change one scalar somewhere in a row."""
    holder, key = row, chance.choice(sorted(row))
    while isinstance(holder[key], list | dict) and holder[key]:
        holder = holder[key]
        key = chance.choice(sorted(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    holder[key] = _spoiled(holder[key], chance)


def _path(error):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)[1:]


@pytest.mark.parametrize("table", TABLES)
def test_records_of_a_release_keep_to_the_json_schema(whole, table):
    schema = read_schema(table)
    validator = Draft202012Validator(schema)
    rows, _ = _records(whole, table)
    for row in rows:
        validator.validate(_as_json(row, schema["properties"]))


@pytest.mark.parametrize("table", TABLES)
def test_spoiled_values_are_found_where_jsonschema_finds_them(whole, tmp_path, table):
    chance = random.Random(table)
    schema = read_schema(table)
    validator = Draft202012Validator(schema)
    rows, arrow = _records(whole, table)
    rows = [json.loads(json.dumps(chance.choice(rows), default=str)) for _ in range(300)]
    for row in rows:
        if row.get("published"):
            row["published"] = date.fromisoformat(row["published"])
        for _ in range(chance.randrange(3)):
            _spoil(row, chance)
    expected = {
        (number, _path(error))
        for number, row in enumerate(rows)
        for error in validator.iter_errors(_as_json(row, schema["properties"]))
    }
    file = tmp_path / f"{table}.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=arrow), file)
    report = check_paths([file], only=["values"], limit=10_000)
    assert {(each.row, each.path) for each in report.findings} == expected
    assert len(expected) > 50
