"""The gate: builds the bundled corpus without its gold, and refuses a score that fell.

python scripts/gate.py            compare with corpus/floors.json
python scripts/gate.py --pin      pin the scores as they are; refuses to lower one
python scripts/gate.py --pin --lower
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from copydesk.build import Order, build_release
from copydesk.config import BuildConfig
from copydesk.evaluate import evaluate_release
from copydesk.gold import read_gold

CORPUS = Path(__file__).parent.parent / "corpus"
FLOORS = CORPUS / "floors.json"
SLACK = 0.00005  # the floors have four digits


def measure() -> dict[str, Any]:
    """Give the corpus's digest and counts, and every score that the rules reach on it."""
    gold = read_gold(CORPUS / "gold")
    with tempfile.TemporaryDirectory() as folder:
        release = Path(folder) / "release"
        build_release(
            Order(
                pages=(CORPUS / "pages",),
                out=release,
                version="0.0.0",
                config=BuildConfig(),
                sources=CORPUS / "sources.json",
            )
        )
        evaluation = evaluate_release(release, gold)
    if evaluation.absent:
        raise SystemExit(f"gate: the build lacks pages that have gold: {', '.join(evaluation.absent)}")
    rejects = sum(page.reject is not None for page in gold.values())
    counts = {"pages": len(gold), "articles": len(gold) - rejects, "rejects": rejects}
    counts |= {layer: next(iter(ratios.values())).gold for layer, ratios in evaluation.layers.items()}
    return {"corpus": {"sha256": corpus_digest(), **counts}, "scores": evaluation.figures()}


def corpus_digest() -> str:
    """Give the SHA-256 of the names and bytes of all pages, gold and the sources."""
    whole = hashlib.sha256()
    files = [CORPUS / "sources.json"]
    files += [path for part in ("pages", "gold") for path in (CORPUS / part).rglob("*") if path.is_file()]
    for path in sorted(files):
        name = path.relative_to(CORPUS).as_posix()
        whole.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()} {name}\n".encode())
    return whole.hexdigest()


def fallen(floors: dict[str, float], scores: dict[str, float]) -> list[str]:
    """Name the scores that are below their floors, or are no longer measured."""
    return [
        f"{name} fell from {floor:.4f} to {scores.get(name, 0.0):.4f}"
        for name, floor in floors.items()
        if scores.get(name, 0.0) < floor - SLACK
    ]


def main(
    *,
    pin: Annotated[bool, typer.Option("--pin", help="Pin the scores as they are.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --pin: scores may be lower.")] = False,
) -> None:
    """Compare the scores on the bundled corpus with their floors."""
    measured = measure()
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else None
    faults = fallen(pinned["scores"], measured["scores"]) if pinned else []
    if pin:
        if faults and not lower:
            raise SystemExit("gate: not pinned, for scores would be lower (--lower):\n" + "\n".join(faults))
        FLOORS.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
        print(f"pinned {len(measured['scores'])} scores in {FLOORS}")
        return
    if pinned is None:
        raise SystemExit(f"gate: {FLOORS} is missing; make it with --pin")
    if pinned["corpus"] != measured["corpus"]:
        faults.insert(0, f"the corpus changed: {pinned['corpus']} became {measured['corpus']}; pin anew")
    if faults:
        raise SystemExit("gate: closed\n" + "\n".join(faults))
    risen = sum(score > pinned["scores"].get(name, 0) + SLACK for name, score in measured["scores"].items())
    print(f"gate: open; {len(measured['scores'])} scores held, {risen} above their floor")


if __name__ == "__main__":
    typer.run(main)
