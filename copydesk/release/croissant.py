"""croissant.json: the release described in Croissant 1.1, so that other tools load it without our code.

The format is MLCommons' (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html). Record sets
and fields follow from ``schemas/``. Two things are as they are because of mlcroissant, its reference
reader: a file set names no container, or no records would be found, and lists nest one level deep.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from copydesk.errors import SchemaError
from copydesk.registry import read_schema
from copydesk.release import splits_of
from copydesk.schema import class_names, columns, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.release.manifest import Manifest

NAME = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.1"

_TERMS = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field"),
    *(
        "fileObject",
        "fileProperty",
        "fileSet",
        "format",
        "includes",
        "isArray",
        "isLiveDataset",
        "jsonPath",
    ),
    *("key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace"),
    *("samplingRate", "separator", "source", "subField", "transform"),
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _TERMS},
}
"""The JSON-LD context that the specification prescribes."""

_TYPES = {
    "string": "sc:Text",
    "bool": "sc:Boolean",
    "int32": "cr:Int32",
    "int64": "cr:Int64",
    "float32": "cr:Float32",
    "date32": "sc:Date",
    "classlabel": "cr:Int64",
}
_PROPERTIES = {
    "id": "identifier",
    "address": "url",
    "source": "publisher",
    "agency": "creditText",
    "section": "articleSection",
    "topic": "about",
    "title": "headline",
    "subtitle": "alternativeHeadline",
    "byline": "author",
    "dateline": "dateline",
    "published": "datePublished",
    "language": "inLanguage",
    "text": "articleBody",
}
"""The properties of schema.org's NewsArticle that columns of articles are equivalent to."""

_KEPT = {
    "license": "license",
    "url": "url",
    "citation": "citeAs",
    "language": "inLanguage",
    "tags": "keywords",
    "date_published": "datePublished",
}
"""Entries of the card's head and what Croissant calls them."""


def write_croissant(manifest: Manifest, root: Path, head: Mapping[str, Any]) -> Path:
    """Write the description of a release into its folder.

    Args:
        manifest: The manifest of the release; its `files` are not looked at.
        root: The folder of the release.
        head: The head of the card that people write: of its entries `pretty_name`, `description`,
            `license`, `url`, `citation`, `language`, `tags`, `date_published` and `creator` are taken over.

    Returns:
        The file written.

    Raises:
        SchemaError: A column is of a kind that Croissant cannot describe.
    """
    path = root / NAME
    # YAML has dates, JSON has not
    text = json.dumps(describe(manifest, head), indent=2, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def describe(manifest: Manifest, head: Mapping[str, Any]) -> dict[str, Any]:
    """Give the description of a release as JSON-LD; the arguments are those of `write_croissant`."""
    names = tables(manifest.layers)
    labels = [
        _names_of(table, name, node)
        for table in names
        for name, node in columns(table, manifest.layers).items()
        if node.get("x-arrow") == "classlabel"
    ]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": manifest.name,
        **({"alternateName": head["pretty_name"]} if "pretty_name" in head else {}),
        "description": head.get("description", f"News articles with labels: {manifest.name}."),
        "version": manifest.version,
        **{term: head[entry] for entry, term in _KEPT.items() if entry in head},
        **_creator(head),
        "distribution": [_file_set(table) for table in names],
        "recordSet": [_splits(), *labels, *(_record_set(table, manifest) for table in names)],
    }


def _creator(head: Mapping[str, Any]) -> dict[str, Any]:
    if "creator" not in head:
        return {}
    creators = head["creator"] if isinstance(head["creator"], list) else [head["creator"]]
    return {"creator": [{"@type": "sc:Organization", "name": str(creator)} for creator in creators]}


def _file_set(table: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table}-files",
        "description": f"The Parquet files of {table}, one or more a split.",
        "encodingFormat": "application/x-parquet",
        "includes": [f"data/{table}/{split}-*.parquet" for split in splits_of(table)],
    }


def _splits() -> dict[str, Any]:
    """The splits, in the form that the specification has for them."""
    purposes = {
        "train": "cr:TrainingSplit",
        "validation": "cr:ValidationSplit",
        "test": "cr:TestSplit",
        "rejects": "",
    }
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "description": "The splits; `rejects` holds the lines of pages that gave no article.",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": "splits/purpose", "dataType": "sc:Text"},
        ],
        "data": [{"splits/name": name, "splits/purpose": purpose} for name, purpose in purposes.items()],
    }


def _names_of(table: str, column: str, node: Mapping[str, Any]) -> dict[str, Any]:
    """The names that the numbers of a class label stand for."""
    key = f"{table}-{column}-names"
    return {
        "@type": "cr:RecordSet",
        "@id": key,
        "description": f"What the numbers in `{table}/{column}` stand for.",
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{key}/number"},
        "field": [
            {"@type": "cr:Field", "@id": f"{key}/number", "dataType": "cr:Int64"},
            {"@type": "cr:Field", "@id": f"{key}/name", "dataType": "sc:Text"},
        ],
        "data": [
            {f"{key}/number": number, f"{key}/name": name}
            for number, name in enumerate(class_names(dict(node)))
        ],
    }


def _record_set(table: str, manifest: Manifest) -> dict[str, Any]:
    found = columns(table, manifest.layers)
    split = {
        "@type": "cr:Field",
        "@id": f"{table}/split",
        "description": "The split, which is a part of the file's name and no column.",
        "dataType": "sc:Text",
        "references": {"field": {"@id": "splits/name"}},
        "source": {
            "fileSet": {"@id": f"{table}-files"},
            "extract": {"fileProperty": "filename"},
            "transform": {"regex": "^([a-z]+)-.*$"},
        },
    }
    article = {"dataType": "sc:NewsArticle"} if table == "articles" else {}
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        **article,
        "description": read_schema(table)["description"],
        "field": [split, *(_field(table, name, node) for name, node in found.items())],
    }


def _field(table: str, column: str, node: Mapping[str, Any]) -> dict[str, Any]:
    source = {"fileSet": {"@id": f"{table}-files"}, "extract": {"column": column}}
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column}",
        "description": str(node.get("description", "")),
    }
    if table == "articles" and column in _PROPERTIES:
        field["equivalentProperty"] = f"https://schema.org/{_PROPERTIES[column]}"
    inner = node.get("items", node)
    if "items" in node:
        field |= {"isArray": True, "arrayShape": "-1"}
    if inner.get("x-arrow") == "classlabel":
        # no reference: with one, mlcroissant finds no records of a single split
        field["description"] += f"; the numbers are those of the record set `{table}-{column}-names`"
    if "x-arrow" in inner:
        return field | {"dataType": _type(inner), "source": source}
    children = [
        {
            "@type": "cr:Field",
            "@id": f"{table}/{column}/{name}",
            "description": str(child.get("description", "")),
            "dataType": _type(child),
            "source": {**source, "transform": {"jsonPath": name}},
        }
        for name, child in inner["properties"].items()
    ]
    return field | {"subField": children}


def _type(node: Mapping[str, Any]) -> str:
    kind = node.get("x-arrow")
    if kind not in _TYPES:
        raise SchemaError(f"Croissant has no type for {kind!r} one level down: {json.dumps(node)[:200]}")
    return _TYPES[kind]
