"""`copydesk card`, as it is called."""

import pytest

STALE = "# News\n\n<!-- copydesk:sizes -->\n<!-- /copydesk:sizes -->\n"


def test_card_is_filled_once_and_is_stale_only_before(copydesk, release, tmp_path):
    card = tmp_path / "CARD.md"
    card.write_text(STALE, encoding="utf-8")
    call = ("card", card, "--release", release)
    assert copydesk(*call, "--check")[0] == 1
    assert card.read_text(encoding="utf-8") == STALE
    assert copydesk(*call) == (0, f"{card}: written\n", "")
    assert "| articles | train |" in card.read_text(encoding="utf-8")
    assert copydesk(*call) == (0, f"{card}: nothing to change\n", "")
    assert copydesk(*call, "--check") == (0, "", "")


@pytest.mark.parametrize(
    ("raw", "said"), [(None, "cannot be read: No such file"), (b"# Caf\xe9\n", "is not in UTF-8")]
)
def test_card_that_cannot_be_read_is_told_in_one_line(copydesk, release, tmp_path, raw, said):
    card = tmp_path / "CARD.md"
    if raw is not None:
        card.write_bytes(raw)
    code, out, err = copydesk("card", card, "--release", release)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"copydesk: {card}: ")
    assert said in err
