"""What pages declare about themselves."""

from pathlib import Path

import pytest

from copydesk.markup import read_markup

PAGES = Path(__file__).parents[1] / "cases/markup"


def metadata_of(source, url=None):
    return read_markup(source, url=url).metadata


def test_the_metadata_of_a_page_is_read_whole():
    metadata = metadata_of((PAGES / "json-ld.html").read_text(encoding="utf-8"))
    assert metadata.title == "Ferry to Orrin Island stops for winter"
    assert metadata.subtitle == "Islanders must take the freight boat."
    assert metadata.section == "Transport"
    assert metadata.byline == ("Mairi Lennox", "Tam Ogilvie")
    assert metadata.language == "en-GB"
    assert metadata.site_name == "The Harbour Post"
    assert metadata.canonical_url == "https://harbourpost.example/news/ferry-stops"
    assert metadata.description == "Islanders must take the freight boat."
    assert metadata.published_candidates[0] == ("2021-11-04T23:40:00Z", "json-ld:datePublished")


SITE = "<meta property=og:site_name content='The Post'>"
NAMED = "".join(f"<meta property=og:{name} content='The Harbour Post'>" for name in ("site_name", "title"))
JSON = "<script type='application/ld+json'>"


@pytest.mark.parametrize(
    ("source", "field", "value"),
    [
        ("<title>Rain &amp; wind - The Post</title>" + SITE, "title", "Rain & wind"),
        ("<title>A - B - The Post</title>" + SITE, "title", "A - B"),
        ("<h1>Only heading</h1>", "title", "Only heading"),
        # the site puts its own name where the headline belongs
        (NAMED + "<h1>The Harbour Post</h1><h1>Rain falls at last</h1>", "title", "Rain falls at last"),
        ("<meta property=article:section content='Boats,Front page'>", "section", "Boats"),
        (
            "<meta name=author content='https://x.example/a'><meta name=byl content='Jo Lund'>",
            "byline",
            ("Jo Lund",),
        ),
        ("<span itemprop=author><b>Jo</b> Lund</span>", "byline", ("Jo Lund",)),
        ("<p itemprop=author>By <b itemprop=author>Jo Lund</b>, 9 pm</p>", "byline", ("Jo Lund",)),
        ('<a rel="author" href=x>Jo Lund</a>', "byline", ("Jo Lund",)),
        ("<h1>Fog</h1><p class=byline>By Jo Lund</p>", "byline", ("By Jo Lund",)),
        ("<h1>Fog</h1><meta name=author content='Jo'><p class=byline>By Jo Lund</p>", "byline", ("Jo",)),
        ('<h1>Fog</h1><p>x <span class="author">Jo Lund</span></p>', "byline", ("Jo Lund",)),
        ("<h1>Fog</h1>" + "<p>x</p>" * 20 + '<span class="author">Jo Lund</span>', "byline", ()),
        ("<meta property='article:section' content='Farming'>", "section", "Farming"),
        ("<html lang=''><meta http-equiv=Content-Language content=fr>", "language", "fr"),
        ("<html xml:lang=de>", "language", "de"),
        (JSON + "{broken</script>", "title", None),
        (JSON + "[" * 100_000 + "</script>", "title", None),
        (JSON + '[1, null, {"@type": 7}]</script>', "title", None),
        (JSON + '{"@type": "Article", "headline": "Fog",}</script>', "title", "Fog"),
        ("", "byline", ()),
    ],
)
def test_fields_are_found_where_pages_put_them(source, field, value):
    assert getattr(metadata_of(source), field) == value


def test_the_address_tells_the_article_of_the_page_from_others():
    source = """<script type="application/ld+json">[
      {"@type": "Article", "headline": "Other", "url": "https://x.example/1"},
      {"@type": "Article", "headline": "This", "url": "https://x.example/2/"}]</script>"""
    assert metadata_of(source, url="https://x.example/2").title == "This"
    assert metadata_of(source).title == "Other"


def test_json_that_does_not_parse_gives_the_fields_that_can_be_read():
    source = """<script type="application/ld+json">{"@type": "NewsArticle", "description": "a "bad" one",
      "datePublished": "2019-05-06"}</script>"""
    assert metadata_of(source).published_candidates == (("2019-05-06", "json-ld:datePublished"),)
