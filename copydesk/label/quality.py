"""Quality signals of a text, under the names and after the definitions under which they were published.

- ``gopher_``: Rae et al. 2021, "Scaling Language Models: Methods, Analysis & Insights from Training
  Gopher", appendix A.1 (quality and repetition filters).
- ``c4_``: Raffel et al. 2020, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text
  Transformer", section 2.2 (the Colossal Clean Crawled Corpus).
- ``rps_``: Weber et al. 2024, "RedPajama: an Open Dataset for Training Large Language Models"
  (RedPajama-V2).

What each signal is, to the letter, stands in ``schemas/layers/quality.json``. A *word* is a stretch without
white space, in lower case, without the punctuation at its ends; a *line* is one that is not blank. Text of
an article is split into lines by its paragraphs, so signals of lines are signals of paragraphs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import chain, filterfalse, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from copydesk.record import Document, Span

_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’„‚«»‹›–—―…·•¡¿、。，！？：；（）「」『』【】।؟،؛"
_STOP_WORDS = frozenset(
    word
    for line in (Path(__file__).parent.parent / "lexicon" / "stop_words.txt")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_GOPHER_STOP_WORDS = frozenset(
    {"the", "be", "to", "of", "and", "that", "have", "with"}
)  # Rae et al., A.1.1
_TERMINAL = (".", "!", "?", '"', "”", "'", "’", "…", "。", "！", "？", "।", "؟", "۔")
_BULLETS = ("•", "‣", "▶", "◀", "◦", "■", "□", "▪", "▫", "–", "- ", "* ")
_ELLIPSES = ("...", "…")
_DIGITS = b"0123456789"
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UNCOUNTED = b"abcdefghijklmnopqrstuvwxyz \n,.'"  # most of a text
_TOP_GRAMS = (2, 3, 4)  # words, Rae et al., table A1
_DUPLICATE_GRAMS = (5, 6, 7, 8, 9, 10)
_DECIMALS = 6  # float32 holds 7 significant digits
_NO_REPETITION = {
    **{f"rps_doc_frac_chars_top_{n}gram": 0.0 for n in _TOP_GRAMS},
    **{f"rps_doc_frac_chars_dupe_{n}grams": 0.0 for n in _DUPLICATE_GRAMS},
}


def label(document: Document, *, sentences: Sequence[Span]) -> dict[str, float | int]:
    """Give the signals of a document by name; every share of nothing is 0.

    >>> from copydesk.record import document_of
    >>> signals = label(document_of("Rain fell. Rain fell."), sentences=[(0, 10), (11, 21)])
    >>> signals["rps_doc_word_count"], signals["rps_doc_frac_unique_words"]
    (4, 0.5)
    """
    return {
        "rps_doc_num_sentences": len(sentences),
        **_signals_of_words(document),
        **_signals_of_characters(document.text, document.lowered, len(document.tokens)),
        **_signals_of_lines(document.text),
    }


def _signals_of_words(document: Document) -> dict[str, float | int]:
    lowered, stretches = document.lowered, len(document.tokens)
    marks = "".join(filter(lowered.__contains__, _PUNCTUATION))  # the fewer, the quicker they are stripped
    words = list(filter(None, map(str.strip, lowered.split(), repeat(marks))))
    count = len(words)
    first: dict[str, int] = {}
    numbers = np.fromiter(map(first.setdefault, words, range(count)), np.int64, count)
    times = np.bincount(numbers, minlength=count)
    characters = len("".join(words))
    bare = [
        word
        for word in filterfalse(str.isalpha, first)
        if not (word[0].isalpha() or any(map(str.isalpha, word)))
    ]
    return {
        "rps_doc_word_count": count,
        "rps_doc_mean_word_length": _share(characters, count),
        "rps_doc_frac_unique_words": _share(len(first), count),
        "rps_doc_unigram_entropy": _entropy(times[times > 1].astype(float), count, len(first)),
        "rps_doc_stop_word_fraction": _share(sum(map(_STOP_WORDS.__contains__, words)), count),
        "gopher_stop_words": len(_GOPHER_STOP_WORDS.intersection(first)),
        "rps_doc_frac_all_caps_words": _share(sum(map(str.isupper, document.tokens)), stretches),
        "rps_doc_frac_no_alph_words": _share(
            sum([int(times[first[word]]) for word in bare]) + stretches - count, stretches
        ),
        **_signals_of_repetition(words, numbers, characters),
    }


def _runs(ordered: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give where each run of equal numbers begins, and how long it is."""
    changes = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1 : len(ordered)])
    borders = changes.nonzero()[0]
    return borders[:-1], borders[1:] - borders[:-1]


def _entropy(times: NDArray[np.float64], count: int, different: int) -> float:
    """Give -sum(p ln p) with p = n / count, which is ln(count) - sum(n ln n) / count.

    ``times`` are the n of words that stand more than once: where n is 1, n ln n is nothing.
    """
    if different < 2:
        return 0.0
    return round(math.log(count) - float((times * np.log(times)).sum()) / count, _DECIMALS)


def _signals_of_repetition(
    words: list[str], numbers: NDArray[np.int64], characters: int
) -> dict[str, float]:
    """Give the shares of characters in the most frequent and in duplicate n-grams of words.

    An n-gram that stands twice begins with two (n-1)-grams, one a word after the other, that stand twice:
    each length looks only at the places that the length before it left.
    """
    signals = _NO_REPETITION.copy()
    pairs = numbers[:-1] << 32 | numbers[1:]
    order = pairs.argsort()
    first, times = _runs(pairs[order])
    most = int(times.max(initial=1))
    if most == 1:
        return signals
    longest = max([len(words[at]) + len(words[at + 1]) for at in order[first[times == most]].tolist()])
    signals["rps_doc_frac_chars_top_2gram"] = min(1.0, _share(most * longest, characters))
    again = np.empty(len(pairs), bool)
    again[order] = (times > 1).repeat(times)
    places = (again[:-1] & again[1:]).nonzero()[0].tolist()
    for n in range(3, max(_DUPLICATE_GRAMS) + 1):
        grams = defaultdict(list)
        for place in places:
            grams[tuple(words[place : place + n])].append(place)
        repeated = {gram: at for gram, at in grams.items() if len(at) > 1}
        if not repeated:
            break
        beginnings = set(chain.from_iterable(repeated.values()))
        if n in _TOP_GRAMS:
            most = max(map(len, repeated.values()))
            longest = max([len("".join(gram)) for gram, at in repeated.items() if len(at) == most])
            signals[f"rps_doc_frac_chars_top_{n}gram"] = min(1.0, _share(most * longest, characters))
        else:
            covered = reach = 0
            for place in sorted(beginnings):
                covered += len("".join(words[max(place, reach) : place + n]))
                reach = place + n
            signals[f"rps_doc_frac_chars_dupe_{n}grams"] = _share(covered, characters)
        places = [place for place in beginnings if place + 1 in beginnings]
    return signals


def _signals_of_characters(text: str, lowered: str, words: int) -> dict[str, float | int]:
    length = len(text)
    rest = text.encode("utf-8", "surrogatepass").translate(None, _UNCOUNTED)
    symbols = rest.count(b"#") + text.count("...") + text.count("…")
    return {
        "rps_doc_symbol_to_word_ratio": _share(symbols, words),
        "rps_doc_curly_bracket": _share(rest.count(b"{") + rest.count(b"}"), length),
        "rps_doc_lorem_ipsum": _share(lowered.count("lorem ipsum"), length),
        "rps_lines_uppercase_letter_fraction": _share(
            len(rest) - len(rest.translate(None, _CAPITALS)), length
        ),
        "rps_lines_numerical_chars_fraction": _share(
            len(rest) - len(rest.translate(None, _DIGITS)), length
        ),
        "rps_lines_javascript_counts": lowered.count("javascript"),
    }


def _signals_of_lines(text: str) -> dict[str, float | int]:
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    count = len(lines)
    different = dict.fromkeys(lines)
    characters = sum(map(len, lines))
    return {
        "rps_doc_frac_lines_end_with_ellipsis": _share(
            sum(map(str.endswith, lines, repeat(_ELLIPSES))), count
        ),
        "rps_lines_start_with_bulletpoint": _share(
            sum(map(str.startswith, lines, repeat(_BULLETS))), count
        ),
        "c4_frac_lines_end_with_terminal_punctuation": _share(
            sum(map(str.endswith, lines, repeat(_TERMINAL))), count
        ),
        "gopher_frac_duplicate_lines": _share(count - len(different), count),
        "gopher_frac_chars_in_duplicate_lines": _share(characters - sum(map(len, different)), characters),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, _DECIMALS) if part else 0.0
