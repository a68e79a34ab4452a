"""`copydesk build`: what it prints, where, and how it exits."""

import json
import subprocess
import sys

import pytest

from newsroom import dump, jsonl, markup, record
from releases import options


def manifest_of(tmp_path):
    return json.loads((tmp_path / "out" / "r" / "manifest.json").read_text(encoding="utf-8"))


def test_quiet_build_prints_nothing(copydesk, page, tmp_path):
    assert copydesk("build", page, *options(tmp_path)) == (0, "", "")


def test_build_prints_a_summary_and_how_to_load_it(copydesk, page, tmp_path):
    code, out, err = copydesk("build", page, *options(tmp_path)[:-1])
    assert code == 0
    for part in ("pages", "articles", "rejects", "attributions"):
        assert part in out
    assert f'  load_dataset("{tmp_path / "out" / "r"}")' in out.splitlines()
    for step in ("survey", "convert", "assemble", "write"):
        assert f"{step}: 1 pages" in err


def test_files_that_no_page_can_be_in_are_told(copydesk, page, tmp_path):
    (tmp_path / "pages").mkdir()
    page.rename(tmp_path / "pages" / "a.txt")
    (tmp_path / "pages" / "b.docx").write_bytes(b"PK")
    code, _, err = copydesk("build", tmp_path / "pages", *options(tmp_path)[:-1])
    assert code == 0
    assert err.splitlines()[0] == "left out, being no pages: 1 .docx"


def test_layer_that_fails_is_told_counted_and_shown(copydesk, page, tmp_path, monkeypatch):
    def stumble(_, **__):
        raise ArithmeticError("a [stumble]")

    monkeypatch.setattr("copydesk.label.timexes.label", stumble)
    code, out, err = copydesk("build", page, *options(tmp_path)[:-1])
    assert code == 0
    said = "timexes failed on 1 articles, which stay without it: a.txt: ArithmeticError: a [stumble] ..."
    assert said in err.splitlines()
    assert "0 on 0, failed on 1" in out
    counts = manifest_of(tmp_path)["counts"]
    assert (counts["articles"], counts["labels"]["timexes"]["failed"]) == (1, 1)
    assert "timexes: ArithmeticError: a [stumble]" in copydesk("show", page)[1]
    shown = copydesk("show", "--release", tmp_path / "out" / "r", "a.txt")[1]
    assert "timexes: failed when the release was built" in shown
    assert copydesk("validate", tmp_path / "out" / "r")[0] == 0


def test_gold_about_pages_that_are_not_here_is_told(copydesk, page, tmp_path):
    (tmp_path / "gold").mkdir()
    for name in ("a", "b"):
        gold = f'address = "{name}.txt"\nannotator = "rk"\nlanguage = "en"\ncountries = []\n'
        (tmp_path / "gold" / f"{name}.toml").write_text(gold, encoding="utf-8")
    code, _, err = copydesk("build", page, *options(tmp_path)[:-1], "--gold", tmp_path / "gold")
    assert code == 0
    assert "1 of 2 gold files are about no page that is here: b.txt ..." in err.splitlines()


def test_interrupted_build_says_so_and_leaves_nothing(copydesk, page, tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("copydesk.build.assemble", interrupt)
    code, out, err = copydesk("build", page, *options(tmp_path))
    assert (code, out) == (130, "")
    assert err.strip() == "copydesk: interrupted; a release that was not finished is not there"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "</dev/null"])
def test_build_works_where_a_stream_is_closed(page, tmp_path, closed):
    command = [sys.executable, "-c", "from copydesk.cli import main; main()", "build", page]
    command += ["--out", tmp_path / "out" / "r", "--version", "1.0.0"]
    subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command], check=True, capture_output=True)
    assert manifest_of(tmp_path)["counts"]["articles"] == 1


def test_build_may_fill_an_empty_folder_that_is_there(copydesk, page, tmp_path):
    (tmp_path / "out" / "r").mkdir(parents=True)
    assert copydesk("build", page, *options(tmp_path))[0] == 0
    assert manifest_of(tmp_path)["counts"]["articles"] == 1


def test_options_reach_the_manifest(copydesk, page, tmp_path):
    more = ["--name", "harbour", "--language", "en", "--layers", "sentences,hedges", "--minimum-words", "5"]
    more += [
        "--key",
        "text=words",
        "--key",
        "text=prose",
        "--text-is",
        "page",
        "--hold-out",
        "source=local",
    ]
    assert copydesk("build", page, *options(tmp_path), *more)[0] == 0
    manifest = manifest_of(tmp_path)
    config = manifest["config"]
    assert manifest["name"] == "harbour"
    assert config["languages"] == ["en"]
    assert config["minimum_words"] == 5
    assert config["keys"]["text"] == ["words", "prose"]
    assert config["keys"]["text_is"] == "page"
    assert set(manifest["counts"]["labels"]) >= {"sentences", "hedges"}
    assert "attributions" not in manifest["counts"]["labels"]
    assert manifest["tables"]["articles"]["test"]["rows"] == 1
    assert "attributions" not in manifest["tables"]


def test_bundled_corpus_is_built_when_no_pages_are_named(copydesk, tmp_path):
    assert copydesk("build", *options(tmp_path))[0] == 0
    counts = manifest_of(tmp_path)["counts"]
    assert counts["articles"] >= 20
    assert counts["rejects"]["exact_duplicate"] >= 1
    assert "failed" not in counts["rejects"]


@pytest.mark.parametrize("name", ["a.txt", "b.html", "c.jsonl"])
def test_build_of_one_kind_of_page_works(copydesk, tmp_path, name):
    made = {"a.txt": dump(1), "b.html": markup(2), "c.jsonl": jsonl([record(3)])}
    (tmp_path / name).write_text(made[name], encoding="utf-8")
    assert copydesk("build", tmp_path / name, *options(tmp_path)) == (0, "", "")
    assert manifest_of(tmp_path)["counts"]["articles"] == 1


def test_build_of_nothing_but_rejects_is_a_release_without_articles(copydesk, tmp_path):
    (tmp_path / "a.txt").write_text("Back soon.\n", encoding="utf-8")
    assert copydesk("build", tmp_path / "a.txt", *options(tmp_path)) == (0, "", "")
    counts = manifest_of(tmp_path)["counts"]
    assert counts["articles"] == 0
    assert counts["rejects"] == {"too_short": 1}


@pytest.mark.parametrize("code", ["import copydesk", "from copydesk.cli import main; main(['--help'])"])
def test_heavy_libraries_are_not_loaded_before_they_are_needed(code):
    look = f"""
import sys
try:
    {code.replace("; ", chr(10) + "    ")}
except SystemExit as end:
    assert not end.code
heavy = {{"datasets", "pandas", "trafilatura", "polars", "pyarrow", "scipy", "lxml", "huggingface_hub"}}
print(*sorted(heavy & set(sys.modules)), end="", file=sys.stderr)
"""
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
