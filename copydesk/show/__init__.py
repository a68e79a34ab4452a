"""One page for a person to look at: its lines with their roles, its record, its labels in the text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from copydesk.evaluate.text import gold_roles
from copydesk.show.marks import STYLES, legend, marked_paragraph, marks_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from copydesk.evaluate import Fault
    from copydesk.gold import Gold
    from copydesk.record import Attribution
    from copydesk.released import ReleasedPage
    from copydesk.show.find import Shown

ROLE_STYLES = {
    "banner": "blue",
    "navigation": "cyan",
    "section": "bold magenta",
    "title": "bold yellow",
    "subtitle": "yellow",
    "byline": "green",
    "dateline": "bold green",
    "date": "bold cyan",
    "body": "",
    "subhead": "bold",
    "list": "italic",
    "caption": "italic green",
    "related": "bright_blue",
    "footer": "dim blue",
    "other": "red",
}
"""How the lines of each role look."""
FIELDS = (
    *("id", "source", "agency", "section", "topic", "title", "subtitle", "byline", "dateline"),
    *("published", "language", "cluster", "canonical", "gold"),
)
"""The fields of the record that are shown, in this order; those that are empty are named together."""
_MARGIN = 10  # columns of role and field names
_WRONG = STYLES["wrong"]


def render_page(
    shown: Shown,
    layers: Sequence[str],
    *,
    gold: Gold | None = None,
    faults: Sequence[Fault] = (),
    whole_lines: bool = False,
) -> Group:
    """Draw a page.

    Args:
        shown: The page.
        layers: The label layers to mark.
        gold: What a person read on the page, if it is to be compared.
        faults: Where the page differs from the gold.
        whole_lines: Fold long lines of the page; without it each takes one row.
    """
    page = shown.page
    kind = "article" if page.article else "reject"
    parts: list[RenderableType] = [
        Rule(Text(f"{kind} {printable(page.address)}"), align="left", style="bold")
    ]
    parts += [_lines(page, gold, whole=whole_lines or page.article is None), Text()]
    if page.reject:
        parts.append(_reject(page.reject, faults))
    if page.article:
        layers = [name for name in layers if name in page.article]
        parts += [_head("record"), _record(page.article, shown, faults), Text()]
        parts += [_head("text"), _text(page.article, layers, faults), Text(), legend(layers), Text()]
        if "attributions" in layers and page.article.get("attributions"):
            rows = page.article["attributions"]
            parts += [
                _head(f"attributions ({len(rows)})"),
                _attributions(page.article["text"], rows),
                Text(),
            ]
        parts += _rules(page.article, layers)
    if gold is not None:
        parts += _differences(faults)
    return Group(*parts)


def _head(words: str) -> Rule:
    return Rule(Text(words), align="left", style="dim")


def _grid(*, number: bool) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    if number:
        grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(no_wrap=True, min_width=_MARGIN, style="dim" if not number else "")
    grid.add_column(ratio=1, overflow="fold")
    return grid


def _lines(page: ReleasedPage, gold: Gold | None, *, whole: bool) -> Table:
    grid = _grid(number=True)
    wanted = gold_roles(gold, page.lines) if gold is not None else {}
    for line in page.lines:
        style = ROLE_STYLES[line.role]
        said = Text(printable(line.text), style)
        right = wanted.get(line.number, line.role)
        if right != line.role:
            said = Text.assemble((f"✗ gold: {right}  ", _WRONG), said)
        if not whole:
            said.no_wrap, said.overflow = True, "ellipsis"
        grid.add_row(str(line.number), Text(line.role, style), said)
    if not page.lines:
        grid.add_row("", "", Text("no line of it is visible", "dim"))
    return grid


def _reject(reject: Mapping[str, Any], faults: Sequence[Fault]) -> Table:
    grid = _grid(number=False)
    grid.add_row("reason", Text(reject["reason"], "bold red"))
    grid.add_row("detail", Text(printable(reject["detail"])))
    grid.add_row("stage", Text(reject["stage"]))
    for fault in faults:
        if fault.layer == "rejects":
            grid.add_row("gold", Text(f"✗ {fault.gold}", _WRONG))
    return grid


def _record(article: Mapping[str, Any], shown: Shown, faults: Sequence[Fault]) -> Table:
    grid = _grid(number=False)
    wrong = {fault.layer: fault for fault in faults}
    absent = []
    for name in FIELDS:
        value = article.get(name)
        if value in (None, [], ()):
            if name not in wrong:
                absent.append(name)
                continue
            value = "-"
        words = "; ".join(value) if isinstance(value, (list, tuple)) else str(value)
        said = Text(printable(words), "bold yellow" if name == "title" else "")
        if name in wrong:
            said.append(f"  ✗ gold: {wrong[name].gold or 'none'}", _WRONG)
        grid.add_row(name, said)
    if article.get("quality"):
        signals = [f"{name} {_number(value)}" for name, value in article["quality"].items() if value]
        rest = len(article["quality"]) - len(signals)
        grid.add_row("quality", Text(" · ".join([*signals, f"{rest} others 0"]), "dim"))
    if absent:
        grid.add_row("none", Text(", ".join(absent), "dim"))
    for layer, reason in shown.failures.items():
        grid.add_row("failed", Text(f"{layer}: {reason}", _WRONG))
    for fault in faults:
        if fault.layer == "rejects":
            grid.add_row("gold", Text(f"✗ {fault.gold}", _WRONG))
    return grid


def _number(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _text(article: Mapping[str, Any], layers: Sequence[str], faults: Sequence[Fault]) -> Table:
    grid = Table.grid(padding=(0, 1, 1, 0), expand=True)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    marks = marks_of(article, layers, faults)
    for number, paragraph in enumerate(article["paragraphs"], 1):
        grid.add_row(f"{number}", marked_paragraph(article["text"], paragraph, marks))
    return grid


def _attributions(text: str, rows: Sequence[Attribution]) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    shared = {row.utterance for row in rows if sum(row.utterance == other.utterance for other in rows) > 1}
    for number, row in enumerate(rows, 1):
        who = Text.assemble((printable(row.speaker or "nobody named"), STYLES["speaker"]))
        if row.speaker_start is not None:
            mention = text[row.speaker_start : row.speaker_end]
            if mention != row.speaker:
                who.append(f" “{printable(mention)}”", "magenta")
        cue = text[row.cue_start : row.cue_end] if row.cue_start is not None else "no cue"
        said = row.kind, row.speaker_kind or "kind unknown"
        who.append(f" · {' · '.join(said)} · ").append(cue, STYLES["cue"])
        if row.utterance in shared:
            who.append(f" · utterance {row.utterance}", "dim")
        who.append(f"  {row.rule}", "dim")
        content = Text(printable(" ".join(text[row.start : row.end].split())), STYLES["attributions"])
        content.no_wrap, content.overflow = True, "ellipsis"
        grid.add_row(str(number), who)
        grid.add_row("", content)
    return grid


def _rules(article: Mapping[str, Any], layers: Sequence[str]) -> Iterator[RenderableType]:
    """The short labels of each layer with their values and the rules that made them; those alike once."""
    for layer in ("timexes", "countries", "hedges"):
        if layer in layers and article.get(layer):
            rows = article[layer]
            yield _head(f"{layer} ({len(rows)})")
            grid = Table.grid(padding=(0, 2, 0, 0))
            for _ in range(3):
                grid.add_column(overflow="fold")
            alike = Counter((article["text"][row.start : row.end], row[2:-1], row.rule) for row in rows)
            for (words, values, rule), times in alike.items():
                same = words.lower() if layer == "hedges" else None  # most cues are the words themselves
                told = [str(value) for value in values if value not in {None, same}]
                said = Text(printable(" ".join(words.split())), STYLES[layer])
                often = f"  {times} times" if times > 1 else ""
                grid.add_row(said, " ".join(told), Text(f"{rule}{often}", "dim"))
            yield grid
            yield Text()


def _differences(faults: Sequence[Fault]) -> Iterator[RenderableType]:
    yield _head(f"differences to the gold ({len(faults)})")
    if not faults:
        yield Text("none", "green")
    for fault in faults:
        yield Text.assemble((f"{fault.layer}: {fault.what}", _WRONG))
        for side, said in (("gold", fault.gold), ("found", fault.found)):
            if said is not None:
                yield Padding(Text(f"{side:<6}{printable(' '.join(said.split()))}"), (0, 0, 0, 2))
