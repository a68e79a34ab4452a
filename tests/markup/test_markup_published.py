"""The day that a page was published on."""

from datetime import date
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


STAMPED = "<meta property='article:published_time' content='{}'>" + HEADLINE + "<p>{}</p>"


@pytest.mark.parametrize(
    ("stamp", "shown", "day", "rule"),
    [
        ("2020-04-02T02:00:00Z", "1 April 2020 10 pm", "2020-04-01", "published.shown-beside-declared"),
        ("2020-04-01T22:30:00+00:00", "2 April 2020", "2020-04-02", "published.shown-beside-declared"),
        ("2020-04-01 22:30:00", "2 April 2020", "2020-04-02", "published.shown-beside-declared"),
        ("1585780200", "2 April 2020", "2020-04-02", "published.shown-beside-declared"),
        # no zone is so far east that it has the next day already
        ("2020-04-01T06:00:00Z", "2 April 2020", "2020-04-01", "published.meta:article:published_time"),
        # the page's own time: what it shows is the date of something else
        (
            "2020-04-01T22:30:00-05:00",
            "2 April 2020",
            "2020-04-01",
            "published.meta:article:published_time",
        ),
        (
            "2020-04-02T02:00:00Z",
            "Updated 2 April 2020",
            "2020-04-02",
            "published.meta:article:published_time",
        ),
        ("2020-04-02T02:00:00Z", "By Jo Lund", "2020-04-02", "published.meta:article:published_time"),
    ],
)
def test_the_shown_day_beats_a_stamp_of_another_time_zone(stamp, shown, day, rule):
    found = find_published(read_markup(STAMPED.format(stamp, shown)))
    assert found is not None
    assert (found.day.isoformat(), found.rule) == (day, rule)


@pytest.mark.parametrize(
    ("stamp", "day", "rule"),
    [
        ("2020-04-02T02:00:00Z", "2020-04-01", "published.address-beside-declared"),
        ("2020-04-01T22:00:00Z", "2020-04-01", "published.meta:article:published_time"),
        # no zone is so far west that it has the day before still
        ("2020-04-02T14:00:00Z", "2020-04-02", "published.meta:article:published_time"),
        ("2020-04-02T02:00:00+02:00", "2020-04-02", "published.meta:article:published_time"),
    ],
)
def test_the_day_in_the_address_beats_a_stamp_of_another_time_zone(stamp, day, rule):
    source = STAMPED.format(stamp, "By Jo Lund")
    found = find_published(read_markup(source), url="https://x.example/2020/04/01/rain")
    assert found is not None
    assert (found.day.isoformat(), found.rule) == (day, rule)


def test_the_country_of_an_address_tells_the_order_of_its_dates():
    page = read_markup("<html lang=en>" + HEADLINE + "<p>01/04/2020 10:15</p>")
    assert find_published(page, url="https://post.example.co.uk/rain") == (
        date(2020, 4, 1),
        "published.shown",
    )
    assert find_published(page, url="https://post.example/rain") is None


def test_another_stamp_of_the_page_tells_its_time_zone():
    other = "<meta name=sailthru.date content='2020-04-01T22:00:00-04:00'>"
    found = find_published(read_markup(other + STAMPED.format("2020-04-02T02:00:00Z", "By Jo Lund")))
    assert found == (date(2020, 4, 1), "published.local-time")


def test_stamps_that_contradict_each_other_tell_no_time_zone():
    other = "<meta name=sailthru.date content='2020-04-02T02:00:00-04:00'>"
    found = find_published(read_markup(other + STAMPED.format("2020-04-02T02:00:00Z", "By Jo Lund")))
    assert found == (date(2020, 4, 2), "published.meta:article:published_time")


BODY = (
    "<p>Rain fell on the hills for the first time since May, and farmers went out to see it fall.</p>" * 5
)
LD = "<script type='application/ld+json'>{}</script>" + HEADLINE


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (LD.format('{"@graph": [{"@type": "WebPage", "datePublished": "2020-04-01"}]}'), "json-ld:page"),
        (LD.format('{"@type": "NewsArticle", "datePublished": 1585738800}'), "json-ld:datePublished"),
        (LD.format('{"@type": "NewsArticle", "datePublished": 1585738800000}'), "json-ld:datePublished"),
        ("<meta property=og:regDate content=20200401101500>" + HEADLINE, "meta:og:regdate"),
        ("<meta name=published_at content='2020-04-01T10:15'>" + HEADLINE, "meta:published_at"),
        (HEADLINE.replace("h1", "h2") + "<time datetime='2020-04-01'>today</time>", "time"),
        (HEADLINE + "<p>text</p>" * 20 + "<time pubdate datetime='2020-04-01'>today</time>", "time"),
        (HEADLINE + "<abbr class=published title='2020-04-01T10:15'>today</abbr>", "attribute"),
        (HEADLINE + "<span data-timestamp=1585738800000>2 years ago</span>", "attribute"),
        (HEADLINE + "<script>s = {'publishedAt': '2020-04-01T10:15', x: 1}</script>", "data"),
        (HEADLINE + "<div data-s='{&quot;publish_date&quot;:&quot;20200401&quot;}'>x</div>", "data"),
        (
            HEADLINE + "<div class=byline>By Jo Lund and Ann Lee of the Post |"
            " Posted: April 1, 2020 10:15 | 12 comments</div>" + BODY,
            "shown",
        ),
        ("<html lang=en-GB>" + HEADLINE + "<p>01/04/2020 10:15</p>", "shown"),
        ("<html lang=pt_BR>" + HEADLINE + "<p>01/04/2020 10h15</p>", "shown"),
        ("<nav>Friday, 5 May 2023</nav>" + HEADLINE + "<p>By Jo</p>" * 30 + "<p>1 April 2020</p>", "alone"),
    ],
)
def test_dates_are_found_where_pages_put_them(source, rule):
    found = find_published(read_markup(source))
    assert found == (date(2020, 4, 1), f"published.{rule}")


@pytest.mark.parametrize(
    "source",
    [
        HEADLINE + "<span data-updated-time='2020-04-01T10:15'>2 years ago</span>",
        HEADLINE + "<a title='1 April 2020' href=x>Jo</a>",
        HEADLINE + "<script>s = [{publishedAt: '2020-04-01'}, {publishedAt: '2020-04-02'}]</script>",
        HEADLINE + "<script>s = {published_and_updated: '2020-04-01'}</script>",
        "<html lang=en-US>" + HEADLINE + "<p>01/04/2020 10:15</p>",
    ],
)
def test_a_trace_of_something_else_is_no_date(source):
    assert find_published(read_markup(source)) is None


def test_a_page_full_of_keys_and_tags_is_read_in_no_time():
    assert find_published(read_markup(HEADLINE + "<i publish=" * 50_000)) is None
    assert find_published(read_markup(HEADLINE + "publish" * 100_000)) is None
