"""Builds on demand, each time in a process of its own that can be killed: for tests/test_build_crashes.py.

Reads OUT from a line of standard input and forks; the child builds, the parent writes the child's number.
At the next line it writes how the child ended.
"""

# ruff: noqa: T201 - standard output is how it is talked with
import os
import sys
from pathlib import Path

import charset_normalizer
import ftfy
import trafilatura

from copydesk.build import Order, build_release
from copydesk.config import BuildConfig
from copydesk.errors import CopydeskError
from copydesk.label import label_document
from copydesk.label.language import identify_language
from copydesk.record import document_of
from copydesk.registry import chosen_layers

LOADED = (charset_normalizer, ftfy, trafilatura)  # before the fork, so that the child has no need to


def build(pages, out):
    try:
        build_release(Order(pages=(pages,), out=out, version="1.0.0", config=BuildConfig()))
    except CopydeskError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def read_lexicons():
    """Label a text, so that no child has to read the lexicons; no threads begin of it."""
    text = "It may rain in France on Wednesday, the minister said."
    document = document_of(text)
    label_document(document, chosen_layers(None), {"language": identify_language(text)})


def serve(pages):
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(build(pages, Path(line.strip())))
        print(child, flush=True)
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    read_lexicons()
    serve(Path(sys.argv[1]))
