"""Scripts as they are called: what cannot be done is one line that begins with the script's name."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("publish", ["x", "--releases", "nowhere"], "nowhere"),
        ("convert_reuters21578", [".", "--out", "/dev/null/x"], "/dev/null: "),
    ],
)
def test_fault_is_one_line(tmp_path, name, arguments, said):
    (tmp_path / "pages.sgm").write_text("", encoding="utf-8")
    command = [sys.executable, SCRIPTS / f"{name}.py", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
