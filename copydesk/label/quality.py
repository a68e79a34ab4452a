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
import threading
from array import array
from collections import defaultdict
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from copydesk.record import lower_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from copydesk.record import Document, Span

_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’„‚«»‹›–—―…·•¡¿、。，！？：；（）「」『』【】।؟،؛"
_STOP_WORDS = tuple(
    word
    for line in (Path(__file__).parent.parent / "lexicon" / "stop_words.txt")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_GOPHER_STOP_WORDS = ("the", "be", "to", "of", "and", "that", "have", "with")  # Rae et al., A.1.1
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
_MOST_TOKENS = 1 << 17  # that are remembered: some 25 MB


class _Vocabulary(dict[str, int]):
    """The numbers of the tokens seen so far and, by number, what is true of a token in every text.

    A *token* is a stretch without white space as it stands in the text. Which number it has depends on what
    was read before; only no word and the stop words, which come first, have theirs for good.
    """

    first = ("", *dict.fromkeys((*_GOPHER_STOP_WORDS, *_STOP_WORDS)))

    def __init__(self) -> None:
        super().__init__()
        self.words = {word: number for number, word in enumerate(self.first)}
        self.lengths = array("q", map(len, self.first))  # of the words, in code points
        self.word = array("q")  # the number of each token's word
        self.capitals = array("b")  # 1 if all letters of the token are
        self.bare = array("b")  # 1 if the token has no letter

    def __missing__(self, token: str) -> int:
        word = lower_case(token).strip(_PUNCTUATION)
        if word not in self.words:
            self.words[word] = len(self.words)
            self.lengths.append(len(word))
        self.word.append(self.words[word])
        self.capitals.append(token.isupper())
        self.bare.append(not word.isalpha() and not any(map(str.isalpha, word)))
        number = self[token] = len(self)
        return number


class _Memory(threading.local):
    """What one thread remembers."""

    def __init__(self) -> None:
        self.vocabulary = _Vocabulary()


_memory = _Memory()
_BORDERS = np.array([1, 1 + len(_GOPHER_STOP_WORDS), len(_Vocabulary.first)])  # of the first numbers


def label(document: Document, *, sentences: Sequence[Span]) -> dict[str, float | int]:
    """Give the signals of a document by name; every share of nothing is 0.

    >>> from copydesk.record import document_of
    >>> signals = label(document_of("Rain fell. Rain fell."), sentences=[(0, 10), (11, 21)])
    >>> signals["rps_doc_word_count"], signals["rps_doc_frac_unique_words"]
    (4, 0.5)
    """
    tokens = document.tokens
    return {
        "rps_doc_num_sentences": len(sentences),
        **_signals_of_words(tokens),
        **_signals_of_characters(document.text, document.lowered, len(tokens)),
        **_signals_of_lines(document.text),
    }


def _signals_of_words(stretches: Sequence[str]) -> dict[str, float | int]:
    if len(_memory.vocabulary) > _MOST_TOKENS:
        _memory.vocabulary = _Vocabulary()
    vocabulary = _memory.vocabulary
    tokens = np.fromiter(map(vocabulary.__getitem__, stretches), np.int64, len(stretches))
    words = np.frombuffer(vocabulary.word, np.int64)[tokens]
    capitals = np.frombuffer(vocabulary.capitals, np.int8)[tokens]
    bare = np.frombuffer(vocabulary.bare, np.int8)[tokens]
    ordered = words.copy()
    ordered.sort()
    none, gopher, stop = ordered.searchsorted(_BORDERS).tolist()
    if none:
        words, ordered = words[words > 0], ordered[none:]
    lengths = np.frombuffer(vocabulary.lengths, np.int64)[words]
    count, characters = len(words), int(lengths.sum())
    first, times = _runs(ordered)
    return {
        "rps_doc_word_count": count,
        "rps_doc_mean_word_length": _share(characters, count),
        "rps_doc_frac_unique_words": _share(len(times), count),
        "rps_doc_unigram_entropy": _entropy(times.astype(float), count),
        "rps_doc_stop_word_fraction": _share(stop - none, count),
        "gopher_stop_words": int(np.count_nonzero(first < gopher - none)),
        "rps_doc_frac_all_caps_words": _share(int(np.count_nonzero(capitals)), len(tokens)),
        "rps_doc_frac_no_alph_words": _share(int(np.count_nonzero(bare)), len(tokens)),
        **_signals_of_repetition(words, lengths, characters),
    }


def _runs(ordered: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give where each run of equal numbers begins, and how long it is."""
    changes = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1 : len(ordered)])
    borders = changes.nonzero()[0]
    return borders[:-1], borders[1:] - borders[:-1]


def _entropy(times: NDArray[np.float64], count: int) -> float:
    """Give -sum(p ln p) with p = n / count, which is ln(count) - sum(n ln n) / count."""
    if len(times) < 2:
        return 0.0
    return round(math.log(count) - float((times * np.log(times)).sum()) / count, _DECIMALS)


def _signals_of_repetition(
    words: NDArray[np.int64], lengths: NDArray[np.int64], characters: int
) -> dict[str, float]:
    """Give the shares of characters in the most frequent and in duplicate n-grams of words.

    An n-gram that stands twice begins with two (n-1)-grams, one a word after the other, that stand twice:
    each length looks only at the places that the length before it left.
    """
    signals = _NO_REPETITION.copy()
    pairs = words[:-1] << 32 | words[1:]
    order = pairs.argsort()
    first, times = _runs(pairs[order])
    most = times.max(initial=1)
    if most == 1:
        return signals
    top = order[first[times == most]]
    longest = (lengths[top] + lengths[top + 1]).max()
    signals["rps_doc_frac_chars_top_2gram"] = min(1.0, _share(int(most * longest), characters))
    again = np.empty(len(pairs), bool)
    again[order] = (times > 1).repeat(times)
    places = (again[:-1] & again[1:]).nonzero()[0].tolist()
    if not places:
        return signals
    numbers, ends = words.tolist(), [0, *lengths.cumsum().tolist()]
    for n in range(3, max(_DUPLICATE_GRAMS) + 1):
        grams = defaultdict(list)
        for place in places:
            grams[tuple(numbers[place : place + n])].append(place)
        repeated = [at for at in grams.values() if len(at) > 1]
        if not repeated:
            break
        beginnings = set(chain.from_iterable(repeated))
        if n in _TOP_GRAMS:
            most = max(map(len, repeated))
            longest = max([ends[at[0] + n] - ends[at[0]] for at in repeated if len(at) == most])
            signals[f"rps_doc_frac_chars_top_{n}gram"] = min(1.0, _share(most * longest, characters))
        else:
            covered = reach = 0
            for place in sorted(beginnings):
                covered += ends[place + n] - ends[max(place, reach)]
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
