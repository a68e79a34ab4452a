"""Keep the schemas of today as those of their version, under schemas/released/.

Run it when a release is published with schemas of a new version; what is kept is never changed.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from copydesk.cli import run_script
from copydesk.registry import read_schema
from copydesk.release.compatibility import FROZEN, RELEASED


def freeze(
    *,
    again: Annotated[
        bool, typer.Option(help="Write over a version that no published release has used yet.")
    ] = False,
) -> None:
    """Write one file a table, with all references put in place."""
    version = read_schema("manifest")["x-version"]
    folder = RELEASED / version
    if folder.exists() and not again:
        raise typer.BadParameter(f"{folder} is there; raise x-version in schemas/manifest.json, or --again")
    folder.mkdir(parents=True, exist_ok=True)
    for name in FROZEN:
        text = json.dumps(read_schema(name), indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(FROZEN)} schemas of version {version} are kept in {folder}")


if __name__ == "__main__":
    run_script(freeze)
