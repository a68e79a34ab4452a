"""A baseline for time expressions: BIO tags of tokens from a linear model over a window of tokens.

    python scripts/train_timexes.py releases/1.0.0

The labels are those of the config `timexes`; the paragraphs, those without a label too, are those of
`articles`. A linear model of scikit-learn scores the tags of each token by the words and shapes around it,
and the best sequence in which no expression begins in its middle is taken. (A CRF would learn transitions
too; the well-known bindings for Python are no longer maintained.)
"""

import re
import sys
from collections import Counter, defaultdict
from typing import Annotated, NamedTuple

import typer
from datasets import load_dataset
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from copydesk.tagging import Labelled, Token, best_tags, spans_of, tags_of, tokenise

SEED = 1
WINDOW = range(-3, 4)  # tokens


class Paragraph(NamedTuple):
    """The tokens of a paragraph and what is to be found in it."""

    tokens: list[Token]
    spans: list[Labelled]


def read_split(release: str, split: str, limit: int | None) -> list[Paragraph]:
    """Read the paragraphs of a split, those of its first ``limit`` articles."""
    splits = load_dataset(release, "articles")
    if split not in splits:
        sys.exit(f"{release}: there is no article in the split {split}")
    articles = splits[split].select_columns(["id", "text", "paragraphs"])
    found: defaultdict[tuple[str, int], list[Labelled]] = defaultdict(list)
    for row in load_dataset(release, "timexes").get(split, ()):  # a split without a label is left out
        found[row["id"], row["paragraph_start"]].append(Labelled(row["start"], row["end"], row["type"]))
    return [
        Paragraph(tokenise(row["text"][place["start"] : place["end"]]), found[row["id"], place["start"]])
        for row in articles.select(range(min(limit or len(articles), len(articles))))
        for place in row["paragraphs"]
    ]


def describe(tokens: list[Token]) -> list[dict[str, float]]:
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


def report(name: str, paragraphs: list[Paragraph], guesses: list[list[str]]) -> None:
    """Print precision, recall and F1 of whole spans, for each label and all together."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (tokens, spans), tags in zip(paragraphs, guesses, strict=True):
        guessed = set(spans_of(tokens, tags))
        wanted = set(spans_of(tokens, tags_of(tokens, spans)))
        for kind, some in (("hit", guessed & wanted), ("guessed", guessed), ("wanted", wanted)):
            for span in some:
                counts[span.label][kind] += 1
                counts["all"][kind] += 1
    print(f"{name:32} {'precision':>9} {'recall':>9} {'F1':>9} {'spans':>7}")
    for label, count in sorted(counts.items()):
        precision, recall = (count["hit"] / max(count[kind], 1) for kind in ("guessed", "wanted"))
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {label:30} {precision:9.3f} {recall:9.3f} {both:9.3f} {count['wanted']:7}")


def main(
    release: Annotated[str, typer.Argument(help="The folder of a release, or its id on the Hub.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Use so many articles of each split.")] = None,
) -> None:
    """Train on the train split and print the scores on the test split."""
    train, test = (read_split(release, split, limit) for split in ("train", "test"))
    tags = [tag for tokens, spans in train for tag in tags_of(tokens, spans)]
    if len(set(tags)) < 2:
        sys.exit(f"{release}: there is no time expression to learn from")
    print(f"{len(tags)} tokens in {len(train)} paragraphs to train on, {len(test)} paragraphs to test on")
    by_word: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, tag in zip((token.text for tokens, _ in train for token in tokens), tags, strict=True):
        by_word[word][tag] += 1
    usual = {word: counts.most_common(1)[0][0] for word, counts in by_word.items()}
    guesses = [[usual.get(token.text, "O") for token in tokens] for tokens, _ in test]
    report("most frequent tag of each word", test, guesses)
    features = DictVectorizer()
    model = LogisticRegression(C=10, tol=1e-3, max_iter=500, random_state=SEED)
    model.fit(features.fit_transform([row for tokens, _ in train for row in describe(tokens)]), tags)
    known = model.classes_.tolist()
    rows = [features.transform(describe(tokens)) for tokens, _ in test]
    guesses = [best_tags(model.predict_log_proba(row), known) if row.shape[0] else [] for row in rows]
    report("logistic regression over windows", test, guesses)


if __name__ == "__main__":
    typer.run(main)
