"""`copydesk build`: what it prints, where, and how it exits."""

import json
import subprocess
import sys

import pytest

from copydesk.cli import main
from newsroom import dump, jsonl, markup, record


@pytest.fixture
def copydesk(capsys):
    """Run the command line in this process: exit code, standard output, standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(dump(1), encoding="utf-8")
    return path


def options(tmp_path, *more):
    return "--out", tmp_path / "out" / "r", "--version", "1.0.0", "--workers", "1", "--quiet", *more


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


def test_gold_of_lines_that_are_not_there_stops_the_build(copydesk, page, tmp_path):
    (tmp_path / "gold").mkdir()
    gold = 'address = "a.txt"\nannotator = "rk"\nlanguage = "en"\n[roles]\nbody = "900"\n'
    (tmp_path / "gold" / "a.toml").write_text(gold, encoding="utf-8")
    code, _, err = copydesk("build", page, *options(tmp_path), "--gold", tmp_path / "gold")
    assert code == 1
    assert "1 gold labels do not fit their articles: " in err
    assert "a.toml: roles: there is no line 900, the page has 19" in err


def test_what_vanishes_while_it_is_read_is_named(copydesk, page, tmp_path, monkeypatch):
    def vanish(*_):
        raise FileNotFoundError(2, "No such file or directory", str(page))

    monkeypatch.setattr("copydesk.build.circumstances", vanish)
    code, out, err = copydesk("build", page, *options(tmp_path))
    assert (code, out) == (1, "")
    assert err == f"copydesk: {page}: cannot be read: No such file or directory\n"


def test_gold_about_pages_that_are_not_here_is_told(copydesk, page, tmp_path):
    (tmp_path / "gold").mkdir()
    for name in ("a", "b"):
        gold = f'address = "{name}.txt"\nannotator = "rk"\nlanguage = "en"\ncountries = []\n'
        (tmp_path / "gold" / f"{name}.toml").write_text(gold, encoding="utf-8")
    code, _, err = copydesk("build", page, *options(tmp_path)[:-1], "--gold", tmp_path / "gold")
    assert code == 0
    assert "1 of 2 gold files are about no page that is here: b.txt ..." in err.splitlines()


@pytest.mark.parametrize("where", ["r", "deep/er/r", ""])
def test_release_among_the_pages_is_refused(copydesk, page, tmp_path, where):
    out = tmp_path / where
    code, _, err = copydesk("build", tmp_path, "--out", out, "--version", "1.0.0")
    assert code == 2
    assert err == f"copydesk: --out {out}: lies in {tmp_path}, whose pages are read; choose another\n"
    assert list(tmp_path.iterdir()) == [page]


def test_place_whose_name_is_no_utf_8_is_refused(copydesk, page, tmp_path):
    code, _, err = copydesk("build", page, "--out", tmp_path / "\udcff", "--version", "1.0.0")
    assert code == 2
    assert "\\udcff: this name is no UTF-8, which Arrow needs; choose another --out" in err
    assert list(tmp_path.iterdir()) == [page]


def test_interrupted_build_says_so_and_leaves_nothing(copydesk, page, tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("copydesk.build.assemble", interrupt)
    code, out, err = copydesk("build", page, *options(tmp_path))
    assert (code, out) == (130, "")
    assert err.strip() == "copydesk: interrupted; a release that was not finished is not there"
    assert list((tmp_path / "out").iterdir()) == []


def test_fault_of_the_system_is_one_line(copydesk, page, tmp_path, monkeypatch):
    def fail(*_):
        raise PermissionError(13, "Permission denied", "a/folder")

    monkeypatch.setattr("copydesk.build.find_files", fail)
    assert copydesk("build", page, *options(tmp_path)) == (
        1,
        "",
        "copydesk: a/folder: Permission denied\n",
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "</dev/null"])
def test_build_works_where_a_stream_is_closed(page, tmp_path, closed):
    command = [sys.executable, "-c", "from copydesk.cli import main; main()", "build", page]
    command += ["--out", tmp_path / "out" / "r", "--version", "1.0.0"]
    subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command], check=True, capture_output=True)
    assert manifest_of(tmp_path)["counts"]["articles"] == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--version", "1.0"], "version '1.0' is not MAJOR.MINOR.PATCH, such as 1.0.0"),
        (["--layers", "feelings"], "no such layer: feelings (there are: language,"),
        (["--text-is", "poem"], "--text-is poem: must be auto, article or page"),
        (["--key", "colour=red"], "--key colour=red: must be PART=KEY with a part of text, html,"),
        (["--key", "text="], "--key text=: must be PART=KEY"),
        (["--fractions", "0.5,0.5"], "--fractions 0.5,0.5: must be three numbers such as 0.8,0.1,0.1"),
        (["--fractions", "0.5,0.5,0.5"], "the fractions of the splits must sum to 1, not 1.5"),
        (["--fractions", "nan,0.5,0.5"], "the fractions of the splits must sum to 1, not nan"),
        (["--split-by", "luck"], "splits are made by hash or by date, not by 'luck'"),
        (["--split-by", "date"], "splits by date need two cuts in order"),
        (["--split-by", "date", "--cut", "2006-10-01,2006-07-01"], "splits by date need two cuts in order"),
        (["--cut", "soon"], "--cut soon: must be two dates such as 2006-07-01,2006-10-01"),
        (["--hold-out", "oreby"], "--hold-out oreby: must be source=NAME"),
        (["SELF"], "of no known format (known: .txt .html .htm"),
    ],
)
def test_wrong_call_is_one_line_and_exit_code_2(copydesk, page, tmp_path, more, said):
    more = [__file__ if part == "SELF" else part for part in more]
    code, out, err = copydesk("build", page, *options(tmp_path), *more)
    assert (code, out) == (2, "")
    assert err.startswith("copydesk: ")
    assert said in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out" / "r").exists()


@pytest.mark.parametrize("arguments", [[], ["--minimum-words", "0"], ["--workers", "0"], ["--frobnicate"]])
def test_wrong_option_is_told_without_a_traceback(copydesk, page, tmp_path, arguments):
    given = options(tmp_path) if arguments else ("--version", "1.0.0")
    code, _, err = copydesk("build", page, *given, *arguments)
    assert code == 2
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("pages", "more", "said"),
    [
        ("nowhere", [], "nowhere: no such file or folder"),
        ("empty", [], "no page to read in"),
        ("blank", [], "no page in the 1 files to read"),
        ("dangling", [], "lost.txt: cannot be read: No such file or directory"),
        ("a.txt", ["--sources", "nowhere"], "nowhere: cannot be read"),
        ("a.txt", ["--gold", "nowhere"], "nowhere: no such folder of gold files"),
        ("a.txt", ["--gold", "empty"], "empty: there is no gold file (.toml) in it"),
        ("a.txt", ["--card", "nowhere"], "nowhere: the card cannot be read: No such file or directory"),
        ("a.txt", ["--card", "bytes.md"], "bytes.md: the card is not in UTF-8"),
        ("a.txt", ["--card", "head.md"], "head.md: the head between --- is no YAML"),
        ("a.txt", ["--parent", "nowhere"], "nowhere: no release: it has no manifest.json"),
        ("a.txt", ["--parent", "empty"], "empty: no release: it has no manifest.json"),
    ],
)
def test_input_that_cannot_be_read_is_one_line_and_exit_code_1(copydesk, page, tmp_path, pages, more, said):
    for folder in ("empty", "blank", "dangling"):
        (tmp_path / folder).mkdir()
    (tmp_path / "blank" / "feed.jsonl").write_text("\n\n", encoding="utf-8")
    (tmp_path / "dangling" / "lost.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "bytes.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "head.md").write_text("---\n[\n---\n", encoding="utf-8")
    more = [part if part.startswith("--") else str(tmp_path / part) for part in more]
    code, out, err = copydesk("build", tmp_path / pages, *options(tmp_path), *more)
    assert (code, out) == (1, "")
    assert err.startswith("copydesk: ")
    assert said in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    "content", ["---\nlicense: mine\n---\n", "<!-- copydesk:no --><!-- /copydesk:no -->"]
)
def test_faulty_card_is_told_before_a_page_is_read(copydesk, page, tmp_path, content):
    card = tmp_path / "card.md"
    card.write_text(content, encoding="utf-8")
    code, _, err = copydesk("build", page, *options(tmp_path)[:-1], "--card", card)
    assert code == 1
    assert str(card) in err.replace("\n", "")
    assert "survey" not in err


def test_release_is_never_overwritten(copydesk, page, tmp_path):
    assert copydesk("build", page, *options(tmp_path))[0] == 0
    before = (tmp_path / "out" / "r" / "manifest.json").read_bytes()
    code, _, err = copydesk("build", page, *options(tmp_path))
    assert code == 1
    assert "there is something already, and a release is never overwritten" in err
    assert (tmp_path / "out" / "r" / "manifest.json").read_bytes() == before


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
