"""The source of an address, and the file of what is known of sources."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import InputError, SchemaError
from copydesk.sources import Source, Sources, read_sources, source_of

ADDRESSES = [
    ("https://www.harbour.example/2006/08/30/ferry", "harbour.example"),
    ("http://news.bbc.co.uk/2/hi/1.stm", "bbc.co.uk"),
    ("HTTPS://WWW.Harbour.Example:8080/a", "harbour.example"),
    ("https://user:word@www.harbour.example/a", "harbour.example"),
    ("https://www.harbour.example./a", "harbour.example"),
    ("https://quay.blogspot.com/2006/08/ferry.html", "quay.blogspot.com"),
    ("https://harbour.example?a=b", "harbour.example"),
    ("http://192.0.2.7/a", "192.0.2.7"),
    ("http://[2001:db8::1]/a", "[2001:db8::1]"),
    ("http://localhost/a", "localhost"),
    ("http://co.uk/a", "co.uk"),
    ("saltmarsh/2006/ferry.txt", "saltmarsh"),
    ("./saltmarsh/ferry.txt", "saltmarsh"),
    ("/saltmarsh/ferry.txt", "saltmarsh"),
    ("ferry.txt", "local"),
    ("http:///a", "local"),
    ("", "local"),
]
KNOWN = {
    "languages": ["en", "de"],
    "sources": {
        "harbour.example": {
            "name": "The Harbour",
            "agency": "VOA",
            "language": "en",
            "sections": {"Quay": "weather"},
        }
    },
}


@pytest.mark.parametrize(("address", "source"), ADDRESSES)
def test_the_source_of_an_address(address, source):
    assert source_of(address) == source


@given(st.text() | st.text().map("https://{}".format))
def test_every_address_has_a_source(address):
    assert source_of(address)


def test_what_is_known_of_sources_is_read(tmp_path):
    path = tmp_path / "sources.json"
    path.write_text(json.dumps(KNOWN))
    sources = read_sources(path)
    assert sources.languages == ("en", "de")
    assert sources.get("harbour.example") == Source("The Harbour", "en", {"Quay": "weather"}, "VOA")
    assert sources.get("quay.example") is None
    assert Sources().get("harbour.example") is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "no JSON"),
        ("[]", "must be a table"),
        ('{"languages": ["en"]}', "sources"),
        ('{"languages": ["EN"], "sources": {}}', "languages[0]"),
        ('{"languages": [], "sources": {"a": {"name": "A", "language": "en"}}}', "sections"),
        (
            '{"languages": [], "sources": {"a": {"name": "A", "language": "en", "sections":{"Q": "sea"}}}}',
            "'sea' is none of",
        ),
        (
            '{"languages": [], "sources": {"a": {"name": 1, "language": "en", "sections": {}}}}',
            "must be a string",
        ),
    ],
)
def test_a_wrong_file_is_told_with_its_path_and_key(tmp_path, content, told):
    path = tmp_path / "sources.json"
    path.write_text(content)
    with pytest.raises(SchemaError) as error:
        read_sources(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_sources(tmp_path / "none.json")
