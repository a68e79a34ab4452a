"""TimeML documents (.tml) to pages and gold of time expressions.

    python scripts/convert_timeml.py timebank/ --out converted/
    copydesk build converted/pages --gold converted/gold --out releases/1.0.0 --version 1.0.0

A document is one line of ``pages/timeml.jsonl``: title, date of its creation and text. Each TIMEX3 in the
text is an entry of its gold file. Format: TimeML 1.2.1, as TimeBank and TempEval-3 have it: DCT holds the
time of creation, TITLE the headline, TEXT the annotated text.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from lxml import etree

from copydesk.cli import run_script
from copydesk.gold_writing import build_articles, entry_of, spans_in_text, trim, write_gold_file
from copydesk.record import Span
from copydesk.registry import read_schema

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Timex = tuple[Span, dict[str, str]]


def read_document(file: Path) -> tuple[dict[str, str], list[Timex]]:
    """Read the page of a document, and the places of its TIMEX3 tags in the text with their attributes.

    Raises:
        ValueError: The file is no XML, or has no text.
    """
    try:
        root = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML: {error}") from error
    body = root.find(".//TEXT")
    if body is None:
        raise ValueError("no TEXT element; give TimeML 1.2.1 with DCT and TEXT")
    text, timexes = "", []
    open_tags: list[tuple[dict[str, str], int]] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.tag == "TIMEX3":
                open_tags.append((dict(element.attrib), len(text)))
            text += element.text or ""
            continue
        if element.tag == "TIMEX3":
            attributes, start = open_tags.pop()
            timexes.append((Span(start, len(text)), attributes))
        text += (element.tail or "") if element is not body else ""
    page = (
        {"title": " ".join("".join(root.find(".//TITLE").itertext()).split())}
        if root.find(".//TITLE") is not None
        else {}
    )
    created = root.find(".//DCT//TIMEX3")
    if created is not None and (day := DAY.match(created.get("value", ""))):
        page["date"] = day.group()
    return page | {"text": text}, timexes


def entries(article: Any, timexes: list[Timex], counts: Counter[str]) -> list[dict[str, Any]]:
    """Give the gold entries of the time expressions that the article holds."""
    known = read_schema("gold")["properties"]["timexes"]["items"]["properties"]
    found = []
    for raw, tag in timexes:
        spans = [trim(article.text, span, ",;") for span in spans_in_text(article, raw)]
        if len(spans) != 1 or tag.get("type") not in known["type"]["enum"] or not tag.get("value"):
            counts["time expressions left out: empty, over two paragraphs, or without type or value"] += 1
            continue
        mod = tag.get("mod") if tag.get("mod") in known["mod"]["enum"] else None
        try:
            entry = entry_of(article, spans[0])
        except ValueError:
            counts["time expressions left out: they begin or end inside a word"] += 1
            continue
        found.append((spans[0], entry | {"type": tag["type"], "value": tag["value"], "mod": mod}))
        counts["time expressions"] += 1
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of .tml files.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="Folder for pages/ and gold/.")] = Path("converted"),
    language: Annotated[str, typer.Option(help="BCP 47 tag of the texts.")] = "en",
) -> None:
    """Convert a folder of TimeML documents."""
    counts: Counter[str] = Counter()
    documents = {}
    for file in sorted(folder.rglob("*.tml")):
        address = f"timeml/{file.relative_to(folder).with_suffix('').as_posix()}"
        try:
            documents[address] = read_document(file)
        except ValueError as error:
            print(f"{file}: left out: {error}", file=sys.stderr)
            counts["documents left out"] += 1
    if not documents:
        sys.exit(f"{folder}: no .tml file that can be read")
    pages = out / "pages" / "timeml.jsonl"
    pages.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"address": address} | page for address, (page, _) in documents.items()]
    pages.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for address, article in build_articles([out / "pages"]):
        page, timexes = documents[address]
        content = {
            "address": address,
            "annotator": "timeml",
            "language": language,
            "title": page.get("title"),
            "published": page.get("date"),
            "unchecked": ["subtitle", "section", "topic", "byline", "agency", "dateline", "body"],
            "timexes": entries(article, timexes, counts),
        }
        write_gold_file(out / "gold" / f"{address}.toml", content)
        counts["documents"] += 1
    print("\n".join(f"{count:7} {what}" for what, count in sorted(counts.items())))


if __name__ == "__main__":
    run_script(main)
