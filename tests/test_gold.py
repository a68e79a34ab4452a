"""Gold files: what is read from them, and what is wrong with them."""

from __future__ import annotations

import tomllib
from datetime import date

import jsonschema
import pytest

from copydesk.errors import InputError, SchemaError
from copydesk.gold import (
    FIELDS,
    LAYERS,
    TEXT_ROLES,
    lines_not_there,
    paragraphs_from_lines,
    read_gold,
    read_gold_file,
    roles_of_lines,
)
from copydesk.registry import read_schema

PLAIN = 'address = "tern/reef.txt"\nannotator = "rk"\nlanguage = "en"\n'


@pytest.fixture
def gold_of(tmp_path):
    """Gold read from the text of a file, or whatever reading it raises."""

    def read(content, name="reef.toml"):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        return read_gold_file(file)

    return read


def test_fields_that_are_not_written_are_not_on_the_page(gold_of):
    gold = gold_of(PLAIN + 'title = "Reef"\npublished = "2001-02-03"\nbyline = ["Ann Borg", "Jo Ek"]\n')
    assert gold.fields == {
        "title": "Reef",
        "subtitle": None,
        "published": date(2001, 2, 3),
        "section": None,
        "topic": None,
        "byline": ("Ann Borg", "Jo Ek"),
        "agency": None,
        "dateline": None,
        "language": "en",
    }


def test_fields_that_nobody_looked_at_are_not_given(gold_of):
    gold = gold_of(PLAIN + 'unchecked = ["byline", "agency"]\n')
    assert set(FIELDS) - set(gold.fields) == {"byline", "agency"}


def test_gold_of_a_reject_has_a_reason_and_no_fields(gold_of):
    gold = gold_of(
        'address = "tern/a.txt"\nannotator = "rk"\nlanguage = "de"\nreject = "unsupported_language"\n'
    )
    assert (gold.reject, gold.fields, gold.layers) == ("unsupported_language", {}, {})


def test_layers_that_are_not_written_are_not_annotated(gold_of):
    assert gold_of(PLAIN + "hedges = []\n").layers == {"hedges": ()}


def test_ranges_of_line_numbers_name_the_role_of_each_line(gold_of):
    gold = gold_of(PLAIN + '[roles]\nbanner = "1"\nbody = "3-5, 8"\nother = "7,9"\n')
    assert gold.line_roles == {
        1: "banner",
        3: "body",
        4: "body",
        5: "body",
        8: "body",
        7: "other",
        9: "other",
    }


FAULTS = [
    ("address = ", "no TOML: Invalid value (at end of document); mend the file"),
    ('annotator = "rk"\nlanguage = "en"\n', "address: is missing; write it"),
    ('address = "a"\nannotator = "rk"\n', "language: is missing; write it"),
    (
        PLAIN + 'titel = "x"\n',
        "titel: no such key here; there are address, agency, annotator, attributions,",
    ),
    (PLAIN + 'title = ""\n', "title: is empty; write it or leave the key out"),
    (PLAIN + "title = 3\n", "title: must be a string"),
    (PLAIN + "byline = []\n", "byline: is empty; leave the key out"),
    (PLAIN + "published = 2001-02-03\n", "published: must be a string"),
    (PLAIN + 'published = "3 May"\n', "published: '3 May' has not the form ^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    (PLAIN + 'topic = "ships"\n', "topic: 'ships' is none of arts, culture, entertainment and media,"),
    (PLAIN + "wrapped = 1\n", "wrapped: must be true or false"),
    (
        PLAIN + 'reject = "empty"\ntitle = "x"\n',
        "title: no such key here; there are address, annotator, encoding,",
    ),
    (
        PLAIN + '[roles]\nheadline = "1"\n',
        "roles.headline: no such key here; there are banner, body, byline,",
    ),
    (PLAIN + '[roles]\nbody = "1-"\n', "roles.body: '1-' has not the form"),
    (PLAIN + '[roles]\nbody = "5-3"\n', "roles.body: '5-3' is no range of line numbers from 1; correct it"),
    (PLAIN + '[roles]\nbody = "1-3"\ndate = "2"\n', "roles.date: line 2 is body already; correct it"),
    (PLAIN + 'roles = [{role="headline", text="x"}]\n', "roles[0].role: 'headline' is none of banner,"),
    (PLAIN + "hedges = [{p=1}]\n", "hedges[0].text: is missing; write it"),
    (PLAIN + 'hedges = [{p=0, text="may"}]\n', "hedges[0].p: must be 1 or more"),
    (PLAIN + 'hedges = [{p=true, text="may"}]\n', "hedges[0].p: must be a whole number"),
    (PLAIN + 'hedges = "may"\n', "hedges: must be an array"),
    (
        PLAIN + 'timexes = [{p=1, text="May", typ="DATE", type="DATE", value="2001-05"}]\n',
        "timexes[0].typ: no such key here; there are mod, nth, p, text, type, value",
    ),
    (
        PLAIN + 'countries = [{p=1, text="Malta", code="mlt", via="name"}]\n',
        "countries[0].code: 'mlt' has not the form",
    ),
    (
        PLAIN + 'published = "2001-02-30"\n',
        "published: '2001-02-30': day is out of range for month; correct it",
    ),
    (
        PLAIN + '[roles]\nbody = "1-99999999999"\n',
        "roles.body: '1-99999999999' is no range of line numbers from 1; correct it",
    ),
]


@pytest.mark.parametrize(("content", "message"), FAULTS)
def test_a_fault_names_the_file_the_key_and_what_to_do(gold_of, tmp_path, content, message):
    with pytest.raises(SchemaError) as caught:
        gold_of(content)
    assert str(caught.value).startswith(f"{tmp_path / 'reef.toml'}: {message}")


@pytest.mark.parametrize(
    "content", [content for content, message in FAULTS[1:] if "correct it" not in message]
)
def test_a_full_validator_refuses_the_same_files(content):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(read_schema("gold")).validate(tomllib.loads(content))


def test_two_files_about_one_page_are_refused(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        read_gold(tmp_path)
    other = tmp_path / "a.toml"
    assert (
        str(caught.value)
        == f"{tmp_path / 'b.toml'}: address 'tern/reef.txt' has its gold in {other}; delete one"
    )


def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path):
    (tmp_path / "a.toml").write_text(PLAIN, encoding="utf-8-sig")
    (tmp_path / "folder.toml").mkdir()
    assert set(read_gold(tmp_path)) == {"tern/reef.txt"}


def test_lines_that_the_page_has_not_are_told(gold_of, tmp_path):
    gold = gold_of(PLAIN + '[roles]\nbody = "2, 5-9"\n')
    said = f"{tmp_path / 'reef.toml'}: roles: there is no line 6, the page has 5"
    assert lines_not_there(gold, "1\n2\r\n3\r4\n5") == (said,)
    assert lines_not_there(gold, "\n" * 8) == ()


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such folder of gold files"):
        read_gold(tmp_path / "nowhere")


def test_closed_lists_are_those_of_the_records():
    gold = read_schema("gold")["properties"]
    articles = read_schema("articles")["properties"]
    for layer, key in (
        ("attributions", "kind"),
        ("attributions", "speaker_kind"),
        ("timexes", "mod"),
        ("countries", "via"),
    ):
        listed = articles[layer]["items"]["properties"][key]["enum"]
        assert gold[layer]["items"]["properties"][key]["enum"] == [value for value in listed if value], key
    assert gold["topic"]["enum"] == [topic for topic in articles["topic"]["enum"] if topic]
    assert gold["roles"]["propertyNames"]["enum"] == read_schema("lines")["properties"]["role"]["enum"]
    assert set(gold["reject"]["enum"]) <= set(read_schema("rejects")["properties"]["reason"]["enum"])
    assert set(LAYERS) | set(FIELDS) | TEXT_ROLES <= {*gold, *gold["roles"]["propertyNames"]["enum"]}


def test_paragraphs_are_the_lines_of_the_text_roles(gold_of):
    gold = gold_of(PLAIN + '[roles]\ntitle = "1"\nbody = "2, 5"\nsubhead = "3"\nlist = "4"\n')
    assert paragraphs_from_lines(gold, "Reef\r\nOne  two.\r\nHead\r\n• item\r\nEnd.") == [
        "One two.",
        "Head",
        "item",
        "End.",
    ]


def test_wrapped_paragraphs_run_to_a_blank_line_or_another_role(gold_of):
    gold = gold_of(PLAIN + 'wrapped = true\n[roles]\nbody = "1-4"\nsubhead = "5"\n')
    assert paragraphs_from_lines(gold, "One\ntwo.\n\nThree.\nHead\n") == ["One two.", "Three.", "Head"]


def test_markup_lines_take_their_roles_in_the_order_of_the_page(gold_of):
    gold = gold_of(
        PLAIN + 'roles = [{role="navigation", text="Sea"}, {role="section", text="Sea"},'
        '{role="body", text="On ... went."}]'
    )
    lines = ["Sea", "Log in", "Sea", "On Monday", "On they went."]
    assert roles_of_lines(gold, lines) == {0: "navigation", 2: "section", 4: "body"}
