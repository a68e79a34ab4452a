"""The scores as the dataset card shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.evaluate import Evaluation


def scores_block(evaluation: Evaluation) -> str:
    """Give the scores as Markdown: the accuracy of fields, precision, recall and F1 of the rest (%).

    A release whose fields or roles come from gold has no scores of those.
    """
    head = f"Scored on {evaluation.pages:,} hand-checked pages, the rules by themselves."
    fields = ["| field | accuracy | wrong | missing | spurious |", "| --- | ---: | ---: | ---: | ---: |"]
    fields += [
        f"| `{name}` | {100 * found.accuracy:.1f} | {found.wrong} | {found.missing} | {found.spurious} |"
        for name, found in evaluation.fields.items()
    ]
    outcome = f"article or right reject | {100 * evaluation.outcome_accuracy:.1f} | | | |"
    return "\n".join([head, "", *fields, f"| {outcome}", "", *_ratios(evaluation)])


def _ratios(evaluation: Evaluation) -> Iterator[str]:
    yield "| what | figure | gold | precision | recall | F1 |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    rows = [("text", "word 4-grams", evaluation.text)]
    rows += [("lines", f"`{name}`", ratio) for name, ratio in evaluation.roles.items()]
    for layer, figures in evaluation.layers.items():
        rows += [(f"`{layer}`", name.replace("_", " "), ratio) for name, ratio in figures.items()]
    for group, name, ratio in rows:
        shares = " | ".join(f"{100 * share:.1f}" for share in (ratio.precision, ratio.recall, ratio.f1))
        yield f"| {group} | {name} | {ratio.gold:,} | {shares} |"
