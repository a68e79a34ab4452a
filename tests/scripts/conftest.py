"""A release of the bundled corpus, and a way to run a script."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from copydesk.build import Order, build_release
from copydesk.config import BuildConfig, SplitConfig

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    """A release of the bundled corpus, with larger splits to test on than a release has."""
    out = tmp_path_factory.mktemp("releases") / "1.0.0"
    config = BuildConfig(splits=SplitConfig(fractions=(0.6, 0.1, 0.3)))
    sources = ROOT / "corpus" / "sources.json"
    build_release(
        Order(pages=(ROOT / "corpus" / "pages",), out=out, version="1.0.0", config=config, sources=sources)
    )
    return out


@pytest.fixture(scope="session")
def run_script():
    """Run a script of the folder scripts/ in this process; gives what it printed and its exit code."""

    def run(name, *arguments):
        spec = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / "scripts" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        app = typer.Typer()
        app.command()(module.main)
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return run


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    """Build converted pages with their gold; gives the manifest and the rows of a table."""

    def run(pages, gold=None, table="articles"):

        out = tmp_path_factory.mktemp("converted") / "1.0.0"
        config = BuildConfig(minimum_words=5)
        manifest = build_release(Order(pages=(pages,), out=out, version="1.0.0", config=config, gold=gold))
        files = sorted((out / "data" / table).glob("*.parquet"))
        rows = pa.concat_tables([pq.read_table(file) for file in files]).to_pylist()
        return manifest, rows

    return run
