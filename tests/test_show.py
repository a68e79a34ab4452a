"""One page in the terminal: what a person sees of it."""

from __future__ import annotations

import gzip
import json
import os
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from alma import GOLD, PAGE, TEXT, place, released, timex
from copydesk.cli import main
from copydesk.cli.show import MARKED
from copydesk.errors import InputError
from copydesk.evaluate import score_page
from copydesk.gold import read_gold
from copydesk.record import Span
from copydesk.released import Line, ReleasedPage
from copydesk.segment import ROLES
from copydesk.show import ROLE_STYLES, render_page
from copydesk.show.find import Shown, convert_file
from copydesk.show.marks import STYLES, Mark, marked_paragraph

CASES = Path(__file__).parent / "cases" / "show"
ESCAPE = "\x1b"
REJECT = {"reason": "not_an_article", "detail": "9 headlines and 0 words of prose", "stage": "segment"}
REFUSED = ReleasedPage(
    address="tern/index.html",
    article=None,
    reject=REJECT,
    lines=(Line(1, "The Tern Gazette", "banner"), Line(2, "Ferry late again", "related")),
)


def drawn(page, *, width=80, layers=MARKED, colour=False, gold=None, failures=None):
    faults = score_page(page, gold, MARKED).faults if gold else ()
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
    )
    console.print(render_page(Shown(page=page, failures=failures or {}), layers, gold=gold, faults=faults))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A gold folder, and the page as files of all kinds."""
    root = tmp_path_factory.mktemp("show")
    for name in ("tern", "gold"):
        (root / name).mkdir()
    (root / "gold/alma.toml").write_text(GOLD)
    (root / "tern/alma.txt").write_text(PAGE)
    (root / "tern/alma.txt.gz").write_bytes(gzip.compress(PAGE.encode(), mtime=0))
    (root / "tern/blank.txt").write_text(" \n")
    record = {"url": "https://tern.example/alma", "title": "Wreck", "date": "2011-03-04", "text": TEXT}
    (root / "tern/feed.jsonl").write_text(f"{json.dumps(record)}\nno json\n")
    return root


@pytest.fixture(scope="session")
def gold(folder):
    return read_gold(folder / "gold")["tern/alma.txt"]


def pages_to_draw(gold):
    wrong = released(
        title="Divers",
        timexes=(timex("Friday", "2011-02-25"),),
        hedges=(),
    )
    return {
        "article": drawn(released()),
        "narrow": drawn(released(), width=50, layers=("timexes",)),
        "reject": drawn(REFUSED),
        "differences": drawn(wrong, gold=gold, width=100),
    }


@pytest.mark.parametrize("case", ["article", "narrow", "reject", "differences"])
def test_page_is_drawn_as_it_was(case, gold):
    """Set COPYDESK_REDRAW to write the files anew, then look at what changed."""
    file = CASES / f"{case}.txt"
    shown = pages_to_draw(gold)[case]
    if os.environ.get("COPYDESK_REDRAW"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def test_labels_alike_are_listed_once_with_their_values_in_columns():
    rows = (timex("Friday", "2011-03-04"), timex("1911", "1911"), timex("Friday", "2011-03-04"))
    shown = drawn(released(timexes=rows), layers=("timexes",)).splitlines()
    head = next(at for at, line in enumerate(shown) if line.startswith("timexes (3)"))
    assert shown[head + 1 : head + 4] == [
        "Friday  DATE 2011-03-04  rule  2 times",
        "1911    DATE 1911        rule",
        "",
    ]


def test_record_without_an_address_is_found_by_its_line(tmp_path):
    file = tmp_path / "feed.jsonl"
    file.write_text('{"url": "https://a.example/1", "text": "A"}\n\n\n{no json\n{}\n', encoding="utf-8")
    for number, address in ((1, "https://a.example/1"), (2, "feed.jsonl#4"), (4, "feed.jsonl#4")):
        shown = convert_file(f"{file}#{number}", survey=False)
        assert shown.page.address == address
    assert convert_file(f"{file}#5", survey=False).page.address == "feed.jsonl#5"
    with pytest.raises(InputError, match="no such page, the file has 3"):
        convert_file(f"{file}#6", survey=False)
    with pytest.raises(InputError, match="is a folder; name a file in it"):
        convert_file(str(tmp_path), survey=False)


def test_readme_shows_what_show_prints(tmp_path):
    told = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8").split("```")[1]
    page = {1: "The Harn Packet | Home | News", 3: "Harbour talks to resume in May", 5: "27 April 2006"}
    page[7] = "The port council will meet next month, Director Ana Roe said on Wednesday. "
    page[7] += "It may be the last chance for the ferry."
    page[9] = '"We have talked for three years," she told reporters. "Somebody has to sign."'
    page[11] = "The line to Norway was closed in 2003 after its owner went bankrupt."
    page[13] = "Subscribe to our newsletter"
    file = tmp_path / "page.txt"
    file.write_text("\n".join(page.get(number, "") for number in range(1, 14)), encoding="utf-8")
    shown = convert_file(str(file), survey=False)
    assert set(told.splitlines()) <= set(drawn(shown.page, width=100).splitlines())


@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_is_wider_than_the_terminal(width, gold):
    assert max(len(line) for line in drawn(released(), width=width, gold=gold).splitlines()) <= width


def test_values_stand_beside_their_words():
    shown = drawn(released())
    for words in ("[Friday → 2011-03-04]", "[Maltese = MLT]", "[may ?]", "⟨1 It is her⟩"):
        assert words in shown


def test_only_the_layers_asked_for_are_marked():
    shown = drawn(released(), layers=("countries",))
    assert "[Maltese = MLT]" in shown
    assert "→" not in shown
    assert "attributions" not in shown


def test_colour_is_for_terminals_only():
    assert ESCAPE in drawn(released(), colour=True)
    assert ESCAPE not in drawn(released())


def test_layer_that_failed_is_told():
    assert "timexes: KeyError: 'x'" in drawn(released(timexes=None), failures={"timexes": "KeyError: 'x'"})


def test_control_characters_of_a_page_do_not_reach_the_terminal():
    lines = (Line(1, f"{ESCAPE}[2J\x07wiped", "banner"),)
    page = ReleasedPage(address=f"tern/{ESCAPE}.txt", article=None, reject=REJECT, lines=lines)
    shown = drawn(page)
    assert ESCAPE not in shown
    assert "␛[2J␇wiped" in shown


def test_every_role_has_a_look():
    assert set(ROLE_STYLES) == set(ROLES)


MARKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12)).map(
        lambda pair: Mark(pair[0], pair[0] + pair[1], "⟨", "⟩", STYLES["timexes"])
    ),
    max_size=8,
)


@given(st.text("ab c", min_size=1, max_size=30), MARKS)
def test_marks_add_signs_and_change_no_letter(text, marks):
    shown = marked_paragraph(text, Span(0, len(text)), marks).plain
    assert shown.replace("⟨", "").replace("⟩", "") == text


def test_mark_inside_another_closes_before_it():
    outer, inner = place("the wreck of the Alma"), place("Alma")
    marks = [Mark(*outer, "(", ")", STYLES["cue"]), Mark(*inner, "[", "]", STYLES["hedges"])]
    assert "(the wreck of the [Alma])" in marked_paragraph(TEXT, Span(0, 70), marks).plain


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(["show", *map(str, arguments)])
    printed = capsys.readouterr()
    return stopped.value.code or 0, printed.out, printed.err


@pytest.mark.parametrize("name", ["alma.txt", "alma.txt.gz", "feed.jsonl#1"])
def test_file_is_read_and_converted_on_the_spot(folder, capsys, name):
    code, out, _ = run(capsys, folder / "tern" / name)
    assert code == 0
    assert out.startswith("article ")
    assert "2011-03-04" in out


@pytest.mark.parametrize(("name", "reason"), [("blank.txt", "empty"), ("feed.jsonl#2", "malformed_record")])
def test_refused_page_is_shown_with_its_reason(folder, capsys, name, reason):
    code, out, _ = run(capsys, folder / "tern" / name)
    assert code == 0
    assert reason in out


def test_file_can_be_compared_with_its_gold(folder, capsys):
    code, out, _ = run(capsys, folder / "tern/alma.txt", "--gold", folder / "gold")
    assert code == 0
    assert "differences to the gold" in out


def test_survey_of_the_folder_changes_nothing_for_a_page_alone(folder, capsys):
    alone = run(capsys, folder / "tern/alma.txt")
    assert run(capsys, folder / "tern/alma.txt", "--survey") == alone


@pytest.mark.parametrize(
    ("target", "said", "code"),
    [
        ("nowhere.txt", "no such file", 1),
        ("tern/feed.jsonl#9", "no such page, the file has 2", 1),
        ("tern/feed.jsonl", "has 2 pages; name one", 2),
        ("gold/alma.toml", "of no known format", 1),
        ("tern", "is a folder; name a file in it", 1),
        ("\x01\x02 garbage", "no such file", 1),
    ],
)
def test_garbage_is_told_in_one_line(folder, capsys, target, said, code):
    got, out, err = run(capsys, folder / target)
    assert (got, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1


def test_release_is_searched_by_id_and_by_address(release, capsys):
    _, shown, _ = run(capsys, _first_address(release), "--release", release, "--format", "json")
    page = json.loads(shown)
    code, again, _ = run(capsys, page["article"]["id"], "--release", release, "--format", "json")
    assert code == 0
    assert again == shown
    assert page["lines"][0].keys() == {"number", "text", "role"}


def test_page_that_the_release_lacks_is_told(release, capsys):
    code, out, err = run(capsys, "0123456789abcdef", "--release", release)
    assert (code, out) == (1, "")
    assert "has no page with the id or address" in err


def test_folder_that_is_no_release_is_told(tmp_path, capsys):
    code, _, err = run(capsys, "x", "--release", tmp_path)
    assert code == 1
    assert "no release" in err


@pytest.mark.parametrize(
    "options", [("--format", "xml"), ("--layers", "moods"), ("--release", "x", "--survey")]
)
def test_wrong_option_is_a_wrong_call(folder, capsys, options):
    code, _, err = run(capsys, folder / "tern/alma.txt", *options)
    assert code == 2
    assert err.count("\n") == 1


def _first_address(release):
    return pq.read_table(release / "data/articles", columns=["address"])["address"][0].as_py()
