"""Rows broken one way each, the manifest's digests made to fit: the check, the field and the message."""

import pyarrow.parquet as pq
import pytest


def _set(field, value, row=0):
    def change(rows):
        rows[row][field] = value

    return change


def _label(layer, number, **fields):
    def change(rows):
        rows[0][layer][number].update(fields)

    return change


def _swap(layer):
    def change(rows):
        rows[0][layer].reverse()

    return change


CASES = [
    # values that the schema does not admit
    (_set("id", "XYZ"), "values", "id", "'XYZ' has not the form ^[0-9a-f]{16}$"),
    (_set("source", None), "values", "source", "is null, which the schema does not admit"),
    (_set("source", ""), "values", "source", "'' is shorter than 1 characters"),
    (_set("topic", 17), "values", "topic", "'17' is no number of a class: there are 0 to 16"),
    (_set("topic", -1), "values", "topic", "'-1' is no number of a class: there are 0 to 16"),
    (_set("canonical", None), "values", "canonical", "is null, which the schema does not admit"),
    (_set("byline", [""]), "values", "byline[0]", "'' is shorter than 1 characters"),
    (
        _set("raw_sha256", "0" * 63),
        "values",
        "raw_sha256",
        f"'{'0' * 63}' has not the form ^[0-9a-f]{{64}}$",
    ),
    (
        _label("attributions", 2, kind="shouted"),
        "values",
        "attributions[2].kind",
        "'shouted' is none of direct, indirect, mixed",
    ),
    (_label("hedges", 0, cue=None), "values", "hedges[0].cue", "is null, which the schema does not admit"),
    (_label("timexes", 1, start=-4), "values", "timexes[1].start", "'-4' is less than 0"),
    (_label("timexes", 1, mod="NEARLY"), "values", "timexes[1].mod", None),
    # spans
    (
        _label("timexes", 3, end=9_999),
        "spans",
        "timexes[3]",
        "ends at 9999, but the text has 583 characters",
    ),
    (_label("hedges", 0, start=7, end=7), "spans", "hedges[0]", "is empty: it starts at 7 and ends at 7"),
    (_swap("timexes"), "spans", "timexes[1]", None),
    (
        _label("paragraphs", 0, end=50),
        "paragraphs",
        "paragraphs[0]",
        "is 0-50, but by its blank lines the text has it at 0-158",
    ),
    (
        lambda rows: rows[0]["paragraphs"].pop(),
        "paragraphs",
        "paragraphs[3]",
        None,
    ),
    (
        lambda rows: rows[0]["paragraphs"].append({"start": 10, "end": 20}),
        "paragraphs",
        "paragraphs[4]",
        "is one too many: the text has no such paragraph",
    ),
    (
        lambda rows: rows[0].update(text=rows[0]["text"] + " "),
        "paragraphs",
        "paragraphs[3]",
        "is empty, or begins or ends with white space: one blank line joins paragraphs",
    ),
    (
        _label("sentences", 0, end=200),
        "sentences",
        "sentences[0]",
        "0-200 is not inside one paragraph",
    ),
    # layers
    (_label("attributions", 0, end=400), "attributions", "attributions[0]", None),
    (
        _label("attributions", 0, speaker_end=5_000),
        "attributions",
        "attributions[0].speaker_end",
        "is beyond the end of the text",
    ),
    (
        _label("attributions", 0, cue_end=None),
        "attributions",
        "attributions[0].cue_start",
        "and cue_end are both null or neither",
    ),
    (
        _label("attributions", 0, speaker=None),
        "attributions",
        "attributions[0].speaker",
        "is null, but there is a mention",
    ),
    (
        _label("attributions", 0, speaker_kind=None),
        "attributions",
        "attributions[0].speaker_kind",
        "goes with speaker: both are null or neither",
    ),
    (_label("attributions", 0, utterance=0), "attributions", "attributions[0].utterance", "counts from 1"),
    (
        _label("timexes", 0, type="DATE", value="tomorrow"),
        "timexes",
        "timexes[0].value",
        "'tomorrow' is no TIMEX3 value of a DATE",
    ),
    (
        _label("timexes", 0, type="DURATION", value="3D"),
        "timexes",
        "timexes[0].value",
        "'3D' is no TIMEX3 value of a DURATION",
    ),
    (
        _label("timexes", 0, type="DATE", value="2010-02-30"),
        "timexes",
        "timexes[0].value",
        "'2010-02-30' names a day that does not exist",
    ),
    (
        _label("countries", 0, code="XQX"),
        "countries",
        "countries[0].code",
        "'XQX' is no code of ISO 3166-1 alpha-3",
    ),
    # alignment
    (_label("alignment", 0, length=9_999), "alignment", "alignment[0].length", "ends beyond the text"),
    (
        lambda rows: rows[0]["alignment"].append({"text_start": 3, "raw_start": 9_000, "length": 2}),
        "alignment",
        "alignment[1].text_start",
        "begins in the text before the run before it ends",
    ),
    (
        _set("alignment", []),
        "alignment",
        "alignment",
        "is empty: no character of the text can be found in the page",
    ),
    (
        _label("alignment", 0, raw_start=90_000),
        "page-lines",
        "alignment[0].raw_start",
        "points to 90000 in the page, where there is no line",
    ),
    (
        _label("alignment", 0, raw_start=0),
        "page-lines",
        "alignment[0]",
        None,
    ),
    # whole releases
    (
        _set("id", "0123456789abcdef"),
        "identity",
        "id",
        "is '0123456789abcdef', but the SHA-256 of the address begins with 'dcd0189390c387cf'",
    ),
    (
        lambda rows: rows.append(rows[0]),
        "identity",
        "id",
        "'dcd0189390c387cf' stands twice in the release: an article has one row",
    ),
    (
        _set("cluster", "0123456789abcdef"),
        "clusters",
        "cluster",
        "names the article '0123456789abcdef', which is not in the release",
    ),
    (
        _set("canonical", False),
        "clusters",
        "canonical",
        "is false, but the cluster bears the id of this article",
    ),
    (
        _set("cluster", "71681cdea08bd43d"),
        "clusters",
        "cluster",
        "'71681cdea08bd43d' is in validation here and in train elsewhere",
    ),
    (
        _set("raw_sha256", "0" * 64),
        "ledger",
        "raw_sha256",
        "is not the digest that ledger.parquet has for the article",
    ),
    (lambda rows: rows.pop(), "counts", "counts.articles", "is 8, but the rows give 7"),
]


@pytest.mark.parametrize(("change", "check", "path", "message"), CASES)
def test_broken_row_is_found_with_its_field(bare, change, check, path, message):
    bare.edit(change)
    bare.seal()
    found = bare.found(check)
    hits = [each for each in found if each[:2] == (check, path)]
    assert hits, found
    if message is not None:
        assert message in [each[2] for each in hits]


def test_article_text_of_another_split_is_a_leak(bare):
    donor = pq.read_table(bare.table("articles", "test"), columns=["text"])["text"][0].as_py()
    bare.edit(lambda rows: rows[0].update(text=donor))
    bare.seal()
    leaks = [each for each in bare.found("leaks") if each[0] == "leaks"]
    assert len(leaks) == 1
    assert "are near-duplicates that the build did not find, Jaccard 1.00" in leaks[0][2]
    assert leaks[0][1] == "text"


def test_known_pair_in_two_splits_is_a_leak(bare):
    def change(rows):
        rows[0]["id_b"] = "dcd0189390c387cf"

    bare.edit(change, "duplicates")
    bare.seal()
    assert ("leaks", "text") in [each[:2] for each in bare.found("leaks")]


@pytest.mark.parametrize(
    ("table", "change", "check", "path", "message"),
    [
        ("lines", _set("number", 9_000), "line-order", "number", "is not above that of the line before it"),
        ("lines", _set("raw_end", 0), "line-order", "raw_end", "is not after raw_start"),
        ("lines", _set("role", 15), "values", "role", "'15' is no number of a class: there are 0 to 14"),
        ("lines", _set("text", "something else", 5), "page-lines", "alignment[0]", None),
        (
            "lines",
            lambda rows: rows.clear(),
            "page-lines",
            "address",
            "the page has no lines in the split train",
        ),
        ("attributions", _set("speaker", "Nobody", 1), "label-rows", "speaker", None),
        (
            "attributions",
            lambda rows: rows.pop(),
            "label-rows",
            None,
            "has 14 rows, but the articles hold 15 labels",
        ),
        ("timexes", _set("value", "1999"), "label-rows", "value", None),
        ("rejects", _set("reason", "boring"), "values", "reason", None),
        ("rejects", lambda rows: rows.pop(), "counts", "counts.pages", "is 10, but the rows give 9"),
        ("ledger", _set("id", None), "values", "id", "is null, which the schema does not admit"),
        (
            "duplicates",
            _set("id_a", "f" * 16),
            "leaks",
            "id_a",
            f"{'f' * 16!r} is no article of the release",
        ),
    ],
)
def test_broken_side_table_is_found_with_its_field(bare, table, change, check, path, message):
    bare.edit(change, table)
    bare.seal()
    hits = [each for each in bare.found(check) if each[:2] == (check, path)]
    assert hits, table
    assert message is None or message in [each[2] for each in hits]


def test_article_that_the_ledger_has_in_another_split_is_found(bare):
    def change(rows):
        for row in rows:
            if row["id"] == "dcd0189390c387cf":
                row["split"] = "test"

    bare.edit(change, "ledger")
    bare.seal()
    assert ("ledger", "id", "the article is in train, but ledger.parquet has it in test") in bare.found(
        "ledger"
    )
