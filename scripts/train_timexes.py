"""A baseline for time expressions: BIO tags of tokens from a linear model over a window of tokens.

    python scripts/train_timexes.py releases/1.0.0

The labels are those of the config `timexes`; the paragraphs, those without a label too, are those of
`articles`. A linear model of scikit-learn scores the tags of each token by the words and shapes around it,
and the best sequence in which no expression begins in its middle is taken. (A CRF would learn transitions
too; the well-known bindings for Python are no longer maintained.)
"""

import re
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

WINDOW = range(-3, 4)  # tokens


def read_split(release: str, split: str, limit: int | None) -> list[Paragraph]:
    """Read the paragraphs of a split, those of its first ``limit`` articles."""
    splits = load_dataset(release, "articles")
    if split not in splits:
        sys.exit(f"{release}: there is no article in the split {split}")
    articles = splits[split].select_columns(["id", "text", "paragraphs"])
    rows = load_dataset(release, "timexes").get(split, ())  # a split without a label is left out
    spans = [
        (row["id"], row["paragraph_start"], Labelled(row["start"], row["end"], row["type"])) for row in rows
    ]
    first = range(min(limit or len(articles), len(articles)))
    return read_paragraphs(articles.select(first), spans)


def describe(tokens: Sequence[Token]) -> list[dict[str, float]]:
    """Describe each token by its own ending and by the words and the shapes around it."""
    words = [token.text.lower() for token in tokens]
    shapes = [
        re.sub(r"[^\W\d_]", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", token.text))) for token in tokens
    ]
    described = []
    for number, word in enumerate(words):
        around = [step for step in WINDOW if 0 <= number + step < len(words)]
        features = {f"{step}={words[number + step]}": 1.0 for step in around}
        features |= {f"{step}:{shapes[number + step][:4]}": 1.0 for step in around}
        described.append(features | {f"ends={word[-3:]}": 1.0})
    return described


def main(
    release: Annotated[str, typer.Argument(help="The folder of a release, or its id on the Hub.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Use so many articles of each split.")] = None,
) -> None:
    """Train on the train split and print the scores on the test split."""
    train, test = (read_split(release, split, limit) for split in ("train", "test"))
    if not any(spans for _, spans in train):
        sys.exit(f"{release}: there is no time expression to learn from")
    tokens = sum(len(tokens) for tokens, _ in train)
    print(f"{tokens} tokens in {len(train)} paragraphs to train on, {len(test)} paragraphs to test on")
    print(score_table("most frequent tag of each word", test, usual_tagger(train)))
    print(score_table("logistic regression over windows", test, linear_tagger(train, describe)))


if __name__ == "__main__":
    run_script(main)
