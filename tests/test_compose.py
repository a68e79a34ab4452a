"""Lines with roles to an article: its text, its paragraphs and its fields."""

import datetime as dt

import pytest

from copydesk.compose import Known, compose_article, count_words
from copydesk.lines import split_lines
from copydesk.paragraphs import PageLine, compose_text
from copydesk.record import Refusal
from newsroom import paragraphs

KNOWN = Known(address="oreby/1.txt")


def page_lines(page, roles=()):
    lines = split_lines([0], [page])
    found = []
    for number, text, gap, start in lines.frame.select("number", "text", "gap", "raw_start").rows():
        role = dict(roles).get(number, "body")
        found.append(PageLine(number, text, role, gap, start, lines.repaired.get((0, number))))
    return found


def composed(page):
    text, spans, runs = compose_text(page, page_lines(page))
    for run in runs:
        whole = slice(run.text_start, run.text_start + run.length)
        assert text[whole] == page[run.raw_start : run.raw_start + run.length]
    assert "\n\n".join(text[start:end] for start, end in spans) == text
    return text


def wrapped(*lines):
    return "\n".join(lines)


WRAPPED = wrapped(
    "The council of Oreby voted on Tuesday to close the old ferry",
    "terminal for at least a month while divers look for the hole",
    "that nobody has been able to find since the storm of the win-",
    "ter before last, when the pier was lost and the winter stores",
    "of the whole town were carried out to sea on a single night.",
    "",
    "Nobody was hurt, and the ferry is expected to sail again when",
    "the spring comes to the bay.",
)


def test_paragraphs_are_joined_by_one_blank_line():
    assert composed("One.\nTwo.\n\n\n\nThree.") == "One.\n\nTwo.\n\nThree."


def test_lines_wrapped_at_a_width_are_joined_again():
    text = composed(WRAPPED)
    assert text.count("\n\n") == 1
    assert "old ferry terminal for" in text


def test_word_cut_at_the_end_of_a_line_is_joined_if_it_stands_whole_elsewhere():
    assert "the storm of the winter before last" in composed(WRAPPED)
    assert "the storm of the win-ter before" in composed(
        WRAPPED.replace("the winter stores", "the summer stores")
    )


@pytest.mark.parametrize("hyphen", ["&#45;", "&hyphen;", "&amp;#45;"])
def test_hyphen_that_was_an_entity_is_cut_too(hyphen):
    page = WRAPPED.replace("win-\n", f"win{hyphen}\n")
    text = composed(page)
    assert "storm of the win" in text


def test_lines_that_end_as_sentences_are_paragraphs_of_their_own():
    page = "\n".join(f"Sentence number {number} of a list of short ones that ends." for number in range(8))
    assert composed(page).count("\n\n") == 7


def test_fields_come_from_the_lines_with_their_roles():
    page = "\n".join(
        ["World", "Ferry sinks", "Nobody hurt", "By Ines Marwood", "30 August 2006", *paragraphs(1)]
    )
    roles = {1: "section", 2: "title", 3: "subtitle", 4: "byline", 5: "date"}
    draft = compose_article(page, page_lines(page, roles), KNOWN, minimum_words=30)
    assert (draft.title, draft.subtitle, draft.section) == ("Ferry sinks", "Nobody hurt", "World")
    assert draft.byline == ("Ines Marwood",)
    assert draft.published == dt.date(2006, 8, 30)
    assert draft.text.startswith(paragraphs(1)[0])


def test_fields_that_the_page_lacks_come_from_what_is_known():
    page = "\n".join(paragraphs(2))
    known = Known(
        address="https://oreby.example/2006/08/30/ferry.html",
        titles=("", "Ferry sinks"),
        sections=("World",),
        bylines=("Ines Marwood and Hugo Penhale",),
    )
    draft = compose_article(page, page_lines(page), known, minimum_words=30)
    assert (draft.title, draft.section) == ("Ferry sinks", "World")
    assert draft.byline == ("Ines Marwood", "Hugo Penhale")
    assert draft.published == dt.date(2006, 8, 30)


def test_section_is_the_end_of_the_trail_above_the_headline():
    page = "Home > News\nHome > World > Ferries\nFerry sails\n" + "\n".join(paragraphs(3))
    draft = compose_article(
        page,
        page_lines(page, {1: "navigation", 2: "navigation", 3: "title"}.items()),
        KNOWN,
        minimum_words=1,
    )
    assert (draft.section, draft.title) == ("Ferries", "Ferry sails")


def test_line_with_date_and_place_is_a_byline_too():
    page = "Ferry sails\nJane Roe in Oslo (Tidewater) | 26 August 2019\n" + "\n".join(paragraphs(3))
    known = KNOWN._replace(agencies=frozenset({"Tidewater"}))
    lines = page_lines(page, {1: "title", 2: "date"}.items())
    draft = compose_article(page, lines, known, minimum_words=1)
    assert (draft.byline, draft.agency, draft.dateline) == (("Jane Roe",), "Tidewater", "Oslo")
    assert draft.published == dt.date(2019, 8, 26)


def test_names_of_the_byline_are_no_deck_and_the_front_page_is_no_section():
    page = "Front page\nFerry sails\nJane Roe and John Doe Amble Post\nBy Jane Roe and John Doe\n"
    page += "\n".join(paragraphs(3))
    roles = {1: "section", 2: "title", 3: "subtitle", 4: "byline"}
    known = KNOWN._replace(sections=("Uncategorized", "Harbour"))
    draft = compose_article(page, page_lines(page, roles.items()), known, minimum_words=1)
    assert (draft.subtitle, draft.section) == (None, "Harbour")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Jane Roe - Nov 19, 2019, 8:15 pm", ("Jane Roe",)),
        ("5:45 AM 11/19/2019 by Jane Roe", ("Jane Roe",)),
        ("Jane Roe, The Amble Post Published 7:40 p.m. March 17, 2020", ("Jane Roe",)),
        ("Thursday, March 17, 2020 | 41°F | Partly cloudy", ()),
        ("Published: Thursday, March 17, 2020", ()),
        ("The ferry leaves the harbour on March 16, 2020. (Jane Roe)", ()),
    ],
)
def test_names_in_the_date_line_under_the_headline_are_those_of_the_authors(line, people):
    page = f"Old Jack 1 May 2001\nFerry sails\n{line}\n" + "\n".join(paragraphs(3))
    lines = page_lines(page, {1: "date", 2: "title", 3: "date"}.items())
    assert compose_article(page, lines, KNOWN, minimum_words=1).byline == people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Jane Roe", ("Jane Roe",)),
        ("Jane Roe, @janeroe", ("Jane Roe",)),
        ("Share this", ()),
        ("Harbour", ()),
    ],
)
def test_a_name_beside_the_date_under_the_headline_is_that_of_the_author(line, people):
    page = f"Ferry sails\n{line}\n1 May 2001\n" + "\n".join(paragraphs(3))
    lines = page_lines(page, {1: "title", 2: "other", 3: "date"}.items())
    assert compose_article(page, lines, KNOWN, minimum_words=1).byline == people
    away = page_lines(page, {1: "title", 2: "other", 3: "caption"}.items())
    assert compose_article(page, away, KNOWN, minimum_words=1).byline == ()


@pytest.mark.parametrize(
    ("under", "people"),
    [
        # the day stands on two lines
        ("Jane Roe and John Doe\nThursday\n1 May 2001", ("Jane Roe", "John Doe")),
        ("Jane Roe and John Doe\nHarbour\n1 May 2001", ()),
        # the house stands behind a bar, and no date beside it
        ("Jane Roe | The Sun of Amble and the Outer Isles\nShare\nPrint", ("Jane Roe",)),
        ("Ferry rebuilt in a year | Jane Roe\nShare\nPrint", ()),
    ],
)
def test_a_name_under_the_headline_is_that_of_the_author(under, people):
    page = f"Ferry sails\n{under}\n" + "\n".join(paragraphs(3))
    roles = {1: "title", 2: "subtitle", 3: "other", 4: "date" if "2001" in under else "other"}
    lines = page_lines(page, roles.items())
    assert compose_article(page, lines, KNOWN, minimum_words=1).byline == people


def test_date_of_the_dateline_is_the_last_that_the_page_says():
    story = "NAIROBI, Kenya, March 5, 2019 (AP) - Rain fell on the coast for the third day, officials said."
    assert compose_article(story, page_lines(story), KNOWN, minimum_words=1).published == dt.date(
        2019, 3, 5
    )
    page = "6 March 2019\n" + story
    lines = page_lines(page, {1: "date"}.items())
    assert compose_article(page, lines, KNOWN, minimum_words=1).published == dt.date(2019, 3, 6)


def test_day_in_the_address_is_known_better_than_that_of_an_update():
    page = "Ferry sinks\nUpdated 6 March 2019\n" + "\n".join(paragraphs(2))
    lines = page_lines(page, {1: "title", 2: "date"}.items())
    assert compose_article(page, lines, KNOWN, minimum_words=1).published == dt.date(2019, 3, 6)
    known = Known(address="https://oreby.example/2019/03/05/ferry")
    assert compose_article(page, lines, known, minimum_words=1).published == dt.date(2019, 3, 5)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Harbour", "Harbour"),
        ("FERRY DEATH FEARS", "Boats"),
        ("NEWS", "NEWS"),
        ("The Oreby Post", "Boats"),
        ("Your link was sent.", "Boats"),
    ],
)
def test_section_is_no_cry_no_sentence_and_not_the_house(line, section):
    page = f"{line}\nFerry sinks\n" + "\n".join(paragraphs(2))
    lines = page_lines(page, {1: "section", 2: "title"}.items())
    known = Known(address="a", sections=("Boats",), houses=frozenset({"The Oreby Post"}))
    assert compose_article(page, lines, known, minimum_words=1).section == section


@pytest.mark.parametrize(
    ("line", "deck"),
    [
        ("The crew were saved by a dog", "The crew were saved by a dog"),
        ("Ferry sinks", "The dog swam for an hour"),
        ("https://oreby.example/ferry.jpg", "The dog swam for an hour"),
    ],
)
def test_deck_is_the_first_line_that_is_neither_the_headline_nor_an_address(line, deck):
    page = f"Ferry sinks\n{line}\nThe dog swam for an hour\n" + "\n".join(paragraphs(2))
    lines = page_lines(page, {1: "title", 2: "subtitle", 3: "subtitle"}.items())
    assert compose_article(page, lines, KNOWN, minimum_words=1).subtitle == deck


def test_topic_comes_from_the_sections_of_the_source_first():
    page = "\n".join(paragraphs(2))
    known = Known(address="a", sections=("Harbour",))
    topics = {"Harbour": "economy, business and finance"}
    draft = compose_article(page, page_lines(page), known, topics=topics, minimum_words=30)
    assert draft.topic == "economy, business and finance"


def test_page_without_a_line_of_body_is_no_article():
    lines = page_lines("Home\nNews", {1: "navigation", 2: "navigation"})
    assert compose_article("Home\nNews", lines, KNOWN, minimum_words=1) == Refusal(
        "not_an_article", "none of its 2 lines is the body of an article"
    )


def test_body_of_few_words_is_too_short():
    refusal = compose_article("Two words.", page_lines("Two words."), KNOWN, minimum_words=3)
    assert refusal == Refusal("too_short", "2 words of body, 3 are wanted")


def test_paragraph_that_nobody_wrote_is_no_article():
    long = "They said so in May. " * 5_000
    made = compose_article(long, page_lines(long), KNOWN, minimum_words=1)
    said = "a paragraph of 104,999 characters; part the text into lines"
    assert made == Refusal("not_an_article", said)
    page = "\n".join(["They said so in May. " * 2_000] * 3)
    assert not isinstance(compose_article(page, page_lines(page), KNOWN, minimum_words=1), Refusal)


def test_words_are_counted_in_scripts_without_spaces_too():
    assert count_words("One two three.\n\nFour") == 4
    assert count_words("渡し船は二時間遅れて到着した。理由は誰も知らなかった。") >= 10
