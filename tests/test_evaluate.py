"""A release against gold: what is counted, and that gold is never measured by itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alma import GOLD, PAGE, TEXT, place, released, timex
from copydesk.build import Order, build_release
from copydesk.cli import main
from copydesk.config import BuildConfig
from copydesk.errors import ReleaseError
from copydesk.evaluate import Evaluation, Outcomes, Ratio, evaluate_release, score_page, scores_block
from copydesk.evaluate.labels import head_of
from copydesk.evaluate.scores import match_spans
from copydesk.evaluate.text import corresponding
from copydesk.gold import read_gold
from copydesk.record import Country, Hedge, Span, paragraphs_of
from copydesk.registry import layers
from copydesk.released import ReleasedPage

ALL = tuple(layers())


@pytest.fixture(scope="session")
def gold_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gold")
    (folder / "alma.toml").write_text(GOLD)
    return folder


@pytest.fixture(scope="session")
def gold(gold_folder):
    return read_gold(gold_folder)["tern/alma.txt"]


def faults(page, gold):
    return [(fault.layer, fault.what) for fault in score_page(page, gold, ALL).faults]


def ratio(page, gold, layer, figure):
    counts = score_page(page, gold, ALL).counts
    return Ratio(*(counts[layer, figure, part] for part in Ratio._fields))


def test_page_that_is_as_its_gold_says_has_no_fault(gold):
    assert faults(released(), gold) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"title": "Divers"}, ("title", "wrong")),
        ({"published": None}, ("published", "missing")),
        ({"dateline": "VALLETTA"}, ("dateline", "spurious")),
        ({"byline": ["Ilse Marr", "Jo Kent"]}, ("byline", "wrong")),
        ({"timexes": (timex("1911", "1911"),)}, ("timexes", "missed")),
        ({"timexes": (timex("Friday", "2011-02-25"), timex("1911", "1911"))}, ("timexes", "value")),
        ({"timexes": (timex("on Friday", "2011-03-04"), timex("1911", "1911"))}, ("timexes", "strict")),
        ({"timexes": (timex("Friday", "2011-03-04", "END"), timex("1911", "1911"))}, ("timexes", "mod")),
        (
            {"hedges": (*released().article["hedges"], Hedge(*place("deep"), "deep", "x"))},
            ("hedges", "spurious"),
        ),
        ({"countries": (Country(*place("Maltese"), "MDV", "demonym", "x"),)}, ("countries", "code")),
        ({"countries": (Country(*place("Maltese"), "MLT", "name", "x"),)}, ("countries", "via")),
        ({"sentences": paragraphs_of(TEXT)[1:]}, ("sentences", "missed")),
    ],
)
def test_difference_is_named(gold, changed, expected):
    assert faults(released(**changed), gold) == [expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"kind": "mixed"}, "kind"),
        ({"speaker": "the navy"}, "name"),
        ({"speaker_kind": "group"}, "speaker_kind"),
        ({"speaker_start": None, "speaker_end": None}, "speaker"),
        ({"cue_start": None, "cue_end": None}, "cue"),
        ({"start": place("her,").start}, "span"),
    ],
)
def test_difference_of_an_attribution_is_named(gold, changed, expected):
    (row,) = released().article["attributions"]
    page = released(attributions=(row._replace(**changed),))
    assert faults(page, gold) == [("attributions", expected)]
    wrong_end = expected in {"kind", "name", "speaker"}
    assert ratio(page, gold, "attributions", "end_to_end").right == (0 if wrong_end else 1)
    assert ratio(page, gold, "attributions", "overlap") == (1, 1, 1)


def test_closing_comma_of_a_quotation_is_exact_no_more_but_no_fault(gold):
    (row,) = released().article["attributions"]
    page = released(attributions=(row._replace(end=row.end + 1),))
    assert faults(page, gold) == []
    assert ratio(page, gold, "attributions", "exact") == (0, 1, 1)
    assert ratio(page, gold, "attributions", "span") == (1, 1, 1)


def test_short_mention_of_the_speaker_is_right_if_it_has_the_head(gold):
    (row,) = released().article["attributions"]
    page = released(attributions=(row._replace(speaker_end=row.speaker_start + len("Ann Borg")),))
    assert faults(page, gold) == []


@pytest.mark.parametrize(
    ("mention", "head"),
    [
        ("Deputy Mayor Ana Rell", "Rell"),
        ("Anneke Vos, whose brother was the ship's cook", "Vos"),
        ("the ministry's spokesman, Jon Ast", "spokesman"),
        ("The operator of a ferry that sank", "operator"),
        ("she", "she"),
        ("a senator from the coast", "senator"),
        ("…", "…"),
    ],
)
def test_head_of_a_mention_is_the_last_word_before_its_description(mention, head):
    assert head_of(mention) == head


def test_gold_in_a_paragraph_that_the_release_lost_counts_as_missed(gold):
    text = "\n\n".join(TEXT.split("\n\n")[:2])
    page = released(text=text, timexes=(timex("Friday", "2011-03-04"),))
    assert ratio(page, gold, "timexes", "value") == (1, 1, 2)
    assert ("sentences", "missed") in faults(page, gold)
    assert ratio(page, gold, "text", "4-grams").recall < 1


def test_paragraph_too_many_moves_no_gold(gold):
    furniture = "Read our other stories of the sea\n\n"
    shift = len(furniture)
    moved = [
        row._replace(start=row.start + shift, end=row.end + shift) for row in released().article["timexes"]
    ]
    page = released(text=furniture + TEXT, timexes=tuple(moved))
    assert ratio(page, gold, "timexes", "value") == (2, 2, 2)


def test_reject_of_an_article_loses_all_of_it(gold):
    reject = {"reason": "too_short", "detail": "3 words of prose", "stage": "segment"}
    page = ReleasedPage(address="tern/alma.txt", article=None, reject=reject, lines=released().lines)
    sheet = score_page(page, gold, ALL)
    assert sheet.counts["rejects", "outcome", "reject_instead"] == 1
    assert sheet.counts["fields", "title", "missing"] == 1
    assert ratio(page, gold, "attributions", "overlap") == (0, 0, 1)
    assert ratio(page, gold, "text", "4-grams").found == 0


def test_role_taken_for_another_is_counted_on_both_sides(gold):
    page = released()
    lines = tuple(line._replace(role="related") if line.number == 17 else line for line in page.lines)
    page = ReleasedPage(address=page.address, article=page.article, reject=None, lines=lines)
    assert faults(page, gold) == [("roles", "footer taken for related")]
    assert ratio(page, gold, "roles", "footer") == (0, 0, 1)
    assert ratio(page, gold, "roles", "related") == (0, 1, 0)
    assert score_page(page, gold, ALL).counts["confusion", "footer", "related"] == 1


def test_labels_from_gold_are_made_once_more(gold):
    page = released(gold=["timexes"], timexes=(timex("Friday", "1999-01-01"),))
    assert ratio(page, gold, "timexes", "value") == (2, ratio(page, gold, "timexes", "value").found, 2)


def test_fields_and_roles_from_gold_are_not_scored(gold):
    sheet = score_page(released(gold=["fields", "roles"], title="Another"), gold, ALL)
    assert sheet.counts["from_gold", "fields", "pages"] == sheet.counts["from_gold", "roles", "pages"] == 1
    assert {group for group, _, _ in sheet.counts}.isdisjoint({"fields", "roles", "text", "rejects"})


def test_layer_that_the_release_lacks_is_not_scored(gold):
    sheet = score_page(released(), gold, ("timexes",))
    assert "hedges" not in {group for group, _, _ in sheet.counts}


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12).map(
    lambda pairs: [Span(start, start + length) for start, length in pairs]
)


@given(SPANS, SPANS)
def test_spans_are_paired_one_to_one_and_only_if_they_overlap(gold, found):
    pairs = match_spans(gold, found)
    assert len({here for here, _ in pairs}) == len({there for _, there in pairs}) == len(pairs)
    for here, there in pairs:
        assert min(gold[here].end, found[there].end) > max(gold[here].start, found[there].start)
    mirrored = match_spans(found, gold)
    assert len(pairs) == 0 or len(mirrored) > 0


@given(SPANS)
def test_spans_are_paired_with_themselves(spans):
    assert len(match_spans(spans, spans)) == len(spans)


@given(st.lists(st.text("abc ", min_size=1, max_size=8).filter(str.strip), max_size=8))
def test_every_paragraph_corresponds_to_itself(paragraphs):
    text = "\n\n".join(paragraphs)
    assert corresponding(paragraphs, text, paragraphs_of(text)) == list(paragraphs_of(text))


def test_ratio_of_nothing_is_zero():
    assert (Ratio(0, 0, 0).f1, Ratio(0, 0, 0).precision, Ratio(0, 0, 0).recall) == (0, 0, 0)
    assert Outcomes(0, 0, 0, 0, 0).accuracy == 0


@pytest.fixture(scope="session")
def tern(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tern")
    (folder / "pages/tern").mkdir(parents=True)
    (folder / "pages/tern/alma.txt").write_text(PAGE)
    (folder / "pages/tern/blank.txt").write_text(" \n")
    order = Order(pages=(folder / "pages",), out=folder / "release", version="1.0.0", config=BuildConfig())
    build_release(order)
    return folder / "release"


def test_release_is_compared_with_its_gold(tern, gold_folder):
    known = read_gold(gold_folder)
    evaluation = evaluate_release(tern, known)
    assert isinstance(evaluation, Evaluation)
    assert (evaluation.pages, evaluation.absent) == (1, ())
    assert evaluation.text.f1 == 1
    assert evaluation.figures()["fields.published"] == 1
    assert json.loads(json.dumps(evaluation.as_json()))["text"]["f1"] == 1
    assert "| `title` | 100.0 |" in scores_block(evaluation)


def test_page_that_the_release_lacks_is_named(tern, gold):
    evaluation = evaluate_release(tern, {"tern/other.txt": gold})
    assert evaluation.absent == ("tern/other.txt",)
    assert evaluation.pages == 0


def test_folder_that_is_no_release_is_refused(tmp_path, gold):
    with pytest.raises(ReleaseError, match="no release"):
        evaluate_release(tmp_path, {"tern/alma.txt": gold})


def test_command_prints_tables_and_differences(tern, gold_folder, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", str(tern), "--gold", str(gold_folder), "--errors", "2"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert "1 pages compared" in printed
    assert "attributions" in printed


def test_tables_are_whole_in_a_narrow_terminal(tern, gold_folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    with pytest.raises(SystemExit):
        main(["evaluate", str(tern), "--gold", str(gold_folder)])
    printed = capsys.readouterr().out
    assert "…" not in printed
    assert "speaker_kind" in printed


def test_gold_of_other_pages_is_told(tern, tmp_path, capsys):
    gold = 'address = "gull/1.txt"\nannotator = "rk"\nlanguage = "en"\n'
    (tmp_path / "a.toml").write_text(gold, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", str(tern), "--gold", str(tmp_path)])
    assert stopped.value.code == 1
    said = f"copydesk: {tmp_path}: none of its 1 pages is in {tern}: "
    assert capsys.readouterr() == (
        "",
        f"{said}is the address of the first there another than 'gull/1.txt'?\n",
    )


def test_command_gives_json(tern, gold_folder, capsys):
    with pytest.raises(SystemExit):
        main(["evaluate", str(tern), "--gold", str(gold_folder), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["pages"] == 1


def test_command_refuses_another_format(tern, gold_folder, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", str(tern), "--gold", str(gold_folder), "--format", "xml"])
    assert stopped.value.code == 2
    assert "must be table or json" in capsys.readouterr().err
