"""A baseline for quotation attribution: BIO tags of source, cue and content from a linear model.

    python scripts/train_attribution.py releases/1.0.0

The labels are those of the config `attributions`, in the terms of PARC3: the source (our speaker), the cue,
the content. The paragraphs, those without a label too, are those of `articles`. A linear model of
scikit-learn scores the tags of each token by the words around it and the quotation marks before it, and the
best sequence in which no span begins in its middle is taken. (A CRF would learn transitions too; the
well-known bindings for Python are no longer maintained.)
"""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from datasets import load_dataset

from copydesk.cli import run_script
from copydesk.tagging import (
    Labelled,
    Paragraph,
    Token,
    linear_tagger,
    read_paragraphs,
    score_table,
    usual_tagger,
)

WINDOW = range(-4, 5)  # tokens
QUOTES = ('"', "“", "”")
PARTS = {"content": "", "source": "speaker_", "cue": "cue_"}  # and how its columns begin


def read_split(release: str, split: str, limit: int | None) -> list[Paragraph]:
    """Read the paragraphs of a split, those of its first ``limit`` articles."""
    splits = load_dataset(release, "articles")
    if split not in splits:
        sys.exit(f"{release}: there is no article in the split {split}")
    articles = splits[split].select_columns(["id", "text", "paragraphs"])
    rows = load_dataset(release, "attributions").get(split, ())  # a split without a label is left out
    spans = [
        (row["id"], row["paragraph_start"], Labelled(row[f"{part}start"], row[f"{part}end"], label))
        for label, part in PARTS.items()  # a source or a cue inside a content is tagged as such
        for row in rows
        if row[f"{part}start"] is not None and row[f"{part}end"] is not None
    ]
    first = range(min(limit or len(articles), len(articles)))
    return read_paragraphs(articles.select(first), spans)


def describe(tokens: Sequence[Token]) -> list[dict[str, float]]:
    """Describe each token by the words around it, and by the quotation marks and the sentence it is in."""
    words = [token.text.lower() for token in tokens]
    described = []
    quoted, begun = False, 0
    for number, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if word in QUOTES:
            quoted = word == "“" or (word == '"' and not quoted)
        around = [step for step in WINDOW if 0 <= number + step < len(words)]
        features = {f"{step}={words[number + step]}": 1.0 for step in around}
        features |= {f"{step}:upper": 1.0 for step in around if tokens[number + step].text[0].isupper()}
        features |= {"quoted": float(quoted), f"opens {min(number - begun, 5)}": 1.0}
        features |= {f"quoted={quoted} {mark}": 1.0 for mark in QUOTES if mark in words[:number]}
        described.append(features | {f"ends={word[-3:]}": 1.0, f"paragraph {min(number, 5)}": 1.0})
        if token.text in ".!?":
            begun = number + 1
    return described


def main(
    release: Annotated[str, typer.Argument(help="The folder of a release, or its id on the Hub.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Use so many articles of each split.")] = None,
) -> None:
    """Train on the train split and print the scores on the test split."""
    train, test = (read_split(release, split, limit) for split in ("train", "test"))
    if not any(spans for _, spans in train):
        sys.exit(f"{release}: there is no attribution to learn from")
    tokens = sum(len(tokens) for tokens, _ in train)
    print(f"{tokens} tokens in {len(train)} paragraphs to train on, {len(test)} paragraphs to test on")
    print(score_table("most frequent tag of each word", test, usual_tagger(train)))
    print(score_table("logistic regression over windows", test, linear_tagger(train, describe)))


if __name__ == "__main__":
    run_script(main)
