import pytest

from copydesk.errors import SchemaError
from copydesk.release.card import read_template


def card(tmp_path, head):
    path = tmp_path / "CARD.md"
    path.write_text(f"---\n{head}\n---\n# A card\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "head",
    [
        "license: cc-by-4.0",
        "license: [mit, other]",
        "language: [en, 'no', pt-BR]\nsize_categories: [n<1K]",
        "task_categories: [token-classification]\npretty_name: Anything at all",
    ],
)
def test_head_of_listed_values_is_taken_as_it_is(tmp_path, head):
    template = read_template(card(tmp_path, head))
    assert template.text == "# A card\n"
    assert template.head


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("license: cc-by-4", "license: 'cc-by-4' is not on the Hub's list; did you mean cc-by-4.0"),
        ("task_categories: [ner]", "task_categories: 'ner' is not on the Hub's list"),
        ("size_categories: 1000", "size_categories: 1000 is not on the Hub's list"),
        ("language: no", "language: False is no code such as en"),
        ("language: English", "language: 'English' is no code such as en"),
        ("pretty_name: 2006-08-30", "is no text; put it in quotation marks"),
        ("description: 7", "description: 7 is no text; put it in quotation marks"),
    ],
)
def test_head_with_a_value_that_the_hub_does_not_list_is_refused(tmp_path, head, said):
    with pytest.raises(SchemaError) as refused:
        read_template(card(tmp_path, head))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nlicense: mit\n# A card\n", "the head has no line --- at its end"),
        (
            "<!-- copydesk:sizes -->\n",
            "<!-- copydesk:sizes --> stands alone: a block is <!-- copydesk:sizes",
        ),
        ("<!-- /copydesk:load -->\n", "<!-- /copydesk:load --> stands alone"),
        ("<!-- copydesk:load -->\n<!-- /copydesk:sizes -->\n", "<!-- copydesk:load --> stands alone"),
    ],
)
def test_card_with_a_head_or_block_without_its_end_is_refused(tmp_path, text, said):
    path = tmp_path / "CARD.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError) as refused:
        read_template(path)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("raw", "head"), [(b"\xef\xbb\xbf---\nlicense: mit\n---\nA", {"license": "mit"}), (b"---\n---\nA", {})]
)
def test_head_may_stand_behind_a_mark_and_be_empty(tmp_path, raw, head):
    path = tmp_path / "CARD.md"
    path.write_bytes(raw)
    template = read_template(path)
    assert (template.head, template.text) == (head, "A")
