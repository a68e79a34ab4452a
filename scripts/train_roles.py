"""A baseline for the roles of lines: a linear model over each line, its place and its neighbours.

    python scripts/train_roles.py releases/1.0.0

Every line of every page is classified by itself: by its letters, its shape, where it stands on the page,
and the shapes of the lines around it. Rows of a page must stand together, as they do in a release.
"""

import re
import sys
from itertools import groupby
from typing import Annotated, Any

import typer
from datasets import load_dataset
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, f1_score
from sklearn.pipeline import make_pipeline

from copydesk.cli import run_script

SEED = 1
WORD = re.compile(r"\w+")
Features = dict[str, float | str]


def shape(text: str) -> Features:
    """Describe a line by itself: how long it is, what it is made of, how it begins and ends."""
    words = WORD.findall(text)
    letters = max(sum(char.isalpha() for char in text), 1)
    return {
        "length": min(len(text), 400) / 400,
        "short": float(len(words) <= 4),
        "capitalised": sum(word[:1].isupper() for word in words) / max(len(words), 1),
        "upper": sum(char.isupper() for char in text) / letters,
        "digits": sum(char.isdigit() for char in text) / max(len(text), 1),
        "commas": min(text.count(","), 9) / 9,
        "first": WORD.sub("", text)[:1] or "word"
        if not text[:1].isalnum()
        else text[:1].isupper() * "A" or "a",
        "last": "word" if text[-1:].isalnum() else text[-1:],
    }


def describe(texts: list[str]) -> list[Features]:
    """Describe every line of a page by itself, its place and its neighbours."""
    shapes = [shape(text) for text in texts]
    described = []
    for number, text in enumerate(texts):
        features = dict(shapes[number])
        features |= {f"word={word.lower()}": 1.0 for word in WORD.findall(text)[:12]}
        features |= {"from the top": number / len(texts), "opens": float(number < 3)}
        features["closes"] = float(number >= len(texts) - 3)
        for step in (-2, -1, 1, 2):
            if 0 <= number + step < len(texts):
                features |= {f"{step}:{name}": value for name, value in shapes[number + step].items()}
            else:
                features[f"{step}:none"] = 1.0
        described.append(features)
    return described


def read_split(release: str, split: str, limit: int | None) -> tuple[list[Features], list[str]]:
    """Read the features and the roles of the lines of a split, of its first ``limit`` rows."""
    splits = load_dataset(release, "lines")
    if split not in splits:
        sys.exit(f"{release}: there is no line in the split {split}")
    rows = splits[split].select(range(min(limit or len(splits[split]), len(splits[split]))))
    names = rows.features["role"].names
    features: list[Features] = []
    roles: list[str] = []
    for _, page in groupby(rows, key=lambda row: row["address"]):
        lines: list[dict[str, Any]] = list(page)
        features += describe([line["text"] for line in lines])
        roles += [names[line["role"]] for line in lines]
    return features, roles


def main(
    release: Annotated[str, typer.Argument(help="The folder of a release, or its id on the Hub.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Use so many rows of each split.")] = None,
) -> None:
    """Train on the train split and print the scores on the test split."""
    lines, roles = read_split(release, "train", limit)
    test_lines, test_roles = read_split(release, "test", limit)
    if len(set(roles)) < 2 or not test_roles:
        sys.exit(f"{release}: lines of two roles in train and one line in test are needed")
    linear = LogisticRegression(C=10, tol=1e-2, max_iter=1000, random_state=SEED)
    models = {
        "most frequent": DummyClassifier(strategy="most_frequent"),
        "logistic regression": make_pipeline(DictVectorizer(), linear),
    }
    present = sorted(set(test_roles))
    print(f"{len(roles)} lines to train on, {len(test_roles)} to test on")
    for name, model in models.items():
        guesses = model.fit(lines, roles).predict(test_lines)
        macro = f1_score(test_roles, guesses, labels=present, average="macro", zero_division=0)
        print(f"{name:30}  accuracy {accuracy_score(test_roles, guesses):.3f}  macro F1 {macro:.3f}")
    print(classification_report(test_roles, guesses, labels=present, zero_division=0))


if __name__ == "__main__":
    run_script(main)
