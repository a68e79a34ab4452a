"""The label layers of a page against its gold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from copydesk.evaluate.scores import match_spans
from copydesk.gold_labels import resolve
from copydesk.label import label_document
from copydesk.record import Attribution, Country, Hedge, Span, Timex, document_of
from copydesk.registry import chosen_layers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from copydesk.evaluate.scores import Sheet
    from copydesk.gold import Gold

KINDS = {
    "timexes": ("type", ("DATE", "TIME", "DURATION", "SET")),
    "attributions": ("kind", ("direct", "indirect", "mixed")),
    "countries": ("via", ("name", "demonym", "capital", "government")),
}
"""The field by which the figures of a layer are told apart, and its values."""

_NOWHERE = Span(-1, -1)
_LONG_MENTION = 60  # code points: a longer mention than this and the gold's names more than the speaker
_EDGE = " \t\u00a0,;:.!?“”\"‘’'`«»„"
_SAID = (40, 25)  # code points that are shown of the beginning and the end of a long label
_AFTER_HEAD = re.compile(r",|\s\(|\s(?:of|in|at|for|from|with|on|to|by|who|whose|which|that)\s")
_LAST_WORD = re.compile(r"(\w+)\W*$")
_POSSESSOR = re.compile(r"^.*(?:'s|s'|’s|s’)\s(?=\w)")


def rules_say(article: Mapping[str, Any], layers: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Give what the rules by themselves say of an article.

    Layers that a build took from gold are made once more, so that gold is never measured by itself. A
    layer that failed has no rows; one that the release does not have is left out.
    """
    present = [name for name in layers if name in article]
    replaced = [name for name in present if name in article["gold"]]
    said = {name: tuple(article[name] or ()) for name in present}
    if replaced:
        document = document_of(
            article["text"],
            title=article["title"],
            published=article["published"],
            language=article["language"],
        )
        labels = label_document(document, chosen_layers(replaced), {"language": article["language"]})
        said |= {name: tuple(labels.values[name] or ()) for name in replaced}
    return said


def gold_rows(gold: Gold, layer: str, text: str, paragraphs: Sequence[Span]) -> list[Any]:
    """Give the gold of a layer as rows; those whose words the text does not have are nowhere in it."""
    if layer == "sentences":
        made = resolve(replace(gold, layers={layer: gold.layers[layer]}), text, paragraphs).layers[layer]
        placed = [row for row in made if row.end > row.start]
        wanted = len(paragraphs) + sum(len(entry["starts"]) for entry in gold.layers[layer])
        return placed + [_NOWHERE] * (wanted - len(placed))
    rows: list[Any] = []
    for entry in gold.layers[layer]:
        found = resolve(replace(gold, layers={layer: (entry,)}), text, paragraphs)
        rows += found.layers[layer] or [_LOST[layer](entry)]
    return rows


_LOST: dict[str, Callable[[dict[str, Any]], Any]] = {
    "timexes": lambda entry: Timex(*_NOWHERE, entry["type"], entry["value"], entry.get("mod"), "gold"),
    "countries": lambda entry: Country(*_NOWHERE, entry["code"], entry["via"], "gold"),
    "hedges": lambda entry: Hedge(*_NOWHERE, entry.get("cue", entry["text"].lower()), "gold"),
    "attributions": lambda entry: Attribution(
        *_NOWHERE, entry["kind"], None, None, entry.get("name"), None, None, None, 0, "gold"
    ),
}


def score_layer(sheet: Sheet, layer: str, text: str, sides: tuple[Sequence[Any], Sequence[Any]]) -> None:
    """Count how a layer's rows agree with the gold's.

    Args:
        sheet: Where it is counted.
        layer: The name of the layer.
        text: The article's text.
        sides: The rows of the gold, and those that were found.
    """
    gold, found = sides
    places = match_spans(
        [Span(row.start, row.end) for row in gold], [Span(row.start, row.end) for row in found]
    )
    pairs = [(gold[here], found[there]) for here, there in places]
    tests = TESTS[layer]
    for figure, test in tests.items():
        sheet.ratio(layer, figure, (sum(test(text, *pair) for pair in pairs), len(found), len(gold)))
    if layer == "timexes":
        right = sum(one.mod is not None and one.mod == other.mod for one, other in pairs)
        mods = (sum(row.mod is not None for row in found), sum(row.mod is not None for row in gold))
        sheet.ratio(layer, "mod", (right, *mods))
    if layer in KINDS:
        field, kinds = KINDS[layer]
        for kind in kinds:
            of_kind = [pair for pair in pairs if {getattr(row, field) for row in pair} == {kind}]
            right = sum(tests[_MAIN[layer]](text, *pair) for pair in of_kind)
            rows = (sum(getattr(row, field) == kind for row in side) for side in (found, gold))
            sheet.ratio(layer, kind, (right, *rows))
    _note_faults(sheet, layer, text, sides, places)


_NO_FAULT = frozenset({"exact", "end_to_end"})
"""Figures that fail only together with others, or by a comma."""
_MAIN = {"timexes": "value", "attributions": "overlap", "countries": "code"}
"""The figure that is told apart by kind."""


def _note_faults(
    sheet: Sheet,
    layer: str,
    text: str,
    sides: tuple[Sequence[Any], Sequence[Any]],
    places: Sequence[tuple[int, int]],
) -> None:
    gold, found = sides
    for here, row in enumerate(gold):
        if here not in {place for place, _ in places}:
            span = Span(row.start, row.end) if row.start >= 0 else None
            sheet.fault(layer, "missed", (said_of(row, text), None), span)
    for there, row in enumerate(found):
        if there not in {place for _, place in places}:
            sheet.fault(layer, "spurious", (None, said_of(row, text)), Span(row.start, row.end))
    for here, there in places:
        one, other = gold[here], found[there]
        failed = [name for name, test in TESTS[layer].items() if not test(text, one, other)]
        if layer == "timexes" and one.mod != other.mod:
            failed.append("mod")
        if layer in KINDS and getattr(one, KINDS[layer][0]) != getattr(other, KINDS[layer][0]):
            failed.append(KINDS[layer][0])
        failed = [name for name in dict.fromkeys(failed) if name not in _NO_FAULT]
        if failed:
            pair = (said_of(one, text), said_of(other, text))
            sheet.fault(layer, ", ".join(failed), pair, Span(other.start, other.end))


def said_of(row: Any, text: str) -> str:
    """Give a label in words: what it spans and what it says of it.

    >>> said_of(Timex(3, 9, "DATE", "2006-08-27", None, "gold"), "On Sunday")
    'Sunday [DATE 2006-08-27]'
    """
    words = text[row.start : row.end] if row.start >= 0 else "(not in the text)"
    if len(words) > sum(_SAID) + 3:
        words = f"{words[: _SAID[0]].rstrip()} … {words[-_SAID[1] :].lstrip()}"
    if isinstance(row, Attribution):
        who = text[row.speaker_start : row.speaker_end] if row.speaker_start is not None else "-"
        cue = text[row.cue_start : row.cue_end] if row.cue_start is not None else "-"
        return f"{words} [{row.kind}; {who}; {row.speaker or '-'}, {row.speaker_kind or '-'}; {cue}]"
    if isinstance(row, Span):
        return words
    values = [str(value) for value in row[2:-1] if value is not None]
    return f"{words} [{' '.join(values)}]"


def head_of(mention: str) -> str:
    """Give the head of a speaker's mention: its last word before what only describes it.

    >>> head_of("Deputy Mayor Ana Rell, who runs the port"), head_of("The operator of a ferry")
    ('Rell', 'operator')
    """
    named = _POSSESSOR.sub("", _AFTER_HEAD.split(mention)[0])
    whole = _LAST_WORD.search(named) or _LAST_WORD.search(mention)
    return whole[1] if whole else mention


def _same_span(_text: str, gold: Any, found: Any) -> bool:
    return (gold.start, gold.end) == (found.start, found.end)


def _same_words(text: str, gold: Any, found: Any) -> bool:
    """Equal spans but for marks, punctuation and spaces at their edges."""
    return _trimmed(text, gold) == _trimmed(text, found)


def _trimmed(text: str, row: Any) -> tuple[int, int]:
    words = text[row.start : row.end]
    start = row.start + len(words) - len(words.lstrip(_EDGE))
    return start, start + len(words.strip(_EDGE))


def _overlap(_text: str, _gold: Any, _found: Any) -> bool:
    return True  # what is paired overlaps


def _right_speaker(text: str, gold: Attribution, found: Attribution) -> bool:
    """The mention found has the head of the gold's mention or the name in it, and is not much longer."""
    if gold.speaker_start is None or found.speaker_start is None:
        return gold.speaker_start is found.speaker_start
    found_end, gold_end = found.speaker_end or 0, gold.speaker_end or 0
    mention = text[gold.speaker_start : gold_end]
    heads = [mention.find(head_of(mention))]
    if gold.speaker and gold.speaker in mention:  # a lawyer for the captain, Ragna Ousland
        heads.append(mention.find(gold.speaker) + len(gold.speaker) - 1)
    longest = max(gold_end - gold.speaker_start, _LONG_MENTION)
    inside = any(found.speaker_start <= gold.speaker_start + head < found_end for head in heads)
    return inside and found_end - found.speaker_start <= longest


def _same_name(_text: str, gold: Attribution, found: Attribution) -> bool:
    """The same name but for an article before it."""
    one, other = ((row.speaker or "").casefold().removeprefix("the ") for row in (gold, found))
    return one == other


def _right_cue(_text: str, gold: Attribution, found: Attribution) -> bool:
    if gold.cue_start is None or found.cue_start is None:
        return gold.cue_start is found.cue_start
    return found.cue_start < (gold.cue_end or 0) and gold.cue_start < (found.cue_end or 0)


def _same(*names: str) -> Callable[[str, Any, Any], bool]:
    return lambda _text, gold, found: all(
        (getattr(gold, name) or "").casefold() == (getattr(found, name) or "").casefold() for name in names
    )


def _same_span_and(name: str) -> Callable[[str, Any, Any], bool]:
    same = _same(name)
    return lambda text, gold, found: _same_span(text, gold, found) and same(text, gold, found)


TESTS: dict[str, dict[str, Callable[[str, Any, Any], bool]]] = {
    "sentences": {"span": _same_span},
    "timexes": {"strict": _same_span, "relaxed": _overlap, "type": _same("type"), "value": _same("value")},
    "attributions": {
        "exact": _same_span,
        "span": _same_words,
        "overlap": _overlap,
        "kind": _same("kind"),
        "speaker": _right_speaker,
        "name": _same_name,
        "speaker_kind": _same("speaker_kind"),
        "cue": _right_cue,
        "end_to_end": lambda text, gold, found: (
            _same("kind")(text, gold, found)
            and _same_name(text, gold, found)
            and _right_speaker(text, gold, found)
        ),
    },
    "countries": {"span": _same_span, "code": _same_span_and("code")},
    "hedges": {"span": _same_span, "cue": _same_span_and("cue")},
}
"""The figures of each layer: whether a row that was paired with a row of the gold counts as right."""
