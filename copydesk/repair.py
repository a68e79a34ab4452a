"""Repairs of a line of text, every one of them kept aligned with what stood on the page.

Mojibake (by ftfy), HTML entities left in text, soft hyphens and other invisible characters, odd or
repeated spaces, control characters, Unicode NFC.
"""

from __future__ import annotations

import html
import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from copydesk.offsets import chained, joined
from copydesk.record import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAY_NEED_REPAIR = (
    r"&(?:#[0-9xX]|[A-Za-z])|  "
    r"|[\x00-\x1f\x7f-\xa0\xad\x{1680}\x{180e}\x{2000}-\x{200b}\x{2028}-\x{202f}\x{205f}-\x{2064}]"
    r"|[\x{3000}\x{feff}\x{fff9}-\x{fffb}]|\p{M}|[\x{1100}-\x{11ff}]"
    # what NFC takes apart or replaces: DerivedNormalizationProps.txt, NFC_Quick_Check=No
    r"|[\x{374}\x{37e}\x{387}\x{958}-\x{95f}\x{9dc}-\x{9df}\x{a33}-\x{a5e}\x{b5c}\x{b5d}\x{f43}-\x{f69}]"
    r"|[\x{1f71}-\x{1fff}\x{2126}-\x{212b}\x{2329}\x{232a}\x{2adc}\x{f900}-\x{faff}\x{fb1d}-\x{fb4e}]"
    r"|[\x{1d15e}-\x{1d1c0}\x{2f800}-\x{2fa1d}]"
    r"|[\xc2-\xf4\x{0402}-\x{0453}\x{0412}-\x{0420}]"
    r"[\x80-\xbf\x{0152}-\x{0192}\x{02c6}\x{02dc}\x{2013}-\x{203a}\x{20ac}\x{2122}]"
)
"""A pattern for the regex engine of polars: a line without a match is as repair() would leave it."""

_MOJIBAKE = re.compile(r"[\xc2-\xf4Ѐ-џ][\x80-\xbfŒ-ƒˆ˜–-›€™]")
_TOKEN = re.compile(r"[^ ]+")
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_OTHER_SPACES = "\\t\\n\\r\\x0b\\x0c\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
_SPACE = f"[ {_OTHER_SPACES}]"
_INVISIBLE = (
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u180e\\u200b\\u202a-\\u202e\\u2060-\\u2064"
    "\\ufeff\\ufff9-\\ufffb"
)
_BLANK_OR_INVISIBLE = f"(?P<space>{_SPACE}{{2,}}|(?! ){_SPACE})|(?P<invisible>[{_INVISIBLE}]+)"
_BLANK = re.compile(_BLANK_OR_INVISIBLE)
_PIECE = re.compile(f"(?P<entity>{_ENTITY})|{_BLANK_OR_INVISIBLE}")
_STRANGE = re.compile(f"[&{_OTHER_SPACES}{_INVISIBLE}]")
"""One of these is in every piece, but for a run of plain spaces."""
_LONGEST_DIFF = 400  # code points; a longer word is compared at its ends only


def repair(text: str) -> tuple[str, list[Run]]:
    r"""Repair a line of text and say where on the line every letter that stayed had stood.

    Returns:
        The repaired text, trimmed, and its alignment with the given one.

    >>> repair("caf\u0065\u0301 &amp; bar")[0]
    'café & bar'
    """
    runs = [Run(0, 0, len(text))] if text else []
    if _MOJIBAKE.search(text):
        text, runs = _each_token(text, runs, _without_mojibake)
    # an entity may hide another ("&amp;#8217;"), and in the end a space
    for pieces in (_PIECE, _PIECE, _PIECE, _BLANK):
        if not (found := _matches(text, pieces)):
            break
        text, step = _rewritten(text, found)
        runs = chained(step, runs)
    if not unicodedata.is_normalized("NFC", text):
        text, runs = _each_token(text, runs, _normalised)
    trimmed = text.strip(" ")
    if len(trimmed) < len(text):
        runs = chained([Run(0, text.index(trimmed), len(trimmed))], runs) if trimmed else []
    return trimmed, runs


def _matches(text: str, pieces: re.Pattern[str]) -> list[re.Match[str]]:
    """Find what has to be rewritten; quicker than the pattern, which has to be tried at every letter."""
    if "  " in text:
        return list(pieces.finditer(text))
    found: list[re.Match[str]] = []
    done = 0
    for strange in _STRANGE.finditer(text):
        at = strange.start()
        match = pieces.match(text, at - 1) if at > done and text[at - 1] == " " else None
        match = match or (pieces.match(text, at) if at >= done else None)
        if match is not None:
            found.append(match)
            done = match.end()
    return found


def _rewritten(text: str, matches: Sequence[re.Match[str]]) -> tuple[str, list[Run]]:
    parts: list[str] = []
    runs: list[Run] = []
    written = done = 0
    for match in matches:
        plain = text[done : match.start()]
        if plain:
            runs.append(Run(written, done, len(plain)))
        new = _replacement(match)
        parts += (plain, new)
        if match.lastgroup == "space" and match[0][0] == " ":
            runs.append(Run(written + len(plain), match.start(), 1))
        elif new == match[0]:
            runs.append(Run(written + len(plain), match.start(), len(new)))
        written += len(plain) + len(new)
        done = match.end()
    if done < len(text):
        parts.append(text[done:])
        runs.append(Run(written, done, len(text) - done))
    return "".join(parts), joined(runs)


def _replacement(match: re.Match[str]) -> str:
    if match.lastgroup == "space":
        return " "
    if match.lastgroup == "invisible":
        return ""
    return html.unescape(match[0])


def _without_mojibake(token: str) -> str:
    if not _MOJIBAKE.search(token):
        return token
    from ftfy import fix_encoding

    fixed: str = fix_encoding(token)
    return fixed


def _normalised(token: str) -> str:
    return unicodedata.normalize("NFC", token)


def _each_token(text: str, runs: list[Run], change: Callable[[str], str]) -> tuple[str, list[Run]]:
    parts: list[str] = []
    steps: list[Run] = []
    written = done = 0
    for match in _TOKEN.finditer(text):
        new = change(match[0])
        if new == match[0]:
            continue
        plain = text[done : match.start()]
        steps.append(Run(written, done, len(plain)))
        parts += (plain, new)
        written += len(plain)
        steps += [Run(written + a, match.start() + b, size) for a, b, size in _common(new, match[0])]
        written += len(new)
        done = match.end()
    parts.append(text[done:])
    steps.append(Run(written, done, len(text) - done))
    return "".join(parts), chained(joined(steps), runs)


def _common(new: str, old: str) -> list[tuple[int, int, int]]:
    """The stretches that both have, ascending: place in the new one, in the old one, length."""
    if max(len(new), len(old)) <= _LONGEST_DIFF:
        blocks = SequenceMatcher(None, new, old, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in blocks if block.size]
    head = next(
        (i for i, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), min(len(new), len(old))
    )
    rest = min(len(new), len(old)) - head
    pairs = zip(reversed(new), reversed(old), strict=False)
    tail = min(next((i for i, (a, b) in enumerate(pairs) if a != b), rest), rest)
    return [(0, 0, head), (len(new) - tail, len(old) - tail, tail)]
