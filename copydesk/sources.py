"""Where a page comes from, and what is known of each source.

The source of a page is the registered domain of its URL (``news.bbc.co.uk`` belongs to ``bbc.co.uk``), by
the Public Suffix List that the package publicsuffixlist carries; a page of a folder has the first folder
under the input root; a bare file belongs to nobody that is known: ``local``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from copydesk.conformity import faults
from copydesk.errors import InputError, SchemaError
from copydesk.registry import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from publicsuffixlist import PublicSuffixList

LOCAL = "local"
"""The source of a file that lies in no folder."""

_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]*)")
_IP_ADDRESS = re.compile(r"[0-9.]+|\[.*")


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its name as its pages print it, who writes it, its language, its sections' topics."""

    name: str
    language: str
    sections: Mapping[str, str] = field(default_factory=dict)
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The languages that a build keeps, and what is known of each source, by its key."""

    languages: tuple[str, ...] = ()
    by_key: Mapping[str, Source] = field(default_factory=dict)

    @property
    def agencies(self) -> frozenset[str]:
        """The news agencies among the sources."""
        return frozenset(source.agency for source in self.by_key.values() if source.agency)

    def get(self, key: str) -> Source | None:
        """Give what is known of a source; None where nothing is."""
        return self.by_key.get(key)


def source_of(address: str) -> str:
    """Give the source of a page: the registered domain of a URL, else the first folder of a path.

    >>> source_of("https://news.bbc.co.uk/2/hi/1.stm"), source_of("saltmarsh/07.txt"), source_of("a.txt")
    ('bbc.co.uk', 'saltmarsh', 'local')
    """
    host = _HOST.match(address)
    if host is not None:
        return _registered(host[1]) or LOCAL
    first, slash, _ = address.removeprefix("./").lstrip("/").partition("/")
    return first if slash and first else LOCAL


def read_sources(path: Path) -> Sources:
    """Read what a person wrote down about the sources of a corpus.

    Raises:
        InputError: The file cannot be read.
        SchemaError: It is no JSON or breaks schemas/sources.json; the message names the key.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give another --sources") from error
    except ValueError as error:
        raise SchemaError(f"{path}: no JSON: {error}; mend the file") from error
    for fault in faults(data, read_schema("sources")):
        raise SchemaError(f"{path}: {fault}")
    return Sources(
        tuple(data["languages"]), {key: Source(**entry) for key, entry in data["sources"].items()}
    )


@lru_cache(maxsize=65536)
def _registered(host: str) -> str:
    """Give the registered domain of a host; one without (localhost, an IP address) stands for itself."""
    host = host.rstrip(".").lower()
    if _IP_ADDRESS.fullmatch(host):
        return host
    return _suffixes().privatesuffix(host) or host


@cache
def _suffixes() -> PublicSuffixList:
    # reading the list takes 40 ms, which a command that meets no URL need not pay
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
