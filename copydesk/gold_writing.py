"""Gold files out of labels that somebody gave by offsets, such as those of other collections.

A gold entry names its span by paragraph and words, and the paragraphs are those of the article that a build
makes of the page. So the page is built first, and the offsets are followed into the article's text.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.config import BuildConfig, Keys
from copydesk.convert import Converter, Surveyor
from copydesk.gold_labels import name_span
from copydesk.pages import batches
from copydesk.read import find_files, read_pages
from copydesk.record import Run, Span
from copydesk.survey import merge_surveys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


class BuiltArticle(NamedTuple):
    """What a build makes of a page: the article's text, its paragraphs, its alignment with the page."""

    text: str
    paragraphs: Sequence[Span]
    alignment: Sequence[Run]


def build_articles(paths: Sequence[Path]) -> Iterator[tuple[str, BuiltArticle]]:
    """Build the articles of pages without their labels, each with its address.

    Args:
        paths: Files and folders of pages, as for a build.

    Raises:
        InputError: A path is missing or cannot be read.
    """
    config = BuildConfig(layers=(), minimum_words=1)
    for batch in batches(read_pages(find_files(paths), Keys())):
        survey = merge_surveys([Surveyor()(batch)["survey"]])
        articles = Converter(config=config, survey=survey)(batch)["articles"]
        for row in articles.select(["address", "text", "paragraphs", "alignment"]).to_pylist():
            paragraphs = [Span(span["start"], span["end"]) for span in row["paragraphs"]]
            runs = [Run(run["text_start"], run["raw_start"], run["length"]) for run in row["alignment"]]
            yield row["address"], BuiltArticle(row["text"], paragraphs, runs)


def spans_in_text(article: BuiltArticle, raw: Span) -> list[Span]:
    r"""Follow a span of the decoded page into the text: one span for each paragraph that it touches.

    >>> spans_in_text(BuiltArticle("One two\n\nthree", [Span(0, 7), Span(9, 14)],
    ...               [Run(0, 5, 7), Run(9, 20, 5)]), Span(9, 23))
    [Span(start=4, end=7), Span(start=9, end=12)]
    """
    found: list[Span] = []
    starts = [span.start for span in article.paragraphs]
    for run in article.alignment:
        start = max(raw.start, run.raw_start) - run.raw_start + run.text_start
        end = min(raw.end, run.raw_start + run.length) - run.raw_start + run.text_start
        for paragraph in article.paragraphs[max(bisect_right(starts, start) - 1, 0) :]:
            if paragraph.start >= end:
                break
            first, last = max(start, paragraph.start), min(end, paragraph.end)
            if first >= last:
                continue
            if found and found[-1].start >= paragraph.start:  # a repair lies between the two
                first = found.pop().start
            found.append(Span(first, last))
    return [trimmed for span in found if (trimmed := trim(article.text, span)).start < trimmed.end]


def trim(text: str, span: Span, marks: str = "") -> Span:
    """Take white space and some marks off the ends of a span.

    >>> trim("he said, ", Span(2, 9), ",")
    Span(start=3, end=7)
    """
    words = text[span.start : span.end]
    start = span.end - len(words.lstrip(marks + " \n\t"))
    return Span(start, max(start, span.start + len(words.rstrip(marks + " \n\t"))))


def entry_of(article: BuiltArticle, span: Span, *, part: str = "") -> dict[str, Any]:
    """Give the keys of a gold entry that name a span of an article's text.

    Args:
        article: The article.
        span: A span inside one of its paragraphs.
        part: What the span is of an attribution, `speaker` or `cue`; nothing for what is labelled itself.

    Raises:
        ValueError: The span begins or ends inside a word, or no paragraph holds it.
    """
    for number, paragraph in enumerate(article.paragraphs, 1):
        if paragraph.start <= span.start and span.end <= paragraph.end:
            within = article.text[paragraph.start : paragraph.end]
            words, nth = name_span(within, span.start - paragraph.start, span.end - paragraph.start)
            if part:
                return {part: words, f"{part}_p": number, f"{part}_nth": nth}
            return {"p": number, "text": words} | ({"nth": nth} if nth > 1 else {})
    raise ValueError(f"no paragraph holds {article.text[span.start : span.end]!r}")


def write_gold_file(file: Path, content: Mapping[str, Any]) -> None:
    """Write a gold file (schemas/gold.json) in TOML; what is None is left out.

    Raises:
        OSError: The file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {_value(value)}" for key, value in content.items() if value is not None]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{key}={_value(each)}" for key, each in value.items() if each is not None)
            + "}"
        )
    if isinstance(value, (list, tuple)):
        return _array(value)
    # strings, numbers and booleans are written as in JSON, but for one character
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _array(values: Iterable[Any]) -> str:
    written = [_value(value) for value in values]
    if any(value.startswith("{") for value in written):
        return "[\n" + "".join(f"  {value},\n" for value in written) + "]"
    return "[" + ", ".join(written) + "]"
