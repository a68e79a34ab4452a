"""``copydesk card``: write the counted blocks of a dataset card anew, or say that they are stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def card(
    text: Annotated[Path, typer.Argument(metavar="CARD", help="The card, with its marked blocks.")],
    *,
    release: Annotated[Path, typer.Option(help="The release to count.")],
    gold: Annotated[
        Path | None, typer.Option(help="Folder of gold files, to write the block of scores.")
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(help="A release of the same pages without gold, whose fields and roles are scored."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if it is stale.")
    ] = False,
) -> None:
    """Fill the marked blocks of a dataset card from a release.

    Blocks stand between `<!-- copydesk:NAME -->` and `<!-- /copydesk:NAME -->`: sizes, load, fields,
    labels, rejects, and with --gold scores.
    """
    from copydesk.release.card import fill_blocks, read_card
    from copydesk.release.manifest import read_manifest

    manifest = read_manifest(release)
    old = read_card(text)
    scores = None
    if gold is not None:
        from copydesk.evaluate import evaluate_release
        from copydesk.evaluate.card import scores_block
        from copydesk.gold import read_gold

        scores = scores_block(evaluate_release(rules or release, read_gold(gold)))
    new = fill_blocks(old, manifest, scores=scores, path=text)
    if check:
        if new != old:
            typer.echo(f"{text}: stale; run: copydesk card {text} --release {release}", err=True)
            raise typer.Exit(1)
        return
    text.write_text(new, encoding="utf-8")
    typer.echo(f"{text}: {'written' if new != old else 'nothing to change'}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(card)
