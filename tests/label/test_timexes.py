"""Time expressions: what is found, what it means, and what holds for any text."""

from __future__ import annotations

import dataclasses
import json
import string
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.label import timexes as timexes_module
from copydesk.label.timexes import label
from copydesk.label.timexes.grammar import GRAMMAR
from copydesk.label.timexes.openings import Parser, openings
from copydesk.label.timexes.phrases import Memo, matches_of
from copydesk.record import Span, document_of

CASES = json.loads((Path(__file__).parent.parent / "cases" / "timexes.json").read_text(encoding="utf-8"))
PUBLISHED = date(2006, 8, 30)


def timexes(text, published=PUBLISHED, language="en"):
    """Label a text whose paragraphs are one sentence each."""
    document = document_of(text, published=published, language=language)
    return label(document, sentences=document.paragraphs)


def readable(text, published=PUBLISHED):
    return [[text[t.start : t.end], t.type, t.value, t.mod, t.rule] for t in timexes(text, published)]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"])
def test_expression_is_found_with_its_value_and_rule(case):
    published = case["published"] and date.fromisoformat(case["published"])
    assert readable(case["text"], published) == case["expected"]


@pytest.mark.parametrize("text", CASES["negatives"])
def test_words_that_only_look_like_time_are_left_alone(text):
    assert readable(text) == []


def test_text_that_is_not_english_has_no_labels():
    assert timexes("Er kam am 30. August 2006, on Friday.", language="de") == []
    assert len(timexes("He came on Friday.", language="en-GB")) == 1
    assert len(timexes("He came on Friday.", language="und")) == 1


def test_what_an_earlier_paragraph_named_resolves_a_later_one():
    text = "The harbour was opened in 1948.\n\nIt was closed the following year."
    assert [t.value for t in timexes(text)] == ["1948", "1949"]


def test_results_of_several_months_turn_a_year_earlier_into_a_year():
    text = (
        "Third-quarter profit rose from a year earlier.\n\nIn the nine months it fell from a year earlier."
    )
    assert [t.value for t in timexes(text)] == ["2006-Q3", "2005-Q3", "P9M", "2005"]


def test_a_line_break_inside_a_sentence_is_a_blank():
    assert readable("He left on Aug.\n30, 2006.") == [
        ["Aug.\n30, 2006", "DATE", "2006-08-30", None, "month-day"]
    ]


def test_offsets_count_code_points_where_lower_case_is_longer():
    text = "İstanbul\u2019s mayor — 🏛 — resigned on Friday."
    assert readable(text) == [["Friday", "DATE", "2006-08-25", None, "weekday"]]


def test_a_date_of_publication_that_no_newspaper_has_is_as_good_as_none():
    assert timexes("He left last month.", date.min)[0].value == "XXXX-XX"
    assert timexes("He left last month.", date.max)[0].value == "XXXX-XX"


def test_no_word_has_two_values():
    words = [word for word in GRAMMAR.values if word in GRAMMAR.class_of]
    assert len(words) == len(GRAMMAR.values)


def test_openings_are_the_first_two_characters_of_what_a_pattern_matches():
    assert openings("(?<=x)(?:ab|c)+d?") == {"a": {"b"}, "c": None}
    assert openings("(?P<part>a?)b(?!c)") == {"a": {"b"}, "b": None}


def avoids(source, chars):
    """Say whether a pattern can match something that has none of these characters."""
    parser = Parser(source)
    whole = parser.alternatives()
    allowed = {number for number, place in enumerate(parser.positions) if set(place) - chars}
    reached, fresh = set(), whole.first & allowed
    while fresh:
        reached |= fresh
        fresh = set().union(*(parser.follow[number] for number in fresh)) & allowed - reached
    return not reached.isdisjoint(whole.last)


def test_a_phrase_in_which_a_rule_matches_is_worth_reading():
    assert avoids("a?[bc]d*", {"b"})
    assert not avoids("a?[bc]d*", {"b", "c"})
    worth = {char for char in GRAMMAR.class_of.values() if GRAMMAR.worth.search(char)}
    sources = {rule: source for rule, _, source in GRAMMAR.rules.sources if "(?=" not in source}
    assert [rule for rule, source in sources.items() if avoids(source, worth)] == []


WORDS = st.sampled_from(
    sorted(word for word in GRAMMAR.class_of if not word.endswith(" ") and not word[0].isdigit())
    + [str(number) for number in range(32)]
    + ["00", "07", "1998", "2006", "3.5", "2.30", "999", "said", "will", "$", "%", "\n"]
)
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", ""]), st.booleans()), max_size=14).map(
    lambda parts: "".join((word.title() if high else word) + gap for word, gap, high in parts)
)
DATES = st.none() | st.dates()


@settings(max_examples=300, deadline=None)
@given(text=SENTENCES | st.text(max_size=60), published=DATES)
def test_spans_are_sorted_inside_the_text_and_never_overlap(text, published):
    end = 0
    for timex in timexes(text, published):
        assert end <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        assert timex.type in {"DATE", "TIME", "DURATION", "SET"}
        assert timex.value
        end = timex.end


@settings(max_examples=100, deadline=None)
@given(text=SENTENCES, published=DATES)
def test_labelling_twice_gives_the_same(text, published):
    assert timexes(text, published) == timexes(text, published)


@settings(max_examples=100, deadline=None)
@given(text=SENTENCES, other=st.text(alphabet=string.ascii_lowercase[:6] + " .,", max_size=40))
def test_a_paragraph_that_follows_changes_nothing_before_it(text, other):
    text = text.replace("\n", " ").rstrip()
    assert timexes(text) == [t for t in timexes(f"{text}\n\nxyz {other}") if t.end <= len(text)]


class Counting(dict):
    """The rules, counting how often one is offered."""

    offered = 0

    def __getitem__(self, pair):
        self.offered += 1 + len(GRAMMAR.rules[pair])
        return GRAMMAR.rules[pair]


def rules_offered(text, monkeypatch):
    counting = Counting()
    with monkeypatch.context() as patch:
        counted = dataclasses.replace(GRAMMAR, phrases=Memo(partial(matches_of, rules=counting)))
        patch.setattr(timexes_module, "GRAMMAR", counted)
        label(document_of(text, published=PUBLISHED), sentences=[Span(0, len(text))])
    return counting.offered


@pytest.mark.parametrize(
    "unit", ["the ", "1 ", "noon on ", "a few more ", '"', "9", "x", " ", "may ", "10:", "two "]
)
def test_a_line_four_times_as_long_is_four_times_the_work(unit, monkeypatch):
    short, long = rules_offered(unit * 500, monkeypatch), rules_offered(unit * 2000, monkeypatch)
    assert long <= 5 * short + 10
