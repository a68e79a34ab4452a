"""Repairs of a line, and where what is left stood."""

import pytest

from copydesk.record import Run
from copydesk.repair import repair


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Plain words.", "Plain words."),
        ("â€œNo,â€\x9d she said. Itâ€™s over.", "“No,” she said. It’s over."),
        ("LÃ©onie Ã\xa0 NoÃ«l", "Léonie à Noël"),
        ("ÐŸÐ°Ñ€Ð¾Ð¼", "Паром"),
        ("Brown &amp; Sons &lt;Ltd&gt;", "Brown & Sons <Ltd>"),
        ("it&#8217;s &#x201C;so&#x201d;", "it’s “so”"),
        ("it&amp;#8217;s", "it’s"),
        ("a&amp;amp;nbsp;b", "a b"),
        ("a&nbsp;&nbsp;b", "a b"),
        ("AT&T and R&D; ok", "AT&T and R&D; ok"),
        ("fish &chips", "fish &chips"),
        ("gov\xadern\xadment", "government"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\xa0b\u2003c\u3000d\te", "a b c d e"),
        ("too   many    spaces", "too many spaces"),
        ("  trimmed \u2009", "trimmed"),
        ("bell\x07 and\x00 null", "bell and null"),
        ("cafe\u0301", "café"),
        ("5 \u2126", "5 Ω"),
        ("\u1112\u1161\u11ab", "한"),
        ("\xad\u200b&#8203;", ""),
        ("&#10;&#13;x", "x"),
    ],
)
def test_line_is_repaired(line, text):
    assert repair(line)[0] == text


def test_letters_that_stayed_are_mapped_and_those_repaired_are_gaps():
    assert repair("a &amp; bc") == ("a & bc", [Run(0, 0, 2), Run(3, 7, 3)])
    assert repair("  ab") == ("ab", [Run(0, 2, 2)])
    assert repair("so\xadft") == ("soft", [Run(0, 0, 2), Run(2, 3, 2)])
    assert repair("cafe\u0301s") == ("cafés", [Run(0, 0, 3), Run(4, 5, 1)])
    assert repair("a  b") == ("a b", [Run(0, 0, 2), Run(2, 3, 1)])


def test_line_that_is_one_entity_stands_nowhere_letter_for_letter():
    assert repair("&lt;") == ("<", [])


def test_long_word_with_mojibake_is_mapped_at_its_ends():
    text, runs = repair("a" * 500 + "Ã©" + "b" * 500)
    assert text == "a" * 500 + "é" + "b" * 500
    assert runs == [Run(0, 0, 500), Run(501, 502, 500)]
