"""Attributions in brat's standoff format (PolNeAR and alike) to pages and gold.

    python scripts/convert_polnear.py PolNeAR/data/dev --out converted/
    copydesk build converted/pages --gold converted/gold --out releases/1.0.0 --version 1.0.0

Every ``NAME.txt`` under the folder is a page, whose first line is its headline. ``NAME.ann``, or
``NAME_ANNOTATOR.ann`` in any folder (the first by name is taken), holds text-bound annotations (``T1 Source
0 5``, stretches parted by ``;``) and events (``E1 Attribution:T4 Content:T3 Cue:T2 Source:T1``). Contents
are cut as corpus/GUIDE.md wants them: without quotation marks, the quoted stretches of a mixed one.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from copydesk.cli import run_script
from copydesk.gold_writing import (
    BuiltArticle,
    build_articles,
    entry_of,
    spans_in_text,
    trim,
    write_gold_file,
)
from copydesk.record import Span

QUOTED = re.compile(r'"([^"]*)"?|“([^”]*)”?')
DAY = re.compile(r"(?:^|_)(\d{4}-\d{2}-\d{2})(?:_|$)")
MARKS = ",.;:?!"
Event = dict[str, list[Span]]


def read_events(file: Path) -> list[Event]:
    """Read the attributions of a standoff file: the stretches of each role in code points of the text."""
    spans: dict[str, list[Span]] = {}
    events = []
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            _, _, places = rest.partition("\t")[0].partition(" ")
            spans[name] = [Span(*map(int, place.split())) for place in places.split(";")]
        elif name.startswith("E"):
            events.append([part.partition(":")[::2] for part in rest.split()])
    found: list[Event] = []
    for event in events:
        roles: Event = {}
        for role, name in event:  # a role that comes twice is numbered: Content, Content2
            roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, []))
        found.append(roles)
    return found


def contents_of(text: str, span: Span) -> list[tuple[str, Span]]:
    """Cut a stretch of content into what gold has: the kind and the place of each row."""
    words = text[span.start : span.end]
    quoted = list(QUOTED.finditer(words))
    if not quoted:
        start = span.start + (5 if words.startswith("that ") else 0)
        return [("indirect", trim(text, Span(start, span.end), MARKS))]
    kind = "mixed" if re.search(r"\w", QUOTED.sub("", words)) else "direct"
    inner = [match.span(match.lastindex or 1) for match in quoted]
    return [(kind, trim(text, Span(span.start + a, span.start + b), MARKS)) for a, b in inner if b > a]


def mention(article: BuiltArticle, spans: list[Span], part: str) -> dict[str, Any]:
    """Give the keys of a speaker or a cue: its first stretch; nothing where there is none."""
    for raw in sorted(spans):
        for span in spans_in_text(article, raw)[:1]:
            return entry_of(article, trim(article.text, span, MARKS), part=part)
    return {}


def entries(article: BuiltArticle, events: list[Event], counts: Counter[str]) -> list[dict[str, Any]]:
    """Give the gold entries of the attributions that the article holds."""
    found = []
    for number, event in enumerate(events, 1):
        contents = [span for raw in event.get("Content", []) for span in spans_in_text(article, raw)]
        rows = [row for span in contents for row in contents_of(article.text, span)]
        try:
            said = mention(article, event.get("Source", []), "speaker") | mention(
                article, event.get("Cue", []), "cue"
            )
            made = [
                (span, entry_of(article, span) | {"kind": kind} | said | {"utterance": number})
                for kind, span in rows
            ]
        except ValueError:
            made = []
        counts[
            "attributions" if made else "attributions left out: a part is missing or ends inside a word"
        ] += 1
        found += made
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def main(
    folder: Annotated[
        Path, typer.Argument(help="Folder of .txt and .ann files.", exists=True, file_okay=False)
    ],
    out: Annotated[Path, typer.Option(help="Folder for pages/ and gold/.")] = Path("converted"),
    language: Annotated[str, typer.Option(help="BCP 47 tag of the texts.")] = "en",
) -> None:
    """Convert a folder of texts with attributions in standoff format."""
    counts: Counter[str] = Counter()
    notes = {file.stem: file for file in sorted(folder.rglob("*.ann"), reverse=True)}
    by_text = {stem.rpartition("_")[0]: file for stem, file in notes.items()} | notes
    documents: dict[str, dict[str, str]] = {}
    annotated: dict[str, Path] = {}
    for file in sorted(folder.rglob("*.txt")):
        if (note := by_text.get(file.stem)) is None:
            counts["texts left out: no .ann file"] += 1
            continue
        text = file.read_bytes().decode("utf-8")  # line breaks as they are: the offsets count them
        day = DAY.search(file.stem)
        title = text.partition("\n")[0].strip()
        address = f"standoff/{file.stem}"
        documents[address] = {"title": title, "text": text} | ({"date": day.group(1)} if day else {})
        annotated[address] = note
    if not documents:
        sys.exit(f"{folder}: no .txt file with the .ann file of its name")
    pages = out / "pages" / "standoff.jsonl"
    pages.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"address": address} | page for address, page in documents.items()]
    pages.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for address, article in build_articles([out / "pages"]):
        content = {
            "address": address,
            "annotator": "standoff",
            "language": language,
            "title": documents[address]["title"],
            "published": documents[address].get("date"),
            "unchecked": ["subtitle", "section", "topic", "byline", "agency", "dateline", "body"],
            "attributions": entries(article, read_events(annotated[address]), counts),
        }
        write_gold_file(out / "gold" / f"{address}.toml", content)
        counts["texts"] += 1
    print("\n".join(f"{count:7} {what}" for what, count in sorted(counts.items())))


if __name__ == "__main__":
    run_script(main)
