"""A batch of pages on its way through the stages: what is known of each page so far."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from copydesk.columns import table_of, table_of_columns
from copydesk.compose import Draft, Known
from copydesk.lines import SCHEMA, Lines, concatenated, markup_lines, paragraph_lines, split_lines
from copydesk.markup.published import find_published
from copydesk.paragraphs import PageLine
from copydesk.schema import arrow_schema, class_numbers
from copydesk.segment import ROLES
from copydesk.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.label import Labels
    from copydesk.markup import Markup
    from copydesk.pages import Page
    from copydesk.record import Refusal
    from copydesk.sources import Source

OUTCOMES = pa.schema(
    [
        ("address", pa.string()),
        ("raw_sha256", pa.string()),
        ("id", pa.string()),
        ("source", pa.string()),
        ("published", pa.date32()),
        ("length", pa.int32()),
        ("lines", pa.int32()),
        ("row", pa.int32()),
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("stage", pa.string()),
        ("current", pa.bool_()),
    ]
)
"""One row a page, in the order of the batch: the number of its lines, and either the row of its article in
the batch with the length of its text in code points, or why there is none. What is not current stands in
the shard but is no part of the build."""
NO_LINES = Lines(pl.DataFrame(schema={**SCHEMA, "role": pl.Enum(ROLES)}), {})
"""The lines of pages that have none."""
FAILURES = pa.schema([("address", pa.string()), ("layer", pa.string()), ("detail", pa.string())])
"""One row a label layer that failed on an article, or gold that does not fit it."""


@dataclass(slots=True)
class Finished:
    """An article with its labels, and the layers that gold replaced."""

    draft: Draft
    labels: Labels
    gold: tuple[str, ...] = ()


@dataclass(slots=True)
class Batch:
    """Pages by their number in the batch, and what the stages made of them.

    ``lines.frame`` gets a column `role` when the lines are segmented.
    """

    pages: Sequence[Page]
    texts: dict[int, str] = field(default_factory=dict)
    markups: dict[int, Markup] = field(default_factory=dict)
    lines: Lines = field(default_factory=lambda: NO_LINES)
    refusals: dict[int, tuple[Refusal, str]] = field(default_factory=dict)
    articles: dict[int, Finished] = field(default_factory=dict)
    gold_faults: dict[int, tuple[str, ...]] = field(default_factory=dict)
    ids: list[str] = field(init=False)
    sources: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Give every page its id and its source."""
        self.ids = [article_id(page.address) for page in self.pages]
        self.sources = [source_of(page.address) for page in self.pages]

    def refuse(self, number: int, refusal: Refusal, stage: str) -> None:
        """Note that a page gives no article; the first stage to say so is the one named."""
        self.refusals.setdefault(number, (refusal, stage))

    def split(self) -> Lines:
        """Give the lines of all pages that could be decoded, each kind of page in its way."""
        kinds: dict[str, list[int]] = {"text": [], "html": [], "article": []}
        for number in self.texts:
            kinds[self.pages[number].kind].append(number)
        dumps, articles = ([self.texts[number] for number in kinds[kind]] for kind in ("text", "article"))
        markups = [self.markups[number].lines for number in kinds["html"]]
        parts = [split_lines(kinds["text"], dumps)]
        if articles:
            parts.append(paragraph_lines(kinds["article"], articles))
        if markups:
            parts.append(markup_lines(kinds["html"], markups))
        return concatenated(parts)

    def pages_with_lines(self) -> Iterator[tuple[int, list[PageLine]]]:
        """Give the pages that no stage has refused, each with its lines."""
        frame = self.lines.frame
        roles = map(ROLES.__getitem__, frame["role"].to_physical().to_list())
        pages, numbers, texts, gaps, starts = (
            frame[name].to_list() for name in ("page", "number", "text", "gap", "raw_start")
        )
        keys = zip(pages, numbers, strict=True)
        runs = map(self.lines.repaired.get, keys) if self.lines.repaired else repeat(None, len(pages))
        rows = list(map(PageLine._make, zip(numbers, texts, roles, gaps, starts, runs, strict=True)))
        stop = 0
        for page, count in Counter(pages).items():
            start, stop = stop, stop + count
            if page not in self.refusals:
                yield page, rows[start:stop]

    def known(self, number: int, *, source: Source | None, agencies: frozenset[str]) -> Known:
        """Give what the collection and the metadata say of a page.

        Args:
            number: The page.
            source: What is known of its source.
            agencies: More agencies than the lexicon knows.
        """
        page = self.pages[number]
        given = Known(
            address=page.address,
            titles=_some(page.title),
            sections=_some(page.section),
            bylines=page.byline,
            dates=_some(page.date),
            agency=source.agency if source else None,
            agencies=agencies,
            houses=frozenset((source.name,)) if source else frozenset(),
            extracted=page.kind == "article",
        )
        if (markup := self.markups.get(number)) is None:
            return given
        found = markup.metadata
        published = find_published(markup, url=page.address)
        return given._replace(
            titles=(*given.titles, *_some(found.title)),
            subtitle=found.subtitle,
            sections=(*given.sections, *_some(found.section)),
            bylines=page.byline or found.byline,
            published=published.day if published else None,
            houses=given.houses.union(_some(found.site_name)),
            language=found.language,
        )

    def tables(self, layers: Sequence[str] | None) -> dict[str, pa.Table]:
        """Give the batch's articles, lines, outcomes and failures as Arrow tables."""
        counts = dict(self.lines.frame.group_by("page").len().rows())
        failures = [
            (self.pages[number].address, layer, detail)
            for number, article in self.articles.items()
            for layer, detail in article.labels.failures.items()
        ] + [
            (self.pages[n].address, "gold", fault)
            for n, faults in self.gold_faults.items()
            for fault in faults
        ]
        rows = {number: row for row, number in enumerate(sorted(self.articles))}
        outcomes = [
            self._outcome(number, counts.get(number, 0), rows.get(number))
            for number in range(len(self.pages))
        ]
        return {
            "articles": self._articles(layers),
            "lines": self._lines(),
            "outcomes": table_of(outcomes, OUTCOMES),
            "failures": table_of(failures, FAILURES),
        }

    def _outcome(self, number: int, lines: int, row: int | None) -> tuple[Any, ...]:
        page = self.pages[number]
        head = (page.address, page.raw_sha256, self.ids[number], self.sources[number])
        if row is not None:
            draft = self.articles[number].draft
            return (*head, draft.published, len(draft.text), lines, row, None, None, None, True)
        refusal, stage = self.refusals[number]
        return (*head, None, 0, lines, None, *refusal, stage, True)

    def _articles(self, layers: Sequence[str] | None) -> pa.Table:
        schema = arrow_schema("articles", layers)
        numbers = sorted(self.articles)
        articles = [self.articles[number] for number in numbers]
        drafts = [article.draft for article in articles]
        pages = [self.pages[number] for number in numbers]
        ids = [self.ids[number] for number in numbers]
        topics = class_numbers("articles", "topic")
        values: dict[str, Sequence[Any]] = {
            **{name: [draft[at] for draft in drafts] for at, name in enumerate(Draft._fields)},
            "id": ids,
            "address": [page.address for page in pages],
            "source": [self.sources[number] for number in numbers],
            "topic": [topics[draft.topic] if draft.topic else None for draft in drafts],
            "cluster": ids,
            "canonical": [True] * len(ids),
            "gold": [article.gold for article in articles],
            "raw_sha256": [page.raw_sha256 for page in pages],
        }
        for name in schema.names:
            if name not in values:
                values[name] = [article.labels.values[name] for article in articles]
        return table_of_columns([values[name] for name in schema.names], schema)

    def _lines(self) -> pa.Table:
        addresses = pl.Series([page.address for page in self.pages], dtype=pl.String)
        frame = self.lines.frame
        columns = frame.select(
            addresses.gather(frame["page"]).alias("address"),
            "number",
            "text",
            "raw_start",
            "raw_end",
            pl.col("role").to_physical(),
        )
        schema = arrow_schema("lines")
        return columns.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema)


def article_id(address: str) -> str:
    """Give the id of an article: the first 64 bits of the SHA-256 of its page's address, in hex."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def renumbered(outcomes: pa.Table) -> pa.Table:
    """Give outcomes that were made page by page the `row` of each article in the joined table."""
    article = pl.Series(outcomes["row"].is_valid().to_pylist(), dtype=pl.Boolean)
    places = pl.select(pl.when(article).then(article.cast(pl.Int32).cum_sum() - 1)).to_series()
    at = outcomes.schema.get_field_index("row")
    return outcomes.set_column(at, outcomes.schema.field("row"), pa.array(places.to_list(), pa.int32()))
