"""The recipe of our dataset's publication: the newest release goes out in Hugging Face format.

Run ``scripts/convert.py`` first, then this with ``--dry-run``, then without.
"""

from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli import run_script
from copydesk.cli.publish import print_receipt
from copydesk.publish import Options, publish
from copydesk.release.locate import find_release

RELEASES = Path(__file__).parents[1] / "releases"


def main(
    target: Annotated[str, typer.Argument(help="hf://datasets/ORG/NAME, a URL of fsspec, or a folder.")],
    *,
    releases: Annotated[Path, typer.Option(help="The folder of the releases.")] = RELEASES,
    private: Annotated[bool, typer.Option("--private", help="Make a new dataset private.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent.")] = False,
) -> None:
    """Publish the newest release; nothing happens if it is published already."""
    newest = find_release(releases)
    print_receipt(publish(Path(newest.root), target, Options(dry_run=dry_run, private=private, say=print)))


if __name__ == "__main__":
    run_script(main)
