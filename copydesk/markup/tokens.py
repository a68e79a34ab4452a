"""The characters of HTML: tags, attributes, character references and white space.

The grammar is that of the WHATWG HTML standard, section 13.2.5 (tokenization).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5

# Characters that a browser shows as nothing: controls, soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = "\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u00ad\\u200b\\u2060\\ufeff"
_SPACES = "\\t\\n\\r\\f \\x85\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"

# Possessive throughout: a tag that never closes is looked at once. A quotation mark opens a value only
# after an equals sign.
TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)"
    r"""((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+)>"""
)
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+""")
# words with single plain spaces between them: what stands on the line letter for letter
WORDS = re.compile(f"[^{_SPACES}{_INVISIBLE}&]++(?: [^{_SPACES}{_INVISIBLE}&]++)*+")
REFERENCE = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?+|[a-zA-Z][a-zA-Z0-9]{0,31};?+)")
SPACE = re.compile(f"[{_SPACES}]+")
INVISIBLE = re.compile(f"[{_INVISIBLE}]+")
LONGEST_NUMBER = 12  # digits; longer references are out of range whatever they say


@lru_cache(maxsize=4096)
def decode_reference(reference: str) -> tuple[str, int]:
    """Give what a character reference stands for, and how many of its characters belong to it.

    >>> decode_reference("&eacutes")
    ('é', 7)
    >>> decode_reference("&bogus;")
    ('', 0)
    """
    if reference.startswith("&#"):
        if len(reference) > LONGEST_NUMBER:
            return "\ufffd", len(reference)
        return unescape(reference), len(reference)
    name = reference[1:]
    for length in range(len(name), 1, -1):
        # the standard's table has the names that may lack their semicolon without one
        if (text := html5.get(name[:length])) is not None:
            return text, length + 1
    return "", 0


def attributes_of(text: str) -> dict[str, str]:
    """Give the attributes of a tag by lower-case name, values decoded; the first of a name counts.

    >>> attributes_of(' class="a b" HIDDEN content=x&amp;y')
    {'class': 'a b', 'hidden': '', 'content': 'x&y'}
    """
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text):
        name, value = match.group(1).lower(), match.group(2) or ""
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        found.setdefault(name, unescape(value) if "&" in value else value)
    return found


def plain_text(markup: str) -> str:
    r"""Give a stretch of HTML as one line of text: tags taken out, references decoded.

    >>> plain_text("By <b>Ann&nbsp;Lee</b>\n")
    'By Ann Lee'
    """
    text = unescape(TAG.sub(" ", markup))
    return SPACE.sub(" ", INVISIBLE.sub("", text)).strip()
