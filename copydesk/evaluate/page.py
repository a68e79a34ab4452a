"""One page against its gold: outcome, fields, roles of lines, text, labels."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from copydesk.evaluate.labels import gold_rows, rules_say, score_layer
from copydesk.evaluate.scores import Sheet
from copydesk.evaluate.text import corresponding, gold_paragraphs, gold_roles, grams
from copydesk.record import TEXT_ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.gold import Gold
    from copydesk.released import ReleasedPage

UNNAMED = "(none)"
"""The gold role of a line that its gold does not name: on HTML pages only those of the text all are."""
_NO_ARTICLE: dict[str, Any] = {"text": "", "paragraphs": (), "gold": ()}


def score_page(page: ReleasedPage, gold: Gold, layers: tuple[str, ...]) -> Sheet:
    """Compare a page with its gold.

    Fields and roles that a build took from gold are not scored: what the rules said is not in the release.
    The counts say so under `from_gold`. Labels are made once more.

    Args:
        page: What the release has of it.
        gold: What a person read on it.
        layers: The label layers of the release, which alone are scored.
    """
    sheet = Sheet(page.address)
    article = page.article or _NO_ARTICLE
    taken = {part for part in ("fields", "roles") if part in article["gold"]}
    for part in taken:
        sheet.count("from_gold", part, "pages")
    wanted = gold_paragraphs(gold, page) if gold.reject is None else []
    if "roles" not in taken:
        _score_outcome(sheet, page, gold)
        _score_roles(sheet, page, gold)
        _score_text(sheet, article, wanted)
    if gold.reject is None:
        if "fields" not in taken:
            _score_fields(sheet, article, gold)
        _score_labels(sheet, article, gold, (wanted, layers))
    return sheet


def _score_outcome(sheet: Sheet, page: ReleasedPage, gold: Gold) -> None:
    given = page.reject["reason"] if page.reject else None
    if given == gold.reject:
        part = "right_article" if given is None else "right_reason"
    elif given is None:
        part = "article_instead"
    elif gold.reject is None:
        part = "reject_instead"
    else:
        part = "wrong_reason"
    sheet.count("rejects", "outcome", part)
    if given != gold.reject:
        detail = f"{given}: {page.reject['detail']}" if page.reject else "article"
        sheet.fault("rejects", part.replace("_", " "), (gold.reject or "article", detail))


def _score_fields(sheet: Sheet, article: Mapping[str, Any], gold: Gold) -> None:
    for name, wanted in gold.fields.items():
        one, other = _plain(wanted), _plain(article.get(name))
        if one == other:
            part = "right" if one else "none"
        else:
            part = "wrong" if one and other else "missing" if one else "spurious"
            sheet.fault(name, part, (one or None, other or None))
        sheet.count("fields", name, part)


def _plain(value: Any) -> str:
    """The value as one line of text, empty where there is none."""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    return " ".join(str(value).split()) if value is not None else ""


def _score_roles(sheet: Sheet, page: ReleasedPage, gold: Gold) -> None:
    if not gold.line_roles and not gold.text_roles:
        return
    roles = gold_roles(gold, page.lines)
    for line in page.lines:
        wanted = roles.get(line.number, UNNAMED)
        if wanted == UNNAMED and line.role not in TEXT_ROLES:
            continue  # furniture that nobody looked at
        sheet.count("roles", line.role, "found")
        sheet.count("confusion", wanted, line.role)
        if wanted != UNNAMED:
            sheet.count("roles", wanted, "gold")
        if wanted == line.role:
            sheet.count("roles", wanted, "right")
        else:
            said = f"line {line.number}: {line.text}"
            sheet.fault("roles", f"{wanted} taken for {line.role}", (wanted, f"{line.role}, {said}"))
    named = Counter(role for role, _ in gold.text_roles)
    for role in (named - Counter(roles.values())).elements():
        sheet.count("roles", role, "gold")
        sheet.fault("roles", "no such line", (f"a line of the role {role} in {gold.file.name}", None))


def _score_text(sheet: Sheet, article: Mapping[str, Any], wanted: list[str]) -> None:
    one, other = grams("\n\n".join(wanted)), grams(article["text"])
    sheet.ratio("text", "4-grams", ((one & other).total(), other.total(), one.total()))


def _score_labels(
    sheet: Sheet, article: Mapping[str, Any], gold: Gold, asked: tuple[list[str], tuple[str, ...]]
) -> None:
    wanted, layers = asked
    annotated = [name for name in gold.layers if name in layers]
    said = rules_say(article, annotated)
    spans = corresponding(wanted, article["text"], article["paragraphs"])
    for name in annotated:
        rows = gold_rows(gold, name, article["text"], spans)
        score_layer(sheet, name, article["text"], (rows, said.get(name, ())))
