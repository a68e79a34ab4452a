"""A release against gold: what the rules by themselves get right, field by field and layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.evaluate.card import scores_block
from copydesk.evaluate.page import score_page
from copydesk.evaluate.scores import Fault, Outcomes, Ratio, added
from copydesk.gold import FIELDS, LAYERS
from copydesk.registry import read_schema
from copydesk.release.manifest import read_manifest
from copydesk.released import read_released
from copydesk.schema import class_names

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from copydesk.gold import Gold

    _Counts = Counter[tuple[str, str, str]]

__all__ = ["Evaluation", "Fault", "Outcomes", "Ratio", "evaluate_release", "score_page", "scores_block"]

OUTCOMES = ("right_article", "right_reason", "wrong_reason", "article_instead", "reject_instead")
"""What can become of a page whose gold is known; the first two are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How a release agrees with gold.

    ``pages`` counts the pages compared, ``absent`` names those of the gold that the release lacks.
    ``from_gold`` counts the pages whose `fields` or `roles` (and with them text and outcome) a build took
    from gold, which are not scored. ``outcomes`` counts what became of pages, by `OUTCOMES`. ``confusion``
    has for every gold role how often each role was found. ``text`` is about word 4-grams. ``layers`` has
    the figures by layer.
    """

    pages: int
    absent: tuple[str, ...]
    from_gold: Mapping[str, int]
    outcomes: Mapping[str, int]
    fields: Mapping[str, Outcomes]
    roles: Mapping[str, Ratio]
    confusion: Mapping[str, Mapping[str, int]]
    text: Ratio
    layers: Mapping[str, Mapping[str, Ratio]]
    faults: tuple[Fault, ...]

    @property
    def outcome_accuracy(self) -> float:
        """The share of pages that are an article, or a reject for the reason, that the gold says."""
        right = self.outcomes["right_article"] + self.outcomes["right_reason"]
        pages = sum(self.outcomes.values())
        return right / pages if pages else 0.0

    def figures(self) -> dict[str, float]:
        """Give every figure under one name: the F1 of roles and labels, the accuracy of the rest.

        What neither the gold nor the release has is left out.
        """
        found = {"rejects": self.outcome_accuracy, "text": self.text.f1}
        found |= {f"fields.{name}": outcome.accuracy for name, outcome in self.fields.items()}
        found |= {f"roles.{name}": ratio.f1 for name, ratio in self.roles.items()}
        for layer, ratios in self.layers.items():
            found |= {f"{layer}.{name}": ratio.f1 for name, ratio in ratios.items() if ratio.gold}
        return {name: round(figure, 4) for name, figure in found.items()}

    def as_json(self) -> dict[str, Any]:
        """Give everything as JSON can hold it."""
        return {
            "pages": self.pages,
            "absent": list(self.absent),
            "from_gold": dict(self.from_gold),
            "rejects": {**self.outcomes, "accuracy": round(self.outcome_accuracy, 4)},
            "fields": {name: outcome.as_json() for name, outcome in self.fields.items()},
            "roles": {name: ratio.as_json() for name, ratio in self.roles.items()},
            "confusion": {name: dict(row) for name, row in self.confusion.items()},
            "text": self.text.as_json(),
            "layers": {
                layer: {name: ratio.as_json() for name, ratio in ratios.items()}
                for layer, ratios in self.layers.items()
            },
            "faults": [
                {**fault._asdict(), "span": fault.span and list(fault.span)} for fault in self.faults
            ],
        }


def evaluate_release(release: Path, gold: Mapping[str, Gold]) -> Evaluation:
    """Compare a release with gold.

    What is scored is what the rules by themselves say: layers that the release took from gold are made
    once more from the text. Gold whose words the released text does not have counts as missed.

    Args:
        release: The folder of the release.
        gold: The gold by the address of its page (`gold.read_gold`).

    Raises:
        ReleaseError: The folder is no release.
    """
    layers = read_manifest(release).layers
    pages = read_released(release, sorted(gold))
    sheets = [score_page(page, gold[address], layers) for address, page in pages.items()]
    counts = added(sheets)
    roles = class_names(read_schema("lines")["properties"]["role"])
    figures = {layer: [name for group, name, _ in counts if group == layer] for layer in LAYERS}
    return Evaluation(
        pages=len(pages),
        from_gold={part: counts["from_gold", part, "pages"] for part in ("fields", "roles")},
        absent=tuple(sorted(set(gold) - set(pages))),
        outcomes={part: counts["rejects", "outcome", part] for part in OUTCOMES},
        fields={
            name: Outcomes(*(counts["fields", name, part] for part in Outcomes._fields))
            for name in FIELDS
            if any(key[:2] == ("fields", name) for key in counts)
        },
        roles=_ratios(counts, "roles", roles),
        confusion=_confusion(counts),
        text=Ratio(*(counts["text", "4-grams", part] for part in Ratio._fields)),
        layers={layer: _ratios(counts, layer, names) for layer, names in figures.items() if names},
        faults=tuple(fault for sheet in sheets for fault in sheet.faults),
    )


def _ratios(counts: _Counts, group: str, names: Iterable[str]) -> dict[str, Ratio]:
    """The ratios of a group by name, without those that neither side has."""
    found = {name: Ratio(*(counts[group, name, part] for part in Ratio._fields)) for name in names}
    return {name: ratio for name, ratio in found.items() if ratio.gold or ratio.found}


def _confusion(counts: _Counts) -> dict[str, dict[str, int]]:
    confusion: dict[str, dict[str, int]] = {}
    for (group, wanted, found), number in sorted(counts.items()):
        if group == "confusion":
            confusion.setdefault(wanted, {})[found] = number
    return confusion
