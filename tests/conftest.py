"""What many tests look at: releases of invented pages and of the bundled corpus, and the command line."""

from pathlib import Path

import hypothesis
import pytest

from copydesk.build import Order, build_release
from copydesk.cli import main
from copydesk.config import BuildConfig
from newsroom import dump, write_pages

hypothesis.settings.register_profile("calm", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("calm")

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """A folder of invented pages in every kind that needs no extra, some of them to be refused."""
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    return folder


@pytest.fixture(scope="session")
def release(pages, tmp_path_factory):
    """The release of `pages`; do not write to it."""
    out = tmp_path_factory.mktemp("releases") / "tiny"
    build_release(Order(pages=(pages,), out=out, version="1.0.0", config=BuildConfig()))
    return out


@pytest.fixture(scope="session")
def corpus_release(tmp_path_factory):
    """The release of the bundled corpus with its gold; do not write to it."""
    out = tmp_path_factory.mktemp("releases") / "corpus"
    order = Order(
        pages=(CORPUS / "pages",),
        out=out,
        version="1.0.0",
        config=BuildConfig(),
        sources=CORPUS / "sources.json",
        gold=CORPUS / "gold",
    )
    build_release(order)
    return out


@pytest.fixture
def copydesk(capsys):
    """Run the command line in this process: exit code, standard output, standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run


@pytest.fixture
def page(tmp_path):
    """A page alone in its folder."""
    path = tmp_path / "a.txt"
    path.write_text(dump(1), encoding="utf-8")
    return path
