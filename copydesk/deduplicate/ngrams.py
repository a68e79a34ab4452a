"""Texts to hashes of their words and word n-grams, a batch of texts in a few numpy calls.

A word is a run of letters and digits; what stands between words (white space, punctuation, symbols) and
the case of letters do not count, and text is compared in Unicode normal form NFKC. Every ideograph and
kana is a word of its own, since such text has no spaces. The hashes are 64 bits wide, depend on nothing
but the text, and are the same on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Indices = NDArray[np.int64]

# The golden ratio's odd 64-bit fraction, and the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)

_LANE = 8  # bytes hashed at a time
_LONG_WORD = 64  # bytes; what is longer (a line without spaces) is hashed by itself
_LANE_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_LANE + 1)], dtype=np.uint64)

_CAPITAL, _STRANGE = 1, 2  # what a code point needs: lower case, or NFKC before it

_LETTERS = bytes(
    byte if byte >= 0x80 or chr(byte).isdigit() else ord(chr(byte).lower()) if chr(byte).isalpha() else 0
    for byte in range(256)
)

# Letters that NFKC keeps and that no following one of them changes, and signs that are blanked with all
# that NFKC makes of them. To normalise costs more than all else, and few texts have any other character.
NORMAL = (
    (0x0000, 0x00A7), (0x00A9, 0x00A9), (0x00AB, 0x00AE), (0x00B0, 0x00B1), (0x00B6, 0x00B7),
    (0x00BB, 0x00BB), (0x00BF, 0x0131), (0x0134, 0x013E), (0x0141, 0x0148), (0x014A, 0x017E),
    (0x0391, 0x03A1), (0x03A3, 0x03CE), (0x0400, 0x0482), (0x048A, 0x052F), (0x05D0, 0x05EA),
    (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x064A), (0x2010, 0x2016), (0x2018, 0x2027),
    (0x2030, 0x203B), (0x20AC, 0x20AC), (0x2190, 0x21FF), (0x25A0, 0x27BF), (0x3001, 0x301F),
    (0x3041, 0x3096), (0x30A1, 0x30FA), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFFFD, 0xFFFD),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch of texts.

    Attributes:
        hashes: one 64-bit hash a word, the words of all texts in order.
        offsets: where each text's words begin; one more entry than there are texts.
    """

    hashes: Hashes
    offsets: Indices


@dataclass(frozen=True, slots=True)
class Ngrams:
    """The word n-grams of a batch of texts, repeated ones included.

    Attributes:
        hashes: one 64-bit hash an n-gram.
        texts: for each n-gram, the index of its text in the batch; never falls.
    """

    hashes: Hashes
    texts: Indices


def mix(values: Hashes) -> Hashes:
    """Spread every bit of each 64-bit value over all of its bits (the finaliser of SplitMix64)."""
    mixed = values ^ (values >> np.uint64(30))
    mixed *= _MIX_1
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MIX_2
    mixed ^= mixed >> np.uint64(31)
    return mixed


def powers(count: int) -> Hashes:
    """Give the first powers of one odd number modulo 2**64: weights that tell places apart."""
    factors = np.full(count, _GOLDEN, dtype=np.uint64)
    factors[:1] = 1
    return np.multiply.accumulate(factors)


def hash_words(texts: pa.Array) -> Words:
    """Hash the words of texts.

    Args:
        texts: strings without nulls.
    """
    data, borders = _bytes_of(texts)
    raw = data.translate(_LETTERS)
    letters = np.frombuffer(raw, dtype=np.uint8)
    foreign = not raw.isascii()
    if foreign:
        letters = letters.copy()
        _blank_symbols(letters)
        raw = letters.tobytes()
    inside = letters != 0
    flips = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if inside.size and inside[0]:
        flips = np.concatenate([np.zeros(1, dtype=np.int64), flips])
    starts, ends = flips[0::2], flips[1::2]
    if foreign:
        starts, ends = _part_ideographs(letters, starts, ends)
    return Words(_hash_spans(raw, starts, ends), np.searchsorted(starts, borders).astype(np.int64))


def hash_ngrams(words: Words, size: int) -> Ngrams:
    """Hash every run of ``size`` words of a text; a shorter text is one n-gram by itself."""
    counts = np.diff(words.offsets)
    texts = np.repeat(np.arange(counts.size), counts)
    ranks = np.arange(words.hashes.size) - words.offsets[texts]
    gap = size - 1  # zeros after each text, so that no n-gram runs into the next one
    padded = np.zeros(words.hashes.size + gap * (counts.size + 1), dtype=np.uint64)
    padded[np.arange(words.hashes.size) + gap * texts] = words.hashes
    rolled = padded[: padded.size - gap].copy()
    for step in range(1, size):
        rolled *= _GOLDEN
        rolled += padded[step : padded.size - gap + step]
    whole = np.flatnonzero((ranks + size <= counts[texts]) | (ranks == 0))
    return Ngrams(mix(rolled[whole + gap * texts[whole]]), texts[whole])


def hash_texts(words: Words) -> Hashes:
    """Hash each text by all of its words in order: equal for texts with the same words."""
    counts = np.diff(words.offsets)
    longest = int(counts.max(initial=0))
    texts = np.repeat(np.arange(counts.size), counts)
    ranks = np.arange(words.hashes.size) - words.offsets[texts]
    sums = np.zeros(words.hashes.size + 1, dtype=np.uint64)
    np.cumsum(words.hashes * powers(longest)[ranks], out=sums[1:])
    return mix(sums[words.offsets[1:]] - sums[words.offsets[:-1]] + counts.astype(np.uint64))


def _bytes_of(texts: pa.Array) -> tuple[bytes, Indices]:
    """Give the UTF-8 of all texts, a line feed after each, and where each begins (and the last ends)."""
    data, borders = _ended(texts)
    places = np.flatnonzero(data >= 0xC2)
    change = _change()[_code_points(data, places)]
    strange, capital = (
        np.diff(np.searchsorted(places[change >= least], borders)) > 0 for least in (_STRANGE, _CAPITAL)
    )
    if strange.any():
        normal = pc.utf8_normalize(texts.filter(pa.array(strange)), form="NFKC")
        texts = pc.replace_with_mask(texts, pa.array(strange), normal)
    if capital.any():
        lowered = pc.utf8_lower(texts.filter(pa.array(capital)))
        data, borders = _ended(pc.replace_with_mask(texts, pa.array(capital), lowered))
    return data.tobytes(), borders


def _ended(texts: pa.Array) -> tuple[NDArray[np.uint8], Indices]:
    nothing, ending = pa.scalar("", pa.large_string()), pa.scalar("\n", pa.large_string())
    ended: Any = pc.binary_join_element_wise(texts.cast(pa.large_string()), nothing, ending)
    _, offsets, data = ended.buffers()
    if data is None or not len(ended):
        return np.zeros(0, dtype=np.uint8), np.zeros(len(texts) + 1, dtype=np.int64)
    borders = np.frombuffer(offsets, dtype=np.int64)[ended.offset : ended.offset + len(ended) + 1]
    return np.frombuffer(data, dtype=np.uint8)[borders[0] : borders[-1]], borders - borders[0]


def _code_points(data: NDArray[np.uint8], places: Indices) -> NDArray[np.int32]:
    """Give the code points whose UTF-8 begins at some places; those beyond 0xFFFF as 0xFFFF."""
    whole = data[np.minimum(places[:, None] + np.arange(3), data.size - 1)]
    first, second, third = whole.T.astype(np.int32)
    two = (first & 0x1F) << 6 | second & 0x3F
    three = (first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
    return np.where(first < 0xE0, two, np.where(first < 0xF0, three, 0xFFFF))


@cache
def _change() -> NDArray[np.uint8]:
    """Tell of the code points of the basic plane what changes them: lower case, NFKC too, or nothing."""
    change = np.full(1 << 16, _STRANGE, dtype=np.uint8)
    for first, last in NORMAL:
        usual = "".join(map(chr, range(first, last + 1)))
        lowered = pc.utf8_lower(pa.scalar(usual)).as_py()
        capital = [one != other for one, other in zip(usual, lowered, strict=True)]
        change[first : last + 1] = np.where(capital, _CAPITAL, 0)
    change[0xFFFF] = _STRANGE
    return change


@cache
def _symbol_leads() -> NDArray[np.bool_]:
    """Tell which first two bytes of a UTF-8 character mean punctuation or a symbol: 65,536 answers.

    They are U+0080 to U+00BF, the signs of multiplication and division, the Arabic comma, semicolon and
    question mark, U+2000 to U+2BFF, U+3000 to U+303F, the replacement character and the emoji (Unicode 16,
    Blocks.txt).
    """
    leads = np.zeros(1 << 16, dtype=np.bool_)
    leads[0xC280:0xC2C0] = True
    leads[[0xC397, 0xC3B7, 0xD88C, 0xD89B, 0xD89F, 0xE380, 0xEFBF, 0xF09F]] = True
    leads[0xE280:0xE2B0] = True
    return leads


def _blank_symbols(letters: NDArray[np.uint8]) -> None:
    """Set the bytes of punctuation and symbols beyond ASCII to zero."""
    places = np.flatnonzero(letters[:-1] >= 0xC2)
    pairs = (letters[places].astype(np.int64) << 8) | letters[places + 1]
    places = places[_symbol_leads()[pairs]]
    sizes = 2 + (letters[places] >= 0xE0) + (letters[places] >= 0xF0)
    for step in range(4):
        letters[places[sizes > step] + step] = 0


def _part_ideographs(letters: NDArray[np.uint8], starts: Indices, ends: Indices) -> tuple[Indices, Indices]:
    """Make every character from U+3040 to U+9FFF (kana and ideographs) a word by itself."""
    single = np.flatnonzero((letters >= 0xE3) & (letters <= 0xE9))
    if not single.size:
        return starts, ends
    parts = np.unique(np.concatenate([starts, single, single + 3]))
    parts = parts[letters[parts] != 0]
    run_ends = ends[np.searchsorted(ends, parts, side="right")]
    following = np.append(parts[1:], letters.size)
    return parts, np.minimum(run_ends, following)


def _hash_spans(raw: bytes, starts: Indices, ends: Indices) -> Hashes:
    """Hash the bytes of every span, eight at a time; little-endian, whatever the machine."""
    sizes = ends - starts
    padded = raw + bytes(_LANE)
    lanes = np.ndarray((len(raw) + 1,), dtype="<u8", buffer=padded, strides=(1,))
    hashes = mix((lanes[starts] & _LANE_MASKS[np.minimum(sizes, _LANE)]) + _GOLDEN)
    longer = np.flatnonzero((sizes > _LANE) & (sizes <= _LONG_WORD))
    done = _LANE
    while longer.size:
        left = np.minimum(sizes[longer] - done, _LANE)
        hashes[longer] = mix(
            (hashes[longer] ^ (lanes[starts[longer] + done] & _LANE_MASKS[left])) + _GOLDEN
        )
        done += _LANE
        longer = longer[sizes[longer] > done]
    for index in np.flatnonzero(sizes > _LONG_WORD).tolist():
        digest = blake2b(raw[int(starts[index]) : int(ends[index])], digest_size=8).digest()
        hashes[index] = int.from_bytes(digest, "little")
    return hashes
