"""Floors: the scores that the rules once reached on a corpus, below which they may not fall.

Figures hold for one corpus only, so its digest and its counts are pinned with them: who edits the corpus
must pin anew, and a pin never lowers a floor in silence.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from copydesk.errors import InputError, SchemaError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.evaluate import Evaluation
    from copydesk.gold import Gold

_SLACK = 0.00005  # scores have four digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The scores on a corpus, its digest, and how many pages, articles, rejects and gold labels it has."""

    sha256: str
    counts: Mapping[str, int]
    scores: Mapping[str, float]


def floors_of(corpus: Path, gold: Mapping[str, Gold], evaluation: Evaluation) -> Floors:
    """Give the floors that an evaluation reaches.

    Args:
        corpus: The folder with `pages`, `gold` and `sources.json`.
        gold: Its gold.
        evaluation: Of a release of its pages that was built without gold.
    """
    rejects = sum(page.reject is not None for page in gold.values())
    counts = {"pages": len(gold), "articles": len(gold) - rejects, "rejects": rejects}
    for layer, ratios in evaluation.layers.items():
        counts[layer] = max((ratio.gold for ratio in ratios.values()), default=0)
    return Floors(sha256=corpus_digest(corpus), counts=counts, scores=evaluation.figures())


def corpus_digest(corpus: Path) -> str:
    """Give the SHA-256 of the names and bytes of a corpus's pages, gold and sources."""
    files = [corpus / "sources.json"]
    for part in ("pages", "gold"):
        files += [path for path in (corpus / part).rglob("*") if path.is_file()]
    whole = hashlib.sha256()
    for path in sorted(files):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{digest} {path.relative_to(corpus).as_posix()}\n".encode())
    return whole.hexdigest()


def fallen(floors: Floors, reached: Floors) -> list[str]:
    """Name the scores that are below their floors, or that are no longer measured."""
    found = []
    for name, floor in floors.scores.items():
        score = reached.scores.get(name)
        if score is None:
            found.append(f"{name} was {floor:.4f} and is no longer measured")
        elif score < floor - _SLACK:
            found.append(f"{name} fell from {floor:.4f} to {score:.4f}")
    return found


def changed(floors: Floors, reached: Floors) -> list[str]:
    """Say how the corpus is another than the one that the floors were pinned on."""
    if floors.sha256 == reached.sha256:
        return []
    names = [*floors.counts, *(name for name in reached.counts if name not in floors.counts)]
    counts = [(name, floors.counts.get(name, 0), reached.counts.get(name, 0)) for name in names]
    said = [f"{name} {before} -> {after}" for name, before, after in counts if before != after]
    return [f"the corpus changed ({', '.join(said) or 'the same counts'}): pin its scores anew"]


def write_floors(floors: Floors, file: Path) -> None:
    """Write floors as JSON."""
    file.write_text(json.dumps(asdict(floors), indent=2) + "\n", encoding="utf-8")


def read_floors(file: Path) -> Floors:
    """Read floors.

    Raises:
        InputError: The file cannot be read.
        SchemaError: It holds no floors.
    """
    try:
        return Floors(**json.loads(file.read_bytes()))
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}); make it with --pin") from error
    except (ValueError, TypeError) as error:
        raise SchemaError(f"{file}: holds no floors: {error}; make it anew with --pin") from error
