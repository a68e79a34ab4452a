"""The language of a text: English cheaply, others by the identifier, und where too little tells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.label import language
from copydesk.label.language import identify_language
from copydesk.record import document_of

TEXTS = [
    ("en", "The minister said that the talks would go on after the summer break."),
    ("en", "THE HARBOUR WILL BE CLOSED UNTIL THE STORM HAS PASSED"),
    ("en", "Mayor resigns\nBridge reopens after repairs\nFlood warning for coastal towns"),
    ("en", "Ferry strike ends; council to vote Friday"),
    # foreign names do not make a text foreign
    (
        "en",
        "Jan Novotný and Eliška Horáková of Brno met the mayor, Wojciech Zieliński, at the bridge.",
    ),
    ("en", "Le Courrier and La Dépêche were among the papers that printed the letter, their editors said."),
    ("de", "Die Brücke wird am Mittwoch wieder geöffnet, sagte der Bürgermeister."),
    # an English title does not make a text English
    ("de", "Das neue Lied heißt „The Best of Them“ und steht auf Platz eins der Liste."),
    ("nl", "De burgemeester zei woensdag dat de brug weer opengaat."),
    ("fr", "Le pont sera rouvert mercredi, a déclaré la maire de la ville."),
    ("es", "El puente se abrirá de nuevo el miércoles, dijo la alcaldesa."),
    ("pt", "A ponte será reaberta na quarta-feira, disse a prefeita da cidade."),
    ("sv", "Bron öppnas igen på onsdag, säger borgmästaren till tidningen."),
    ("ru", "Мост снова откроется в среду, сообщила мэр города."),
    ("el", "Η γέφυρα θα ανοίξει ξανά την Τετάρτη, δήλωσε η δήμαρχος."),
    ("ar", "سيعاد فتح الجسر يوم الأربعاء حسبما قالت رئيسة البلدية"),
    ("hi", "पुल बुधवार को फिर से खुलेगा, महापौर ने कहा।"),
    ("zh", "市长表示，大桥将于星期三重新开放。"),
    ("ja", "市長は水曜日に橋が再び開通すると述べた。"),
    ("ko", "시장은 수요일에 다리가 다시 열린다고 말했다."),
    ("und", ""),
    ("und", "12:30  3-1  4,500"),
    ("und", "Hello"),
    ("und", "Okafor, Lindqvist"),
]


@pytest.mark.parametrize(("expected", "text"), TEXTS)
def test_language_of_a_text_is_told_or_left_open(expected, text):
    assert identify_language(text) == expected


def test_only_the_head_of_a_long_text_decides():
    english = "The mayor said that the bridge would be open by then. " * 40

    assert identify_language(english + "Die Brücke bleibt geschlossen. " * 100) == "en"


def test_the_layer_labels_the_text_of_a_document():
    assert (
        language.label(document_of("Le pont sera rouvert mercredi, a déclaré la maire.", language="en"))
        == "fr"
    )


@given(st.text())
def test_any_text_has_a_tag_of_two_or_three_letters(text):
    tag = identify_language(text)

    assert re.fullmatch(r"[a-z]{2,3}", tag)
    assert identify_language(text) == tag
