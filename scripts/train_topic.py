"""A baseline for topics: logistic regression over tf-idf of words and pairs of words.

    python scripts/train_topic.py releases/1.0.0

Articles without a topic are left out. A topic of the test split that no training article has can only be
missed; it stays in the scores.
"""

import sys
from typing import Annotated

import numpy as np
import typer
from datasets import load_dataset
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, f1_score
from sklearn.pipeline import make_pipeline

from copydesk.cli import run_script

SEED = 1


def read_split(release: str, split: str, limit: int | None) -> tuple[list[str], list[str]]:
    """Read the texts (headline and body) and the topics of a split, of its first ``limit`` rows."""
    splits = load_dataset(release, "articles")
    if split not in splits:
        sys.exit(f"{release}: there is no article in the split {split}")
    rows = splits[split].select(range(min(limit or len(splits[split]), len(splits[split]))))
    names = rows.features["topic"].names
    rows = rows.select_columns(["title", "text", "topic"]).filter(lambda row: row["topic"] is not None)
    texts = [f"{title or ''}\n{text}" for title, text in zip(rows["title"], rows["text"], strict=True)]
    return texts, [names[topic] for topic in rows["topic"]]


def main(
    release: Annotated[str, typer.Argument(help="The folder of a release, or its id on the Hub.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Use so many rows of each split.")] = None,
) -> None:
    """Train on the train split and print the scores on the test split."""
    texts, topics = read_split(release, "train", limit)
    test_texts, test_topics = read_split(release, "test", limit)
    if len(set(topics)) < 2 or not test_topics:
        sys.exit(f"{release}: two topics in train and one article with a topic in test are needed")
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), max_features=200_000)
    linear = LogisticRegression(C=10, max_iter=1000, class_weight="balanced", random_state=SEED)
    models = {
        "most frequent": DummyClassifier(strategy="most_frequent"),
        "tf-idf, logistic regression": make_pipeline(words, linear),
    }
    unseen = sorted(set(test_topics) - set(topics))
    print(f"{len(topics)} articles of {len(set(topics))} topics to train on, {len(test_topics)} to test on")
    if unseen:
        print(f"in test but not in train: {'; '.join(unseen)}")
    for name, model in models.items():
        guesses = model.fit(np.array(texts), topics).predict(np.array(test_texts))
        accuracy = accuracy_score(test_topics, guesses)
        macro = f1_score(
            test_topics, guesses, labels=sorted(set(test_topics)), average="macro", zero_division=0
        )
        print(f"{name:30}  accuracy {accuracy:.3f}  macro F1 {macro:.3f}")
    print(classification_report(test_topics, guesses, labels=sorted(set(test_topics)), zero_division=0))


if __name__ == "__main__":
    run_script(main)
