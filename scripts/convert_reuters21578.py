"""Reuters-21578 (reut2-*.sgm) to JSON lines that `copydesk build` reads.

    python scripts/convert_reuters21578.py reuters21578/ --out converted/reuters.jsonl
    copydesk build converted/ --out releases/1.0.0 --version 1.0.0 --sources sources.json

A story is a line: address, title, date, dateline, topics, the splits of the collection, and its text with
the dateline before the first paragraph and the lines of a paragraph joined. ``section`` is the first topic,
so that a file of sources can map it to a topic of the dataset. Stories without a body are left out.
Format: the collection's README (Lewis, distribution 1.0): SGML in Latin-1, one REUTERS element a story.
"""

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from copydesk.cli import run_script

STORY = re.compile(r"<REUTERS\b([^>]*)>(.*?)</REUTERS>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
TOPIC = re.compile(r"<D>(.*?)</D>")
DATE = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4})")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
PARAGRAPH = re.compile(r"\n(?:[ \t]*\n)*(?= {3,}\S)|\n[ \t]*\n")  # paragraphs begin with spaces
SIGN_OFF = re.compile(r"\s*(?:REUTER|Reuter)\s*$")


def element(name: str, within: str) -> str:
    """Give the text of the first element of a name, entities resolved; nothing if there is none."""
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", within, re.DOTALL)
    text = html.unescape(re.sub(r"&#(?:[0-8]|1\d|2\d|3[01]|127);", "", found[1])) if found else ""
    return "".join(char for char in text if char.isprintable() or char == "\n")


def read_stories(file: Path) -> Iterator[dict[str, Any]]:
    """Read the stories of one file of the collection."""
    for match in STORY.finditer(file.read_text(encoding="latin-1")):
        attributes = dict(ATTRIBUTE.findall(match[1]))
        header, _, text = match[2].partition("<TEXT")
        body = SIGN_OFF.sub("", element("BODY", text))
        paragraphs = [" ".join(part.split()) for part in PARAGRAPH.split(body) if part.strip()]
        dateline = " ".join(element("DATELINE", text).split())
        if paragraphs and dateline:
            paragraphs[0] = f"{dateline} {paragraphs[0]}"
        written = DATE.search(element("DATE", header))
        day = written and f"{written[3]}-{MONTHS.index(written[2]) + 1:02}-{int(written[1]):02}"
        listed = re.search(r"<TOPICS>(.*?)</TOPICS>", header, re.DOTALL)
        topics = [html.unescape(topic) for topic in TOPIC.findall(listed[1])] if listed else []
        yield {
            "address": f"reuters21578/{attributes['NEWID']}",
            "title": " ".join(element("TITLE", text).split()),
            "date": day,
            "dateline": dateline.rstrip(" -"),
            "section": topics[0] if topics else None,
            "topics": topics,
            "lewissplit": attributes.get("LEWISSPLIT"),
            "cgisplit": attributes.get("CGISPLIT"),
            "language": "en",
            "text": "\n\n".join(paragraphs),
        }


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of .sgm files.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("converted/reuters.jsonl"),
) -> None:
    """Convert the stories of Reuters-21578."""
    files = sorted(folder.rglob("*.sgm"))
    if not files:
        sys.exit(f"{folder}: no .sgm file")
    counts: Counter[str] = Counter()
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as lines:
        for file in files:
            for story in read_stories(file):
                if story["text"]:
                    lines.write(json.dumps(story, ensure_ascii=False) + "\n")
                    counts["stories"] += 1
                else:
                    counts["stories left out: no body"] += 1
    print("\n".join(f"{count:7} {what}" for what, count in sorted(counts.items())))


if __name__ == "__main__":
    run_script(main)
