"""Publishing: a release, whole and never overwritten, to the Hub, to storage of any kind, to a folder.

What is published is the Hugging Face form: everything but the Arrow copies, which whoever loads the Parquet
has no need of.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from copydesk.publish.parcel import open_parcel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.release.manifest import File

TARGETS = ("hub", "storage", "folder")
"""The modules that publish, each with ``publish(parcel, target, options) -> Receipt``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to publish: only `dry_run` and see what would be sent; make a new repository `private`.

    ``say`` is told what is under way, a line at a time.
    """

    dry_run: bool = False
    private: bool = False
    say: Callable[[str], object] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What publishing did.

    ``place`` is where the release is, for a person; ``load`` is the Python that loads it; ``outcome`` says
    whether it was published now, was there before, or would be published; ``sent`` are the files that were
    or would be sent, ``kept`` those that the target had.
    """

    place: str
    load: str
    outcome: Literal["published", "unchanged", "planned"]
    sent: tuple[File, ...]
    kept: tuple[File, ...]


def publish(release: Path, target: str, options: Options | None = None) -> Receipt:
    """Publish a release, or see that it is published.

    Args:
        release: The folder of the release.
        target: ``hf://datasets/ORG/NAME``, a URL such as ``s3://bucket/prefix``, or a folder.
        options: How; by default for real, and public.

    Raises:
        UsageError: The target is none.
        ReleaseError: There is no release, or it is broken.
        PublishError: The target has something else under this version, refused, or failed.
    """
    module = import_module(f"copydesk.publish.{target_of(target)}")
    receipt: Receipt = module.publish(open_parcel(release), target, options or Options())
    return receipt


def target_of(target: str) -> str:
    """Give the name of the module that publishes to a target."""
    if target.startswith("hf://"):
        return "hub"
    return "storage" if "://" in target else "folder"
