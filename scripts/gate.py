"""The gate: builds the bundled corpus without its gold, and closes where a score fell below its floor.

python scripts/gate.py                  compare with corpus/floors.json
python scripts/gate.py --pin            pin the scores as they are; refuses to lower one
python scripts/gate.py --pin --lower    ... lower ones too
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from copydesk.build import Order, build_release
from copydesk.cli import run_script
from copydesk.config import BuildConfig
from copydesk.errors import ReleaseError
from copydesk.evaluate import evaluate_release
from copydesk.evaluate.floors import Floors, changed, fallen, floors_of, read_floors, write_floors
from copydesk.gold import read_gold

CORPUS = Path(__file__).parents[1] / "corpus"
FLOORS = CORPUS / "floors.json"


def measure() -> Floors:
    """Build the corpus by the rules alone and score it."""
    gold = read_gold(CORPUS / "gold")
    with tempfile.TemporaryDirectory() as folder:
        order = Order(
            pages=(CORPUS / "pages",),
            out=Path(folder) / "release",
            version="0.0.0",
            config=BuildConfig(),
            sources=CORPUS / "sources.json",
        )
        build_release(order)
        evaluation = evaluate_release(order.out, gold)
    if evaluation.absent:
        raise ReleaseError(f"the build lacks pages that have gold: {', '.join(evaluation.absent)}")
    return floors_of(CORPUS, gold, evaluation)


def main(
    *,
    pin: Annotated[bool, typer.Option("--pin", help="Pin the scores as they are.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --pin: scores may be lower.")] = False,
) -> None:
    """Compare the scores on the bundled corpus with their floors."""
    reached = measure()
    floors = read_floors(FLOORS) if FLOORS.exists() or not pin else reached
    faults = fallen(floors, reached)
    if pin:
        if faults and not lower:
            raise SystemExit("gate: not pinned, for scores would be lower (--lower):\n" + "\n".join(faults))
        write_floors(reached, FLOORS)
        print(f"pinned {len(reached.scores)} scores in {FLOORS}")
        return
    if faults := changed(floors, reached) + faults:
        raise SystemExit("gate: closed\n" + "\n".join(faults))
    print(f"gate: open, {len(reached.scores)} scores held")


if __name__ == "__main__":
    run_script(main)
