"""What tells one state of the code from another."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import copydesk
from copydesk.registry import SCHEMAS
from copydesk.reuse import code_digest


def digest_in(folder):
    """Ask a copy of the library for its digest in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from copydesk.reuse import code_digest; print(code_digest())"],
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def wheel_of_this_code(folder):
    """Lay the library out as a wheel does, with the schemas inside the package."""
    package = folder / "copydesk"
    ignored = shutil.ignore_patterns("__pycache__", "schemas")
    shutil.copytree(Path(copydesk.__file__).parent, package, ignore=ignored)
    shutil.copytree(SCHEMAS, package / "schemas")
    return package


def test_the_digest_of_the_code_is_the_same_from_a_wheel(tmp_path):
    wheel_of_this_code(tmp_path)

    assert digest_in(tmp_path) == code_digest()


def test_the_digest_of_the_code_changes_with_a_word_list_and_with_a_schema(tmp_path):
    package = wheel_of_this_code(tmp_path)
    for part in ("lexicon/hedges.toml", "schemas/lines.json"):
        before = digest_in(tmp_path)
        with (package / part).open("a") as file:
            file.write("\n")

        assert digest_in(tmp_path) != before
