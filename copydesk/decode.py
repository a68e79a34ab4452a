"""The bytes of a page to its text.

The encoding comes from the byte order mark, then from UTF-8 itself (other bytes hardly ever are valid
UTF-8), then from what the page or its server declares, then from detection by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re

from copydesk.record import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP file",
    b"\x89PNG\r\n": "a PNG image",
    b"GIF8": "a GIF image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
}
_MAGIC = tuple(_KINDS)
_NO_ENCODING_OF_PAGES = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
)
"""Codecs of Python that no page is in: some fail on anything, some make lone surrogates."""
_DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9][a-z0-9._:-]{1,39})""")
_HEAD = 4096  # bytes in which a page must declare its encoding
_SAMPLE = 65_536  # bytes that detection looks at
_CONTROL = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_MOST_CONTROL = 0.01  # share of control bytes above which a page is no text
_MOST_BROKEN = 0.005  # share of replaced characters that a declared encoding may leave


def decode_page(raw: bytes, *, declared: str | None = None) -> str | Refusal:
    """Decode a page.

    Args:
        raw: The bytes of the page.
        declared: The encoding that the page's server named.

    Returns:
        The text of the page without a byte order mark, or why there is none: `empty`, `binary`
        or `undecodable`.
    """
    if raw.startswith(_MAGIC):
        kind = next(kind for magic, kind in _KINDS.items() if raw.startswith(magic))
        return Refusal("binary", f"the bytes are {kind}, not a page")
    text = _decoded(raw, declared)
    if isinstance(text, Refusal):
        return text
    if not text or text.isspace():
        return Refusal("empty", f"{len(raw)} bytes without a visible character")
    packed = raw if b"\x00" not in raw else text.encode("utf-8", "replace")  # zeros: UTF-16 or UTF-32
    if (control := len(packed) - len(packed.translate(None, _CONTROL))) > _MOST_CONTROL * len(packed):
        return Refusal("binary", f"{control} control characters among {len(packed)}")
    return text


def _decoded(raw: bytes, declared: str | None) -> str | Refusal:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if b"\x00" in raw and raw.count(0) > _MOST_CONTROL * len(raw):
        return _wide(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    names = [declared, *(match.decode("ascii") for match in _DECLARED.findall(raw[:_HEAD]))]
    for name in names:
        if name and (text := _as_declared(raw, name)) is not None:
            return text
    return _detected(raw)


def _wide(raw: bytes) -> str | Refusal:
    """Text in UTF-16 without a mark has its zero bytes on one side."""
    sample = raw[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.4 * half and others < 0.02 * half:
            return raw.decode(encoding, "replace")
    return Refusal("binary", f"{raw.count(0)} zero bytes among {len(raw)}")


def _as_declared(raw: bytes, name: str) -> str | None:
    """The text, if the encoding is known and fits but for a few bytes."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):  # a name with a zero byte is a ValueError
        return None
    if codec.name.replace("_", "-") in _NO_ENCODING_OF_PAGES:
        return None
    if codec.name in {"iso8859-1", "ascii"}:
        codec = codecs.lookup("cp1252")  # what pages mean by it: WHATWG Encoding Standard
    if codec.name.startswith(("utf-16", "utf-32")) or not codec._is_text_encoding:  # noqa: SLF001
        return None
    text = raw.decode(codec.name, "replace")
    return text if text.count("\ufffd") <= max(1, _MOST_BROKEN * len(text)) else None


def _detected(raw: bytes) -> str | Refusal:
    text = raw.decode("utf-8", "replace")
    if (broken := text.count("\ufffd")) <= _MOST_BROKEN * len(text) and broken < _beyond_ascii(text):
        return text  # UTF-8 that was cut or hurt in a few places
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE]).best()
    if best is None:
        return Refusal("undecodable", f"no encoding fits these {len(raw)} bytes and none is declared")
    return raw.decode(best.encoding, "replace")


def _beyond_ascii(text: str) -> int:
    return sum(char > "\x7f" for char in text if char != "\ufffd")
