"""Bytes to text: marks, declarations, detection, and what is no text."""

import codecs

import pytest

from copydesk.decode import decode_page
from copydesk.record import Refusal
from newsroom import dump

ENGLISH = "The café on the quay – “Chez Léonie” – was closed.\n" * 3
RUSSIAN = "Паром в Орби опоздал на два часа, и никто не знал почему. " * 4
JAPANESE = "渡し船は二時間遅れて到着した。理由は誰も知らなかった。" * 4


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_decides_and_goes(mark, encoding):
    assert decode_page(mark + ENGLISH.encode(encoding), declared="koi8-r") == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zero_bytes(encoding):
    assert decode_page(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (ENGLISH, "cp1252", "windows-1252"),
        (ENGLISH, "cp1252", "iso-8859-1"),  # what pages mean by it
        (ENGLISH, "cp1252", "us-ascii"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "euc-jp"),
    ],
)
def test_declared_encoding_is_believed(text, encoding, declared):
    assert decode_page(text.encode(encoding), declared=declared) == text
    page = f'<meta charset="{declared}"><p>{text}</p>'
    assert decode_page(page.encode(encoding)) == page


def test_utf_8_is_known_whatever_is_declared():
    assert decode_page(ENGLISH.encode(), declared="koi8-r") == ENGLISH


def test_server_is_asked_before_the_page():
    page = '<meta charset="shift_jis">' + RUSSIAN
    assert decode_page(page.encode("koi8-r"), declared="koi8-r") == page


def test_declaration_that_does_not_fit_is_not_believed():
    assert decode_page(ENGLISH.encode("cp1252"), declared="shift_jis") == ENGLISH


@pytest.mark.parametrize(
    "name",
    ["utf-7", "undefined", "idna", "punycode", "unicode_escape", "hex", "rot13", "no-such", "a\0b", ""],
)
def test_declared_name_that_no_page_is_in_does_no_harm(name):
    assert decode_page(ENGLISH.encode("cp1252"), declared=name) == ENGLISH


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_undeclared_western_text_is_detected(encoding):
    text = "El niño comió en la estación de autobús después de la lección. ¿Qué pasó? " * 4
    assert decode_page(text.encode(encoding)) == text
    assert decode_page(dump(3).encode(encoding)) == dump(3)


def test_utf_8_with_a_few_broken_bytes_stays_utf_8():
    raw = (ENGLISH * 20).encode()
    cut = raw[:100] + b"\xff" + raw[100:]
    text = decode_page(cut)
    assert text.count("\ufffd") == 1
    assert text.replace("\ufffd", "") == ENGLISH * 20


@pytest.mark.parametrize(
    "raw", [b"", b"\n \t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\xa0".encode()]
)
def test_page_without_a_visible_character_is_empty(raw):
    refusal = decode_page(raw)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "empty"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.4 and so on", "a PDF file"),
        (b"PK\x03\x04docx", "a ZIP file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG image"),
        (b"GIF89a", "a GIF image"),
        (b"\x1f\x8b\x08", "a gzip file"),
        (b"{\\rtf1 Hello}", "an RTF file"),
    ],
)
def test_file_of_another_kind_is_named(raw, kind):
    assert decode_page(raw) == Refusal("binary", f"the bytes are {kind}, not a page")


@pytest.mark.parametrize("raw", [bytes(range(256)) * 4, b"\x00" * 400, b"\x01\x02\x03text" * 50])
def test_bytes_full_of_control_characters_are_no_page(raw):
    refusal = decode_page(raw)
    assert isinstance(refusal, Refusal)
    assert refusal.reason in {"binary", "undecodable"}


def test_lone_zero_byte_does_not_cost_a_page():
    assert decode_page(dump(1).encode() + b"\x00") == dump(1) + "\0"
