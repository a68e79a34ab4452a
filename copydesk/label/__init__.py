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

    values: Mapping[str, Any]
    failures: Mapping[str, str]


def label_document(document: Document, layers: Sequence[Layer], given: Mapping[str, Any]) -> Labels:
    """Make the labels of an article.

    A layer that fails leaves the others as they are; one that needs a layer that failed is not made.

    Args:
        document: The article's text.
        layers: The layers to make, each after those that it needs.
        given: Layers that are known already, which are not made again.
    """
    values: dict[str, Any] = dict(given)
    failures: dict[str, str] = {}
    for layer in layers:
        if layer.name in values:
            continue
        values[layer.name] = None
        if absent := [name for name in layer.needs if values[name] is None]:
            failures[layer.name] = f"needs {', '.join(absent)}"
            continue
        try:
            values[layer.name] = layer.label(document, **{name: values[name] for name in layer.needs})
        except Exception as error:  # noqa: BLE001 - shields the article from one layer's defect
            failures[layer.name] = f"{type(error).__name__}: {error}"
    return Labels(values, failures)
