"""A release: one immutable version of the dataset, in one folder.

manifest.json             every file with rows, bytes and SHA-256; how it was made
manifest.json.sha256      the digest of the manifest, so that no byte can change unseen
README.md                 the dataset card, with the features and files that `load_dataset` reads
croissant.json            the same for other tools
rejects.parquet           the pages that gave no article
data/<table>/<split>-*    Parquet, in Hugging Face form
arrow/<table>/<split>/    Arrow IPC streams, mapped into memory by `datasets.load_from_disk`
"""

from __future__ import annotations

SPLITS = ("train", "validation", "test")
REJECTED = "rejects"
"""The split of the lines of pages that gave no article."""


def splits_of(table: str) -> tuple[str, ...]:
    """Give the splits that a table has in every release, be they empty."""
    return (*SPLITS, REJECTED) if table == "lines" else SPLITS
