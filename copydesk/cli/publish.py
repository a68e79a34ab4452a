"""``copydesk publish``: a release goes to the Hub, to storage or to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from copydesk.publish import Receipt


def publish(
    release: Annotated[Path, typer.Argument(help="The folder of the release.", show_default=False)],
    target: Annotated[
        str,
        typer.Argument(
            help="hf://datasets/ORG/NAME, a URL such as s3://bucket/prefix, or a folder.",
            show_default=False,
        ),
    ],
    *,
    private: Annotated[
        bool, typer.Option("--private", help="A dataset that is new on the Hub is made private.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing unless something is wrong.")] = False,
) -> None:
    """Publish a release: whole, under its version, and never over one that is there.

    On the Hub it is one commit and the tag vX.Y.Z; elsewhere a folder X.Y.Z. What was published is read
    back. A run that was cut goes on when it is started again; publishing twice changes nothing.

        copydesk publish releases/1.0.0 hf://datasets/my-desk/news --private
    """
    import sys

    from copydesk.publish import Options
    from copydesk.publish import publish as publish_release

    if target.startswith("hf://") and (quiet or not sys.stderr.isatty()):
        from huggingface_hub.utils.tqdm import disable_progress_bars

        disable_progress_bars()

    def say(line: str) -> None:
        if not quiet:
            typer.echo(line, err=True)

    receipt = publish_release(release, target, Options(dry_run=dry_run, private=private, say=say))
    if not quiet:
        print_receipt(receipt)


def print_receipt(receipt: Receipt) -> None:
    """Print what publishing did, or would do."""
    sent = sum(file.bytes for file in receipt.sent)
    total = sent + sum(file.bytes for file in receipt.kept)
    files = len(receipt.sent) + len(receipt.kept)
    if receipt.outcome == "unchanged":
        typer.echo(f"{receipt.place} is published already, and is this release: nothing to do")
        return
    if receipt.outcome == "planned":
        needed = {file.path for file in receipt.sent}
        for file in sorted((*receipt.sent, *receipt.kept), key=lambda file: file.path):
            typer.echo(f"{'send' if file.path in needed else 'there':<6}{file.bytes:>16,}  {file.path}")
        typer.echo(f"{receipt.place} would have {files} files, {total:,} bytes")
        most = " at most (the Hub may have parts of them)" if receipt.place.startswith("hf://") else ""
        typer.echo(f"to send: {len(needed)} files, {sent:,} bytes{most}")
        return
    typer.echo(f"published {receipt.place}: {files} files, {total:,} bytes, of which {sent:,} were new")
    typer.echo("read back: the digest of every file, a row of every table. To load it:")
    typer.echo(f"  from datasets import load_dataset\n  {receipt.load}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(publish)
