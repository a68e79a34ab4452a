"""`copydesk build` where it is called wrongly or cannot do it: one line, an exit code, and no release."""

import pytest

from releases import options


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


def test_fault_of_the_system_is_one_line(copydesk, page, tmp_path, monkeypatch):
    def fail(*_):
        raise PermissionError(13, "Permission denied", "a/folder")

    monkeypatch.setattr("copydesk.build.find_files", fail)
    assert copydesk("build", page, *options(tmp_path)) == (
        1,
        "",
        "copydesk: a/folder: Permission denied\n",
    )


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


def test_what_vanishes_while_it_is_read_is_named(copydesk, page, tmp_path, monkeypatch):
    def vanish(*_):
        raise FileNotFoundError(2, "No such file or directory", str(page))

    monkeypatch.setattr("copydesk.build.circumstances", vanish)
    code, out, err = copydesk("build", page, *options(tmp_path))
    assert (code, out) == (1, "")
    assert err == f"copydesk: {page}: cannot be read: No such file or directory\n"


def test_gold_of_lines_that_are_not_there_stops_the_build(copydesk, page, tmp_path):
    (tmp_path / "gold").mkdir()
    gold = 'address = "a.txt"\nannotator = "rk"\nlanguage = "en"\n[roles]\nbody = "900"\n'
    (tmp_path / "gold" / "a.toml").write_text(gold, encoding="utf-8")
    code, _, err = copydesk("build", page, *options(tmp_path), "--gold", tmp_path / "gold")
    assert code == 1
    assert "1 gold labels do not fit their articles: " in err
    assert "a.toml: roles: there is no line 900, the page has 19" in err


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
