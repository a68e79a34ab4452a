"""The body of whole pages of several layouts, and of any string at all."""

import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.markup import read_markup
from copydesk.markup.clean import clean_body
from copydesk.markup.dense import densest_stretch
from copydesk.markup.match import letters_of, match_paragraphs
from copydesk.markup.scan import scan_source

PAGES = Path(__file__).parents[1] / "cases/markup"

# beginnings of the lines of the body, whole
BODIES = {
    "json-ld": ["The only ferry", "“We looked at every plate", "About 240 people", "The council said"],
    "table-breaks": [
        "The gates of the Brant",
        "Engineers had warned",
        '"It came up faster',
        "The water authority",
    ],
    "div-soup": ["A baker from Lower", "Ilse Brandauer, 41", "She said that the flour"],
    "amp": ["El tren de la costa", "La línea lleva", "«Nos hacía mucha falta», dijo"],
    "layout-table": [
        "The last man",
        "Amos Tregear, 63",
        "What the box does",
        "It turns the lamp on",
        "First lit: 1821",
        "Height above the sea",
        "Keepers since then",
        '"It was never the dark',
        "The keeper's house",
    ],
    "embedded-posts": [
        "A grey cat",
        "The harbour master",
        "People in the town",
        "She has earned it",
        "— Orrin Rowing Club",
        "The council will pay",
    ],
    "live-blog": ["The Calder bridge", "Gusts of 140", "All trains north"],
    "gallery": ["Several thousand", "The fair goes back", "The mayor, Pell Adry"],
}


def read_page(name):
    return read_markup((PAGES / f"{name}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(BODIES))
def test_the_body_of_a_page_is_its_paragraphs_and_nothing_else(name):
    body = [line.text for line in read_page(name).lines if line.body]
    assert len(body) == len(BODIES[name]), body
    for text, beginning in zip(body, BODIES[name], strict=True):
        assert text.startswith(beginning)


def test_what_the_page_states_is_the_body_where_the_library_finds_nothing():
    stated = "The lamp on the pier is out again and nobody knows why."
    source = (
        '<script type="application/ld+json">{"@type": "Article", "articleBody": "' + stated + '"}</script>'
        f"<ul><li><a href=1>{stated}</a></li></ul>"
    )
    assert [line.text for line in read_markup(source).lines if line.body] == [stated]


def test_a_lead_that_the_library_passed_over_is_taken_from_the_element_that_holds_the_text():
    headline, *paragraphs = [
        f"The {n} clock of the town hall has been stopped since the spring and there is no money for it."
        for n in ("old", "first", "second", "third")
    ]
    scan = scan_source(
        f"<h1>{headline}</h1><div>" + "".join(f"{text}<br>" for text in paragraphs) + "</div>"
    )

    assert clean_body(scan.lines, {2, 3}, headline=0) == {1, 2, 3}


def test_a_page_deeper_than_the_library_can_read_still_has_its_body():
    text = "The clock in the square has been stopped since the spring, and the council looks for money."
    body = [line.text for line in read_markup("<div>" * 5000 + f"<p>{text}</p>" * 3).lines if line.body]
    assert body == [text] * 3


def test_a_page_that_is_hidden_until_its_script_runs_is_read():
    lines = read_markup('<div style="display:none"><h1>Quiet day</h1><p>Nothing happened.</p></div>').lines
    assert [line.text for line in lines] == ["Quiet day", "Nothing happened."]


@given(st.one_of(st.text(max_size=200), st.text(alphabet="<>/pdiv !-&;#x0'\"= abc.", max_size=200)))
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_string_gives_a_markup(source):
    logging.disable(logging.CRITICAL)
    markup = read_markup(source)
    assert markup == read_markup(source)
    assert all(line.text for line in markup.lines)


@pytest.mark.parametrize(
    ("paragraphs", "lines", "matched"),
    [
        (["One two.", "Three."], ["Menu", "One two.", "Advert", "Three."], [1, 3]),
        (["One two. Three."], ["One two.", "Three.", "Four."], [0, 1]),
        (
            ["A sentence of many words in it,", "and a second one like the first."],
            ["A sentence of many words in it, and a second one like the first."],
            [0],
        ),
        (
            ["Same.", "The long paragraph between the two.", "Same."],
            ["Same.", "The long paragraph between the two.", "Same."],
            [0, 1, 2],
        ),
        ([], ["One."], []),
        (["Not on the page."], ["One."], []),
    ],
)
def test_paragraphs_are_found_again_among_the_lines(paragraphs, lines, matched):
    keys = [letters_of(line) for line in lines]
    assert sorted(match_paragraphs([letters_of(text) for text in paragraphs], keys)) == matched


@given(st.lists(st.integers(min_value=0, max_value=900), max_size=40))
def test_the_densest_stretch_begins_and_ends_with_a_paragraph(sizes):
    stretch = densest_stretch(sizes)
    assert bool(stretch) == any(sizes)
    if stretch:
        assert sizes[stretch[0]]
        assert sizes[stretch[-1]]


PARAGRAPH = "<p>Rain fell on the hills for the {} time since May, and farmers went out to see it fall.</p>"
PARAGRAPHS = [PARAGRAPH.format(word) for word in ("first", "second", "third", "fourth", "fifth", "sixth")]


def body_of(source):
    return [line.text for line in read_markup(source).lines if line.body]


@pytest.mark.parametrize(
    ("between", "taken"),
    [
        ("<div class=subheading>What the farmers saw</div>", ["What the farmers saw"]),
        ("<ul><li>Lund: 3 mm</li><li>Orrin: 5 mm</li></ul>", ["Lund: 3 mm", "Orrin: 5 mm"]),
        ("<ul><li><a href=x>Rain in May</a></li><li><a href=y>No rain</a></li></ul>", []),
        ("<table><tr><th>Place</th><th>Rain</th></tr><tr><td>Lund (hill)</td><td>3</td></tr></table>", []),
    ],
)
def test_what_stands_between_paragraphs_is_text_unless_it_is_links_or_figures(between, taken):
    body = body_of("<article>" + "".join([*PARAGRAPHS[:3], between, *PARAGRAPHS[3:]]) + "</article>")
    assert body[3:-3] == taken


def test_a_menu_larger_than_the_text_is_no_text():
    menu = "".join(f"<li>The news of the year {year}</li>" for year in range(1900, 2000))
    body = body_of(f"<nav><ul>{menu}</ul></nav>" + "".join(PARAGRAPHS))
    assert [text[:4] for text in body] == ["Rain"] * 6


@pytest.mark.parametrize(
    "credit",
    ["<p>Jo Lund • 4 May 2019</p>", "<p class=byline>By Jo Lund</p>", "<div class=date>Today</div>"],
)
def test_a_deck_between_headline_and_credit_is_no_text(credit):
    deck = "<p>Twelve farmers saw it. Four of them were asleep at the time, or so their wives say.</p>"
    headline = "<title>Rain at last in the hills</title><h1>Rain at last in the hills</h1>"
    assert [text[:4] for text in body_of(headline + deck + credit + "".join(PARAGRAPHS))] == ["Rain"] * 6
    assert body_of(headline + deck + "".join(PARAGRAPHS))[0].startswith("Twelve farmers")


PARTS = [
    f"<div class=advert></div><div class=article-text>{''.join(PARAGRAPHS[at : at + 3])}</div>"
    for at in (0, 3)
]


@pytest.mark.parametrize(
    "after",
    [
        "",
        # the text once more
        "".join(PARTS),
        # another article of an endless page
        "<h1>Snow at last</h1><div class=article-text><p>" + "Snow fell on the hills. " * 9 + "</p></div>",
        "<div class='article-text newsletter'><p>" + "We write to you every day. " * 9 + "</p></div>",
    ],
)
def test_a_body_in_several_marked_parts_is_taken_whole(after):
    headline = "<title>Rain at last in the hills</title><h1>Rain at last in the hills</h1>"
    body = body_of(f"<main>{headline}{''.join(PARTS)}{after}</main>")
    assert [text[:4] for text in body] == ["Rain"] * 6
