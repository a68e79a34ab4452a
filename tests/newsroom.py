"""Invented pages, in the quantities that the tests of the house need."""

import gzip
import json
import random

TOWNS = ("Oreby", "Kelwick", "Saint Maur", "Dunhallow", "Port Asker", "Vessel Bay", "Marrowgate", "Tillen")
PEOPLE = (
    "Ines Marwood",
    "Tobias Lunt",
    "Priya Castellan",
    "Anselm Okoro",
    "Greta Villiers",
    "Hugo Penhale",
)
THINGS = (
    "ferry",
    "reservoir",
    "library",
    "tram line",
    "grain store",
    "lighthouse",
    "market hall",
    "school",
)
SENTENCES = (
    "The council of {town} voted on Tuesday to close the {thing} for {n} days while divers look at it.",
    '"We were told of the {thing} only last week," said {person}, who speaks for {n} families in {town}.',
    "According to {person}, the repair of the {thing} may cost {n} thousand crowns more than was planned.",
    "Some {n} people walked from {town} to the {thing} in the rain, and nobody was hurt on the way.",
    "Officials in {town} have promised {n} new jobs at the {thing} before the end of the year.",
    "The {thing} was built in 19{n} by a company from {town} that has since gone out of business.",
    "{person} said that the {thing} would probably open again in the spring with {n} fewer seats.",
    "Nobody answered the telephone at the {thing} yesterday, and {n} letters to {town} came back unread.",
)


def sentence(rng):
    return rng.choice(SENTENCES).format(
        town=rng.choice(TOWNS), person=rng.choice(PEOPLE), thing=rng.choice(THINGS), n=rng.randrange(10, 99)
    )


def paragraphs(seed, count=5):
    """Paragraphs of two or three sentences; another seed gives another story."""
    rng = random.Random(seed)
    return [" ".join(sentence(rng) for _ in range(rng.randint(2, 3))) for _ in range(count)]


def headline(seed):
    rng = random.Random(seed)
    return f"{rng.choice(TOWNS)} waits for its {rng.choice(THINGS)} after storm number {seed}"


def dump(seed, count=5):
    """The text dump of a page: furniture, headline, byline, date, body, furniture."""
    head = ["The Oreby Messenger", "Home | News | Sport | Weather | Archive", "", headline(seed)]
    credit = [f"By {PEOPLE[seed % len(PEOPLE)]}", f"{1 + seed % 28} August 2006", ""]
    body = [line for paragraph in paragraphs(seed, count) for line in (paragraph, "")]
    return "\n".join([*head, *credit, *body, "© 2006 The Oreby Messenger. All rights reserved.", ""])


def markup(seed, count=5):
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs(seed, count))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{headline(seed)}</title></head><body>"
        f"<nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>{headline(seed)}</h1>"
        f"<time datetime=2006-08-{1 + seed % 28:02d}>August 2006</time>\n{body}</article>"
        "<footer>© 2006 The Kelwick Post</footer></body></html>"
    )


def record(seed, **changes):
    """An extracted article as a line of JSON holds it."""
    return {
        "url": f"https://www.dunhallow-times.example/2006/story-{seed}.html",
        "title": headline(seed),
        "date": f"2006-08-{1 + seed % 28:02d}",
        "text": "\n".join(paragraphs(seed)),
        **changes,
    }


def jsonl(records):
    return "".join(json.dumps(each) + "\n" for each in records)


def write_pages(folder):
    """Eleven articles and five rejects: of text dumps, HTML and JSON lines, plain and packed."""
    for name, content in {
        "oreby/one.txt": dump(1).encode(),
        "oreby/two.txt": dump(2).encode("cp1252"),
        "oreby/three.txt": dump(3).replace("\n", "\r\n").encode(),
        "oreby/four.txt.gz": gzip.compress(dump(4).encode(), mtime=0),
        "oreby/empty.txt": b"",
        "oreby/again.txt": dump(1).encode(),
        "oreby/picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "kelwick/five.html": markup(5).encode(),
        "kelwick/six.htm": markup(6).encode(),
        "kelwick/notice.html": b"<html><body><p>Gone fishing.</p></body></html>",
        "dunhallow.jsonl": jsonl(record(seed) for seed in range(7, 12)).encode() + b"{broken\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
