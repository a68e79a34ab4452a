"""Stages two to six as one pure function of a batch: pages in, articles, lines and rejects out.

The same batch gives the same tables in any process on any machine. A page that some stage cannot bear
costs itself, not its batch: it becomes a reject with the reason `failed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.batch import Batch, Finished, renumbered
from copydesk.columns import frame_of
from copydesk.compose import Draft, compose_article, day_published
from copydesk.decode import decode_page
from copydesk.gold import lines_not_there, roles_of_lines
from copydesk.gold_labels import resolve
from copydesk.label import Labels, label_documents
from copydesk.label.language import UNDETERMINED, identify_language
from copydesk.lines import Lines, split_lines
from copydesk.markup import read_markup
from copydesk.pages import pages_of
from copydesk.record import TEXT_ROLES, Refusal, document_of
from copydesk.registry import chosen_layers
from copydesk.segment import judge_pages, segment_lines
from copydesk.sources import Sources, source_of
from copydesk.survey import look_up_shared, survey_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.compose import Known
    from copydesk.config import BuildConfig
    from copydesk.gold import Gold
    from copydesk.pages import Page
    from copydesk.paragraphs import PageLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Converts batches of pages by one configuration; can be sent to another process.

    ``survey`` holds how often lines recur in a source (`survey.survey_lines`).
    """

    config: BuildConfig
    survey: pa.Table
    sources: Sources = field(default_factory=Sources)
    gold: Mapping[str, Gold] = field(default_factory=dict)

    def __call__(self, batch: pa.RecordBatch) -> dict[str, pa.Table]:
        """Convert a batch of pages (schemas/pages.json).

        Returns:
            The tables `articles` (each its own cluster as yet), `lines`, `outcomes` (one row a page)
            and `failures`.
        """
        pages = pages_of(batch)
        try:
            return self._convert(pages)
        except ImportError:  # the installation is broken, not the page
            raise
        except Exception:  # noqa: BLE001 - the one place that shields a batch from a page
            parts = [self._convert_alone(page) for page in pages]
            tables = {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}
            return {**tables, "outcomes": renumbered(tables["outcomes"])}

    def refuse(self, batch: pa.RecordBatch, detail: str) -> dict[str, pa.Table]:
        """Refuse the pages of a batch that no process survives."""
        return self._refused(pages_of(batch), detail)

    def _refused(self, pages: list[Page], detail: str) -> dict[str, pa.Table]:
        batch = Batch(pages)
        for number in range(len(pages)):
            batch.refuse(number, Refusal("failed", detail), "compose")
        return batch.tables(self.config.layers)

    def _convert_alone(self, page: Page) -> dict[str, pa.Table]:
        try:
            return self._convert([page])
        except Exception as error:  # noqa: BLE001 - see __call__
            return self._refused([page], f"{type(error).__name__}: {error}")

    def _convert(self, pages: list[Page]) -> dict[str, pa.Table]:
        batch = Batch(pages)
        for number, page in enumerate(pages):
            _decode(batch, number, page)
        batch.lines = self._segmented(batch)
        agencies = self.sources.agencies
        drafts: dict[int, Draft] = {}
        for number, lines in batch.pages_with_lines():
            page = pages[number]
            source = self.sources.get(batch.sources[number])
            known = batch.known(number, source=source, agencies=agencies)
            draft = compose_article(
                batch.texts[number],
                lines,
                known,
                topics=source.sections if source else None,
                minimum_words=self.config.minimum_words,
            )
            if isinstance(draft, Refusal):
                batch.refuse(number, draft, "compose")
            else:
                drafts[number] = self._with_gold_fields(page, _with_day(draft, lines, known))
        self._label(batch, drafts)
        for number in batch.texts:
            if number not in batch.articles:
                batch.refuse(number, Refusal("not_an_article", "no line of it is visible"), "segment")
        return batch.tables(self.config.layers)

    def _segmented(self, batch: Batch) -> Lines:
        """Give the lines of all pages with the column `role`."""
        lines = batch.split()
        page = lines.frame["page"]
        sources = pl.Series(batch.sources, dtype=pl.String)
        titles = pl.Series(
            [_known_title(batch, number) for number in range(len(batch.pages))], dtype=pl.String
        )
        frame = lines.frame.with_columns(
            sources.gather(page).alias("source"), titles.gather(page).alias("metadata_title")
        )
        survey = frame_of(self.survey)
        frame = frame.with_columns(look_up_shared(frame, survey).alias("shared"))
        extracted = [number for number, page in enumerate(batch.pages) if page.kind == "article"]
        whole = frame.filter(~page.is_in(extracted)) if extracted else frame
        whole = whole.with_columns(segment_lines(whole).alias("role"))
        for number, reason, detail in judge_pages(whole).rows():
            if reason is not None:
                batch.refuse(number, Refusal(reason, detail), "segment")
        if extracted:
            given = frame.filter(page.is_in(extracted))
            given = given.with_columns(pl.lit("body").cast(whole.schema["role"]).alias("role"))
            whole = pl.concat([whole, given]).sort("page", "number")
        return Lines(self._with_gold_roles(batch, whole), lines.repaired)

    def _with_gold_roles(self, batch: Batch, frame: pl.DataFrame) -> pl.DataFrame:
        """Put the roles that a person gave in place of the segmentation's, and forget its verdict."""
        golden = {
            number: gold
            for number, page in enumerate(batch.pages)
            if (gold := self.gold.get(page.address)) is not None
            and not gold.reject
            and (gold.line_roles or gold.text_roles)
        }
        if not golden:
            return frame
        roles = frame["role"].cast(pl.String).to_list()
        pages, numbers, texts = (frame[name].to_list() for name in ("page", "number", "text"))
        places: dict[int, list[int]] = {number: [] for number in golden}
        for place, number in enumerate(pages):
            if number in places:
                places[number].append(place)
        for number, gold in golden.items():
            own = places[number]
            batch.gold_faults[number] = lines_not_there(gold, batch.texts[number])
            if gold.line_roles:
                known = {place: gold.line_roles.get(numbers[place], "other") for place in own}
            else:
                found = roles_of_lines(gold, [texts[place] for place in own])
                known = {
                    place: found.get(at, "other" if roles[place] in TEXT_ROLES else roles[place])
                    for at, place in enumerate(own)
                }
            for place, role in known.items():
                roles[place] = role
            batch.refusals.pop(number, None)
        return frame.with_columns(pl.Series("role", roles, dtype=frame.schema["role"]))

    def _with_gold_fields(self, page: Page, draft: Draft) -> Draft:
        gold = self.gold.get(page.address)
        if gold is None or gold.reject:
            return draft
        known: dict[str, Any] = {**gold.fields}
        known.pop("language", None)  # it decides what is kept, and the layers see it
        return draft._replace(**known)

    def _label(self, batch: Batch, drafts: Mapping[int, Draft]) -> None:
        """Label the articles that are in a wanted language."""
        wanted = self.config.languages or self.sources.languages
        known: dict[int, dict[str, str]] = {}
        for number, draft in drafts.items():
            language = identify_language(draft.text)
            if language == "und":
                language = (batch.pages[number].language or language).lower()
            if wanted and language not in wanted:
                detail = f"the text is in {language!r}, wanted is {', '.join(wanted)}"
                batch.refuse(number, Refusal("unsupported_language", detail), "label")
            else:
                known[number] = {"language": language}
        documents = [
            document_of(
                drafts[number].text,
                title=drafts[number].title,
                published=drafts[number].published,
                paragraphs=drafts[number].paragraphs,
                **fields,
            )
            for number, fields in known.items()
        ]
        labels = label_documents(documents, chosen_layers(self.config.layers), list(known.values()))
        for number, made in zip(known, labels, strict=True):
            self._finish(batch, number, drafts[number], made)

    def _finish(self, batch: Batch, number: int, draft: Draft, labels: Labels) -> None:
        """Put gold in place of what the rules say."""
        gold = self.gold.get(batch.pages[number].address)
        if gold is None or gold.reject:
            batch.articles[number] = Finished(draft, labels)
            return
        found = resolve(gold, draft.text, draft.paragraphs)
        batch.gold_faults[number] = (*batch.gold_faults.get(number, ()), *found.faults)
        made = {name: rows for name, rows in found.layers.items() if name in labels.values}
        roles = ("roles",) if gold.line_roles or gold.text_roles else ()
        labels = Labels({**labels.values, **made}, labels.failures)
        batch.articles[number] = Finished(draft, labels, ("fields", *roles, *made))


@dataclass(frozen=True, slots=True)
class Surveyor:
    """Counts how many pages of each source have a line; can be sent to another process.

    It gives back the pages too, so that they need not be read again, but for those of markup: these take
    much more room than all that a build makes of them, and are quick to read beside their conversion.
    """

    def __call__(self, batch: pa.RecordBatch) -> dict[str, pa.Table]:
        """Give the table `survey` of the text dumps of a batch of pages, and the table `pages`."""
        pages = [page for page in pages_of(batch) if page.kind == "text" and page.reason is None]
        texts = {number: decode_page(page.raw, declared=page.declared) for number, page in enumerate(pages)}
        read = {number: text for number, text in texts.items() if not isinstance(text, Refusal)}
        frame = split_lines(list(read), list(read.values())).frame
        sources = pl.Series([source_of(page.address) for page in pages], dtype=pl.String)
        lines = frame.select("page", "text", sources.gather(frame["page"]).alias("source"))
        survey = survey_lines(lines).to_arrow(compat_level=pl.CompatLevel.oldest())
        return {"survey": survey, "pages": _without_markup(batch)}

    def refuse(self, batch: pa.RecordBatch, detail: str) -> dict[str, pa.Table]:
        """Leave the pages of a batch that no process survives out of the survey."""
        del detail
        return {**self(batch.slice(0, 0)), "pages": _without_markup(batch)}


def _without_markup(batch: pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches([batch]).filter(pc.not_equal(batch["kind"], "html"))


def _decode(batch: Batch, number: int, page: Page) -> None:
    if page.reason is not None:
        batch.refuse(number, Refusal(page.reason, page.detail or ""), "read")
        return
    text = decode_page(page.raw, declared=page.declared)
    if isinstance(text, Refusal):
        batch.refuse(number, text, "decode")
        return
    batch.texts[number] = text
    if page.kind == "html":
        batch.markups[number] = read_markup(text, url=page.address)


def _with_day(draft: Draft, lines: list[PageLine], known: Known) -> Draft:
    """Look for the day again where only the language of the text settles the order of its dates."""
    if draft.published is not None or known.language is not None:
        return draft
    language = identify_language(draft.text)
    if language in {"en", UNDETERMINED}:
        return draft
    return draft._replace(published=day_published(lines, known._replace(language=language)))


def _known_title(batch: Batch, number: int) -> str | None:
    markup = batch.markups.get(number)
    return batch.pages[number].title or (markup.metadata.title if markup else None)
