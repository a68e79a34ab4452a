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

from collections import Counter
from itertools import filterfalse, repeat
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
_TOP_GRAMS = (2, 3, 4)  # words, Rae et al., table A1
_DUPLICATE_GRAMS = (5, 6, 7, 8, 9, 10)
_DECIMALS = 6  # float32 holds 7 significant digits


def label(document: Document, *, sentences: Sequence[Span]) -> dict[str, float | int]:
    """Give the signals of a document by name; every share of nothing is 0.

    >>> from copydesk.record import document_of
    >>> signals = label(document_of("Rain fell. Rain fell."), sentences=[(0, 10), (11, 21)])
    >>> signals["rps_doc_word_count"], signals["rps_doc_frac_unique_words"]
    (4, 0.5)
    """
    text = document.text
    raw = text.split()
    words = list(filter(None, map(str.strip, document.lowered.split(), repeat(_PUNCTUATION))))
    signals: dict[str, float | int] = {"rps_doc_num_sentences": len(sentences)}
    signals |= _signals_of_words(words, raw)
    signals |= _signals_of_characters(text, document.lowered, len(raw))
    signals |= _signals_of_lines(text)
    return {
        name: value if isinstance(value, int) else round(float(value), _DECIMALS)
        for name, value in signals.items()
    }


def _signals_of_words(words: list[str], raw: list[str]) -> dict[str, float | int]:
    count = len(words)
    first: dict[str, int] = {}
    ids = np.fromiter(map(first.setdefault, words, range(count)), np.int64, count)
    occurrences = np.bincount(ids)
    shares = occurrences[occurrences > 0] / max(count, 1)
    characters = len("".join(words))
    without_letters = sum(
        int(occurrences[first[word]])
        for word in filterfalse(str.isalpha, first)
        if not any(map(str.isalpha, word))
    )
    return {
        "rps_doc_word_count": count,
        "rps_doc_mean_word_length": _share(characters, count),
        "rps_doc_frac_unique_words": _share(len(first), count),
        "rps_doc_unigram_entropy": float(-(shares * np.log(shares)).sum()),
        "rps_doc_stop_word_fraction": _share(sum(map(_STOP_WORDS.__contains__, words)), count),
        "gopher_stop_words": len(_GOPHER_STOP_WORDS.intersection(first)),
        "rps_doc_frac_all_caps_words": _share(sum(map(str.isupper, raw)), len(raw)),
        "rps_doc_frac_no_alph_words": _share(without_letters + len(raw) - count, len(raw)),
        **_signals_of_repetition(words, ids, characters),
    }


def _signals_of_repetition(
    words: list[str], ids: NDArray[np.int64], characters: int
) -> dict[str, float | int]:
    """Give the shares of characters in the most frequent and in duplicate n-grams of words.

    An n-gram that stands twice is made of two (n-1)-grams that stand twice: so each length looks only at
    the places that the length before it left, and knows a gram by the numbers of the two it is made of.
    """
    signals: dict[str, float | int] = {f"rps_doc_frac_chars_top_{n}gram": 0.0 for n in _TOP_GRAMS}
    signals |= {f"rps_doc_frac_chars_dupe_{n}grams": 0.0 for n in _DUPLICATE_GRAMS}
    places, grams = _repeated_pairs(ids)
    for n in range(2, max(_DUPLICATE_GRAMS) + 1):
        times = Counter(grams)
        if n > 2:
            repeated = [(place, gram) for place, gram in zip(places, grams, strict=True) if times[gram] > 1]
            places, grams = [place for place, _ in repeated], [gram for _, gram in repeated]
        if not places:
            break
        if n in _TOP_GRAMS:
            most = max(times.values())
            longest = max(
                len("".join(words[place : place + n]))
                for place, gram in zip(places, grams, strict=True)
                if times[gram] == most
            )
            signals[f"rps_doc_frac_chars_top_{n}gram"] = min(1.0, most * longest / characters)
        else:
            covered = {index for place in places for index in range(place, place + n)}
            signals[f"rps_doc_frac_chars_dupe_{n}grams"] = (
                sum(len(words[at]) for at in covered) / characters
            )
        places, grams = _longer_grams(places, grams)
    return signals


def _longer_grams(places: list[int], grams: list[int]) -> tuple[list[int], list[int]]:
    """Give the places where two repeated grams begin side by side, and the number of the gram they make."""
    first: dict[tuple[int, int], int] = {}
    longer = [
        (place, first.setdefault((gram, following), place))
        for place, after, gram, following in zip(places, places[1:], grams, grams[1:], strict=False)
        if after == place + 1
    ]
    return [place for place, _ in longer], [gram for _, gram in longer]


def _repeated_pairs(ids: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Give the places at which a pair of words begins that stands more than once, and the pair's number."""
    keys = ids[:-1] * len(ids) + ids[1:]
    ordered = np.sort(keys)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    if not repeated.size:
        return [], []
    nearest = np.searchsorted(repeated, keys)
    nearest[nearest == repeated.size] = 0
    places = np.flatnonzero(repeated[nearest] == keys)
    return places.tolist(), keys[places].tolist()


def _signals_of_characters(text: str, lowered: str, words: int) -> dict[str, float | int]:
    length = len(text)
    encoded = text.encode("utf-8", "surrogatepass")
    symbols = text.count("#") + text.count("...") + text.count("…")
    return {
        "rps_doc_symbol_to_word_ratio": _share(symbols, words),
        "rps_doc_curly_bracket": _share(text.count("{") + text.count("}"), length),
        "rps_doc_lorem_ipsum": _share(lowered.count("lorem ipsum"), length),
        "rps_lines_uppercase_letter_fraction": _share(
            len(encoded) - len(encoded.translate(None, _CAPITALS)), length
        ),
        "rps_lines_numerical_chars_fraction": _share(
            len(encoded) - len(encoded.translate(None, _DIGITS)), length
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
            sum(line.endswith(_ELLIPSES) for line in lines), count
        ),
        "rps_lines_start_with_bulletpoint": _share(sum(line.startswith(_BULLETS) for line in lines), count),
        "c4_frac_lines_end_with_terminal_punctuation": _share(
            sum(line.endswith(_TERMINAL) for line in lines), count
        ),
        "gopher_frac_duplicate_lines": _share(count - len(different), count),
        "gopher_frac_chars_in_duplicate_lines": _share(characters - sum(map(len, different)), characters),
    }


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
