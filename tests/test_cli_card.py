"""`copydesk card`, as it is called."""

import pytest
from typer.testing import CliRunner

from copydesk.cli import app, main
from releases import newsroom_with

STALE = "# News\n\n<!-- copydesk:sizes -->\n<!-- /copydesk:sizes -->\n"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    newsroom = newsroom_with(tmp_path_factory.mktemp("newsroom"))
    return newsroom.folder / "releases" / "1.0.0"


def run(card, release, *options):
    return CliRunner().invoke(app, ["card", str(card), "--release", str(release), *options])


def test_card_is_filled_once_and_is_stale_only_before(tmp_path, release):
    card = tmp_path / "CARD.md"
    card.write_text(STALE, encoding="utf-8")
    stale = run(card, release, "--check")
    assert (stale.exit_code, card.read_text(encoding="utf-8")) == (1, STALE)
    assert run(card, release).output == f"{card}: written\n"
    assert "| timexes | validation | 0 | 0 |" in card.read_text(encoding="utf-8")
    assert run(card, release).output == f"{card}: nothing to change\n"
    assert run(card, release, "--check").exit_code == 0


@pytest.mark.parametrize(
    ("raw", "said"), [(None, "cannot be read: No such file"), (b"# Caf\xe9\n", "is not in UTF-8")]
)
def test_card_that_cannot_be_read_is_told_in_one_line(tmp_path, release, capsys, raw, said):
    card = tmp_path / "CARD.md"
    if raw is not None:
        card.write_bytes(raw)
    with pytest.raises(SystemExit):
        main(["card", str(card), "--release", str(release)])
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"copydesk: {card}: ")
    assert said in line
