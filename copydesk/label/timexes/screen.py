"""Which sentences are worth a closer look: those with a word that says something about time.

Six sentences in ten hold none. To see that, a text is made plain (small letters, 0 for every digit, blanks
for all else) and its words are looked up, which costs a tenth of what it takes to read it.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = (string.ascii_lowercase + string.digits + ":/'?").encode()
# "?" is what an encoder makes of a character such as a curly apostrophe
_ALIKE = bytes.maketrans(b"123456789?", b"000000000'")
_PLAIN = bytes(code if code in _KEPT else ord(" ") for code in range(256)).translate(_ALIKE)
_JOINTS = {b"0:0": b":", b"0/0": b"/", b"'00": b"'"}  # 10:15, 30/8/2006, the class of '98
_JOINED = b" # "


class Screen:
    """Knows the shapes of the words without one of which a sentence holds no expression."""

    def __init__(self, words: Iterable[str]) -> None:
        names = [word.encode() for word in words if word.isalpha()]
        digits = [b"0" * length for length in range(1, 5)]
        self.triggers = frozenset(
            [b"#", b"0000", b"0000s", b"00s"]
            + names
            + [number + name for name in names for number in digits]
            + [name + number for name in names for number in digits]
        )

    def shapes(self, lowered: str) -> bytes:
        """Make a text plain, one byte a code point, so that offsets in it hold in the text."""
        plain = lowered.encode("ascii", "replace").translate(_PLAIN)
        for joined, mark in _JOINTS.items():
            plain = plain.replace(joined, _JOINED).replace(mark, b" ")
        return plain
