"""Label layers: one module a layer, each with ``label(document, **needs)``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from copydesk.record import Document
    from copydesk.registry import Layer


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one article by layer, None where the layer failed, and how it failed."""

    values: dict[str, Any]
    failures: dict[str, str]


def label_document(document: Document, layers: Sequence[Layer], given: Mapping[str, Any]) -> Labels:
    """Make the labels of one article, as `label_documents` does."""
    return label_documents([document], layers, [given])[0]


def label_documents(
    documents: Sequence[Document], layers: Sequence[Layer], given: Sequence[Mapping[str, Any]]
) -> list[Labels]:
    """Make the labels of articles, one layer after the other.

    A layer that fails leaves the others as they are; one that needs a layer that failed is not made. The
    code and the tables of one layer stay in the processor's caches while it reads one article after the
    other, which is a quarter faster than making all layers of an article before the next article.

    Args:
        documents: The articles' texts.
        layers: The layers to make, each after those that it needs.
        given: Of each article, the layers that are known already, which are not made again.
    """
    labels = [Labels(dict(known), {}) for known in given]
    for layer in layers:
        for document, made in zip(documents, labels, strict=True):
            if layer.name not in made.values:
                _label(document, layer, made)
    return labels


def _label(document: Document, layer: Layer, made: Labels) -> None:
    made.values[layer.name] = None
    if absent := [name for name in layer.needs if made.values[name] is None]:
        made.failures[layer.name] = f"needs {', '.join(absent)}"
        return
    try:
        made.values[layer.name] = layer.label(document, **{name: made.values[name] for name in layer.needs})
    except Exception as error:  # noqa: BLE001 - shields the article from one layer's defect
        made.failures[layer.name] = f"{type(error).__name__}: {error}"
