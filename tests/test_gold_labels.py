"""The label layers of gold files: where their words stand in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.gold import read_gold_file
from copydesk.gold_labels import resolve
from copydesk.record import Attribution, Country, Hedge, Span, Timex, paragraphs_of

PLAIN = 'address = "tern/reef.txt"\nannotator = "rk"\nlanguage = "en"\n'
TEXT = (
    "Divers may have found the wreck on Monday, the Maltese navy said. "
    '"It is her," Ann Borg said. "I know her."'
    "\n\n"
    'She added: "In May we may go down again. She is deep." Malta paid.'
)
BEGINNING = repr(TEXT[:60])


@pytest.fixture
def gold_of(tmp_path):
    """Gold read from the text of a file, or whatever reading it raises."""

    def read(content, name="reef.toml"):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        return read_gold_file(file)

    return read


@pytest.fixture
def rows_of(gold_of):
    """The rows of one layer of the article above."""

    def rows(layer, entries):
        resolved = resolve(gold_of(f"{PLAIN}{layer} = [{entries}]\n"), TEXT, paragraphs_of(TEXT))
        assert resolved.faults == ()
        return resolved.layers[layer]

    return rows


def words(row):
    return TEXT[row.start : row.end]


def test_words_are_found_between_borders_of_words(rows_of):
    (row,) = rows_of("countries", '{p=2, text="Malta", code="MLT", via="name"}')
    assert row == Country(TEXT.index("Malta paid"), TEXT.index(" paid"), "MLT", "name", "gold")


def test_nth_counts_occurrences_in_the_paragraph(rows_of):
    rows = rows_of("hedges", '{p=2, text="may"}, {p=1, text="may", nth=1}')
    assert rows == (
        Hedge(7, 10, "may", "gold"),
        Hedge(TEXT.rindex("may go"), TEXT.rindex("may go") + 3, "may", "gold"),
    )


def test_cue_of_a_hedge_can_differ_from_its_words(rows_of):
    assert rows_of("hedges", '{p=1, text="may have", cue="may"}') == (Hedge(7, 15, "may", "gold"),)


def test_timex_has_its_value_and_modifier(rows_of):
    assert rows_of("timexes", '{p=1, text="Monday", type="DATE", value="2001-02-05", mod="APPROX"}') == (
        Timex(35, 41, "DATE", "2001-02-05", "APPROX", "gold"),
    )


def test_long_content_is_named_by_its_first_and_last_words(rows_of):
    (row,) = rows_of(
        "attributions",
        '{p=1, text="Divers ... Monday", kind="indirect", speaker="the Maltese navy", cue="said"}',
    )
    assert words(row) == "Divers may have found the wreck on Monday"
    assert row[2:] == ("indirect", 43, 59, "the Maltese navy", None, 60, 64, 1, "gold")


def test_speaker_and_cue_are_the_mentions_nearest_to_the_content(rows_of):
    (row,) = rows_of(
        "attributions", '{p=1, text="It is her", kind="direct", speaker="Ann Borg", cue="said"}'
    )
    assert TEXT[row.speaker_start : row.speaker_end] == "Ann Borg"
    assert row.cue_start == TEXT.index('said. "I know')


def test_mention_inside_the_content_is_not_the_speaker(rows_of):
    (row,) = rows_of(
        "attributions",
        '{p=2, text="In May ... deep", kind="direct", speaker="She", name="Ann Borg", cue="added"}',
    )
    assert row.speaker_start == TEXT.index("She added")
    assert row.speaker == "Ann Borg"


def test_mention_can_stand_in_another_paragraph(rows_of):
    entry = (
        '{p=2, text="In May ... deep", kind="direct", speaker="Ann Borg", speaker_p=1, cue="said", cue_p=1}'
    )
    (row,) = rows_of("attributions", entry)
    assert row.speaker_start == TEXT.index("Ann Borg")
    assert row.cue_start == TEXT.index('said. "I know')


def test_attribution_without_speaker_and_cue_has_none(rows_of):
    (row,) = rows_of("attributions", '{p=1, text="It is her", kind="direct"}')
    assert row[3:9] == (None,) * 6


def test_utterances_are_numbered_in_reading_order(rows_of):
    rows = rows_of(
        "attributions",
        '{p=2, text="In May ... deep", kind="direct"},'
        '{p=1, text="It is her", kind="direct", utterance=7},'
        '{p=1, text="I know her", kind="direct", utterance=7},'
        '{p=1, text="Divers ... Monday", kind="indirect"}',
    )
    assert [(words(row)[:6], row.utterance) for row in rows] == [
        ("Divers", 1),
        ("It is ", 2),
        ("I know", 2),
        ("In May", 3),
    ]
    assert all(isinstance(row, Attribution) for row in rows)


def test_sentences_cover_their_paragraphs(rows_of):
    rows = rows_of("sentences", '{p=1, starts=["\\"It is", "\\"I know"]}')
    assert [words(row) for row in rows] == [
        "Divers may have found the wreck on Monday, the Maltese navy said.",
        '"It is her," Ann Borg said.',
        '"I know her."',
        'She added: "In May we may go down again. She is deep." Malta paid.',
    ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (
            '{p=1, text="perhaps"}',
            f"'perhaps' is not in {BEGINNING}; copy the words from the text",
        ),
        (
            '{p=1, text="ma"}',
            f"'ma' is not in {BEGINNING}; copy the words from the text",
        ),
        (
            '{p=1, text="may", nth=2}',
            f"'may' is not 2 times in {BEGINNING}, but 1; correct nth",
        ),
        ('{p=3, text="may"}', "there is no paragraph 3, the text has 2"),
    ],
)
def test_words_that_are_not_there_are_faults_and_other_entries_stand(gold_of, entry, fault):
    gold = gold_of(f'{PLAIN}hedges = [{entry}, {{p=2, text="may"}}]\n')
    resolved = resolve(gold, TEXT, paragraphs_of(TEXT))
    assert resolved.faults == (f"{gold.file}: hedges[0]: {fault}",)
    assert [words(row) for row in resolved.layers["hedges"]] == ["may"]


def test_a_speaker_only_inside_the_content_is_a_fault(gold_of):
    gold = gold_of(PLAIN + 'attributions = [{p=1, text="It is her", kind="direct", speaker="It"}]\n')
    (fault,) = resolve(gold, TEXT, paragraphs_of(TEXT)).faults
    assert fault.endswith("attributions[0]: the speaker 'It' is only inside the content; give speaker_nth")


@given(st.lists(st.text("ab c.'\"é ", min_size=1).filter(str.strip), min_size=1, max_size=4), st.data())
def test_any_word_of_a_text_is_found_where_it_stands(tmp_path_factory, paragraphs, data):
    paragraphs = [" ".join(paragraph.split()) for paragraph in paragraphs]
    number = data.draw(st.integers(1, len(paragraphs)))
    word = data.draw(st.sampled_from(paragraphs[number - 1].split()))
    file = tmp_path_factory.mktemp("gold") / "any.toml"
    quoted = word.replace('"', '\\"')
    file.write_text(f'{PLAIN}hedges = [{{p={number}, text="{quoted}"}}]\n', encoding="utf-8")
    text = "\n\n".join(paragraphs)
    resolved = resolve(read_gold_file(file), text, paragraphs_of(text))
    (row,) = resolved.layers["hedges"]
    assert text[row.start : row.end] == word
    within = paragraphs_of(text)[number - 1]
    assert Span(max(row.start, within.start), min(row.end, within.end)) == (row.start, row.end)
