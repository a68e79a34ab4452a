"""All layers over many articles: what one article gets is its own."""

from __future__ import annotations

import datetime as dt

from copydesk.label import label_document, label_documents
from copydesk.record import document_of
from copydesk.registry import layers

TEXTS = [
    "The ferry left Kenya on Friday, the harbour master said. It may be late.",
    "“Nobody was told,” Ms. Okoye said on Friday.\n\nRain fell. Rain fell. Rain fell again in Oslo.",
    "",
    "The ferry left Kenya on Friday, the harbour master said. It may be late.",
]
KNOWN = {"language": "en"}


def documents():
    return [document_of(text, published=dt.date(2006, 8, 30)) for text in TEXTS]


def test_labels_of_an_article_do_not_depend_on_the_articles_beside_it():
    chosen = tuple(layers().values())
    together = label_documents(documents(), chosen, [KNOWN] * len(TEXTS))
    alone = [label_document(document, chosen, KNOWN) for document in documents()]

    assert together == alone
    assert together[0] == together[3]
    assert not any(labels.failures for labels in together)


def test_a_layer_that_is_known_is_not_made_again():
    given = [{**KNOWN, "hedges": "from gold"}, KNOWN]
    known, made = label_documents(documents()[:2], tuple(layers().values()), given)

    assert known.values["hedges"] == "from gold"
    assert isinstance(made.values["hedges"], list)
    assert given == [{**KNOWN, "hedges": "from gold"}, KNOWN]
