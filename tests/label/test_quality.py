"""Quality signals: each is what its published definition says, and shares stay shares on any text."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.label import quality, sentences
from copydesk.record import document_of

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/layers/quality.json").read_text(encoding="utf-8"))
PHRASE = "the old stone bridge over the river"  # seven words, 29 letters

CASES = [
    ("rps_doc_word_count", "Rain fell - twice.", 3),
    ("rps_doc_word_count", "", 0),
    ("rps_doc_mean_word_length", "“Rain,” she wrote.", 4.0),
    ("rps_doc_num_sentences", "Rain fell. Who knew? Nobody.", 3),
    ("rps_doc_frac_unique_words", "Rain, rain, rain, snow", 0.5),
    ("rps_doc_unigram_entropy", "hail sleet hail sleet", math.log(2)),
    ("rps_doc_unigram_entropy", "hail hail", 0.0),
    ("rps_doc_stop_word_fraction", "the bridge and the river", 0.6),
    ("gopher_stop_words", "The the bridge and river have moved", 3),
    ("rps_doc_frac_all_caps_words", "NATO met in OSLO", 0.5),
    ("rps_doc_frac_no_alph_words", "In 2009 — rain", 0.5),
    ("rps_doc_frac_no_alph_words", "北京 3", 0.5),
    ("rps_doc_symbol_to_word_ratio", "rain ... #storm wind…", 0.75),
    ("rps_doc_curly_bracket", "{ab}", 0.5),
    ("rps_doc_lorem_ipsum", "Lorem Ipsum", 1 / 11),
    ("rps_lines_uppercase_letter_fraction", "ABcd", 0.5),
    ("rps_lines_numerical_chars_fraction", "12cd", 0.5),
    ("rps_lines_javascript_counts", "Enable JavaScript, please", 1),
    ("rps_doc_frac_lines_end_with_ellipsis", "Rain...\n\nSnow…\n\nHail", 2 / 3),
    ("rps_lines_start_with_bulletpoint", "• Rain\n\n- Snow\n\nHail\n\n-5 degrees", 0.5),
    ("c4_frac_lines_end_with_terminal_punctuation", "Rain fell.\n\nWeather", 0.5),
    ("c4_frac_lines_end_with_terminal_punctuation", "“Rain fell.”\n\n雨が降った。", 1.0),
    ("gopher_frac_duplicate_lines", "Rain\n\nRain\n\nSnow\n\nHail", 0.25),
    ("gopher_frac_chars_in_duplicate_lines", "Rain\n\nRain\n\nSnow\n\nHail", 0.25),
    # "red sky" stands twice: 12 of 23 letters
    ("rps_doc_frac_chars_top_2gram", "red sky above a red sky below", 12 / 23),
    ("rps_doc_frac_chars_top_3gram", "red sky above a red sky below", 0.0),
    ("rps_doc_frac_chars_top_3gram", "one two three, one two three", 1.0),
    ("rps_doc_frac_chars_top_4gram", "one two three four", 0.0),
    ("rps_doc_frac_chars_dupe_5grams", f"{PHRASE} and {PHRASE}", 58 / 61),
    ("rps_doc_frac_chars_dupe_7grams", f"{PHRASE} and {PHRASE}", 58 / 61),
    ("rps_doc_frac_chars_dupe_8grams", f"{PHRASE} and {PHRASE}", 0.0),
    # no pair of words may be taken for a longer gram because its ends repeat
    ("rps_doc_frac_chars_dupe_5grams", "a b c x c d e f y a b z d e f", 0.0),
]


def signals_of(text: str) -> dict[str, float | int]:
    document = document_of(text)
    return quality.label(document, sentences=sentences.label(document))


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_a_signal_is_what_its_definition_says(name, text, expected):
    assert signals_of(text)[name] == pytest.approx(expected, abs=1e-6)


def test_signals_are_those_of_the_schema_in_its_types():
    signals = signals_of("Rain fell on the bridge.")

    assert set(signals) == set(SCHEMA["properties"])
    for name, value in signals.items():
        integral = SCHEMA["properties"][name]["type"] == "integer"
        assert type(value) is (int if integral else float), name


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["the ", "a", " ", "\n\n", ". ", "…", "Ü", "{", "3"])).map("".join),
    )
)
def test_signals_of_any_text_are_finite_and_shares_lie_between_0_and_1(text):
    signals = signals_of(text)

    assert signals == signals_of(text)
    assert all(math.isfinite(value) and value >= 0 for value in signals.values())
    shares = [name for name in signals if "_frac" in name]
    assert all(signals[name] <= 1 for name in shares)


def _duplicates_by_definition(words, n):
    grams = [tuple(words[place : place + n]) for place in range(len(words) - n + 1)]
    covered = {
        at for place, gram in enumerate(grams) if grams.count(gram) > 1 for at in range(place, place + n)
    }
    return sum(len(words[at]) for at in covered) / sum(map(len, words))


@given(st.lists(st.sampled_from(["ab", "c", "def"]), min_size=1, max_size=60))
def test_duplicate_grams_agree_with_counting_them_one_by_one(words):
    signals = signals_of(" ".join(words))

    for n in range(5, 11):
        assert signals[f"rps_doc_frac_chars_dupe_{n}grams"] == pytest.approx(
            _duplicates_by_definition(words, n), abs=1e-6
        )


@pytest.mark.parametrize("unit", ["a ", '"', ". ", "the red sky ", " ", "x"])
def test_a_line_of_one_thing_is_read_to_its_end(unit):
    assert signals_of(unit * (100_000 // len(unit)))["rps_doc_word_count"] >= 0
