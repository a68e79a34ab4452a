"""Make any number of news-like articles, with a known share of reprints, from the bundled pages.

A story is 18 to 40 whole sentences of the bundled text pages, in paragraphs of one to three. In every
sentence about four words in ten are exchanged for other words of the pages with the same case of the first
letter, and every number for another one of as many digits, so that two stories that drew the same sentence
have hardly five words in a row in common. An article has about as many quotations, reports and dates as
news of its length has. A reprint takes an earlier story and cuts its end off (down to four tenths), writes
a new lead, replaces a paragraph, or puts a site's furniture around it. The same seed and the same pages
give the same articles.

    python benchmarks/generate.py articles.jsonl --count 50000 --reprints 0.3 --seed 1

Each line has ``id``, ``source``, ``published``, ``text`` and ``story``: reprints share a story's number.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parent.parent / "corpus" / "pages"
SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\"]))\s+(?=[A-Z“\"])")
END = re.compile(r"[.!?][”\"]?$")
TOKEN = re.compile(r"[A-Za-z]+|\d+")
PLAIN = re.compile(
    r"[\x20-\x7e“”‘’–—é]+"
).fullmatch  # some pages are there because their encoding is broken
EXCHANGED = 0.4  # share of the words of a sentence that are exchanged
FIRST_DAY = dt.date(2006, 1, 1)
FURNITURE = (
    "Read the latest from our newsroom every morning before seven.",
    "Comments on this article are closed after three days.",
    "This report was prepared by the night desk from agency copy.",
)

Story = list[list[str]]  # paragraphs of sentences


@dataclass(frozen=True, slots=True)
class Stock:
    """What articles are made of: the pages' sentences, their words by case, their numbers by length."""

    sentences: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    numbers: dict[int, tuple[str, ...]]


def is_whole(sentence: str) -> bool:
    """Tell a sentence from a headline, a piece of furniture and a piece of a quotation."""
    paired = sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0
    ended = END.search(sentence) is not None
    return paired and ended and 8 <= len(sentence.split()) <= 40 and PLAIN(sentence) is not None


def read_stock(folder: Path) -> Stock:
    """Take the sentences and words of all text pages below a folder, in the order of their paths."""
    sentences: list[str] = []
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for block in re.split(r"\n\s*\n", text):
            sentences += filter(is_whole, SENTENCE.split(" ".join(block.split())))
    sentences = list(dict.fromkeys(sentences))
    if len(sentences) < 50:
        raise typer.BadParameter(
            f"{folder} has only {len(sentences)} sentences in text pages; 50 are needed"
        )
    tokens = sorted({token for sentence in sentences for token in TOKEN.findall(sentence)})
    names = tuple(token for token in tokens if token[0].isupper() and len(token) > 2)
    words = tuple(token for token in tokens if token[0].islower() and len(token) > 2)
    digits = [token for token in tokens if token[0].isdigit()]
    numbers = {size: tuple(each for each in digits if len(each) == size) for size in set(map(len, digits))}
    return Stock(tuple(sentences), names, words, numbers)


def write_sentence(stock: Stock, rng: random.Random) -> str:
    """Draw a sentence and exchange words and numbers in it."""

    def exchange(match: re.Match[str]) -> str:
        token = match[0]
        if token[0].isdigit():
            return rng.choice(stock.numbers[len(token)])
        if rng.random() >= EXCHANGED:
            return token
        return rng.choice(stock.names if token[0].isupper() else stock.words)

    return TOKEN.sub(exchange, rng.choice(stock.sentences))


def write_story(stock: Stock, rng: random.Random) -> Story:
    """Write a new story."""
    left, story = rng.randint(18, 40), []
    while left > 0:
        size = rng.randint(1, 3)
        story.append([write_sentence(stock, rng) for _ in range(size)])
        left -= size
    return story


def reprint(story: Story, stock: Stock, rng: random.Random) -> Story:
    """Edit a story as another site would: one to three of the four edits."""
    edited = list(story)
    for edit in rng.sample(("cut", "lead", "update", "furniture"), rng.randint(1, 3)):
        if edit == "cut":
            edited = edited[: max(4, int(len(edited) * rng.uniform(0.4, 0.95)))]
        elif edit == "lead":
            edited = [[write_sentence(stock, rng)], *edited[1:]]
        elif edit == "update":
            edited[rng.randrange(len(edited))] = [write_sentence(stock, rng)]
        else:
            edited = [[rng.choice(FURNITURE)], *edited, [rng.choice(FURNITURE)]]
    return edited


def articles(stock: Stock, count: int, reprints: float, seed: int) -> Iterator[dict[str, object]]:
    """Give the articles one by one."""
    rng = random.Random(seed)
    stories: list[Story] = []
    for _ in range(count):
        if stories and rng.random() < reprints:
            number = rng.randrange(len(stories))
            paragraphs = reprint(stories[number], stock, rng)
        else:
            number, paragraphs = len(stories), write_story(stock, rng)
            stories.append(paragraphs)
        yield {
            "id": f"{rng.getrandbits(64):016x}",
            "source": f"site{rng.randrange(40)}.example",
            "published": (FIRST_DAY + dt.timedelta(days=rng.randrange(365))).isoformat(),
            "text": "\n\n".join(" ".join(paragraph) for paragraph in paragraphs),
            "story": number,
        }


def main(
    target: Annotated[Path, typer.Argument(help="The JSON lines file to write.")],
    count: Annotated[int, typer.Option(help="How many articles.", min=1)] = 50_000,
    reprints: Annotated[float, typer.Option(help="Share of reprints among them.", min=0, max=1)] = 0.3,
    seed: Annotated[int, typer.Option(help="Another seed, other articles.")] = 1,
    pages: Annotated[Path, typer.Option(help="Folder of text pages to take sentences from.")] = PAGES,
) -> None:
    """Write news-like articles with known reprints as JSON lines."""
    stock = read_stock(pages)
    with target.open("w", encoding="utf-8") as lines:
        for article in articles(stock, count, reprints, seed):
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    typer.run(main)
