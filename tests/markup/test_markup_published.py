"""The day that a page was published on."""

from pathlib import Path

import pytest

from copydesk.markup import read_markup
from copydesk.markup.published import find_published

PAGES = Path(__file__).parents[1] / "cases/markup"
HEADLINE = "<title>Rain at last in the hills</title><h1>Rain at last in the hills</h1>"


@pytest.mark.parametrize(
    ("name", "day", "rule"),
    [
        # the stamp is in UTC, and the page shows the day after
        ("json-ld", "2021-11-05", "published.shown-beside-declared"),
        ("table-breaks", "2003-03-03", "published.shown"),
        ("div-soup", "2019-05-14", "published.shown"),
        ("amp", "2020-06-01", "published.meta:article:published_time"),
        ("live-blog", "2022-02-18", "published.json-ld:datePublished"),
        ("gallery", "2018-09-14", "published.meta:pubdate"),
    ],
)
def test_the_date_of_a_page_is_found_with_its_rule(name, day, rule):
    found = find_published(read_markup((PAGES / f"{name}.html").read_text(encoding="utf-8")))
    assert found is not None
    assert (found.day.isoformat(), found.rule) == (day, rule)


@pytest.mark.parametrize(
    ("source", "url", "day"),
    [
        (HEADLINE + "<time datetime='2020-04-01T10:00'>today</time>", None, "2020-04-01"),
        (HEADLINE + "<p>Updated 4 April 2020</p><p>Published 2 April 2020</p>", None, "2020-04-02"),
        (HEADLINE + "<p>Updated 4 April 2020</p>", None, "2020-04-04"),
        (HEADLINE, "https://x.example/2020/02/18/rain", "2020-02-18"),
        (HEADLINE + "<p>By Jo</p>" * 30 + "<p>7 May 2018</p>", None, "2018-05-07"),
        (HEADLINE + "<p>By Jo</p>" * 30 + "<p>7 May 2018</p><p>8 May 2018</p>", None, None),
        (HEADLINE + "<p>Copyright 2019 The Post</p>", None, None),
        (HEADLINE + "<meta property='article:modified_time' content='2020-01-01'>", None, None),
        (HEADLINE + "<meta name=pubdate content='yesterday'>", None, None),
        ("", None, None),
    ],
)
def test_a_date_is_given_only_where_the_page_says_it(source, url, day):
    found = find_published(read_markup(source), url=url)
    assert (found.day.isoformat() if found else None) == day
