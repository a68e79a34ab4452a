"""A batch of pages of which one cannot be borne."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.config import BuildConfig
from copydesk.convert import Converter, Surveyor
from copydesk.gold import Gold
from copydesk.pages import Page, batches, sha256
from copydesk.survey import merge_surveys

STORY = (
    "The ferry to Tarn Island did not sail on Monday, its operator said. A cable had fouled the screw, and "
    "divers were sent for from the mainland. They may need until Thursday, the harbour master said, if the "
    "weather holds and the part that was ordered arrives in time."
)


def page(address):
    raw = f"{STORY} This is {address}.".encode()
    return Page(address=address, kind="article", raw=raw, raw_sha256=sha256(raw), title="Ferry Held")


@pytest.fixture
def convert():
    """Convert pages; the gold of the page `bad` breaks whoever reads it."""
    pages = [page(address) for address in ("a/1", "a/2", "bad", "a/3")]
    (batch,) = batches(pages)
    bad = Gold(
        file=Path("bad.toml"),
        address="bad",
        annotator="rk",
        encoding="utf-8",
        reject=None,
        fields={},
        wrapped=False,
        line_roles={},
        text_roles=(),
        layers={"timexes": ({"text": "Monday"},)},  # no paragraph: no gold file that is read has that
    )
    survey = merge_surveys([Surveyor()(batch)["survey"]])
    return Converter(config=BuildConfig(layers=("timexes",)), survey=survey, gold={"bad": bad})(batch)


def test_a_page_that_breaks_a_stage_costs_itself_only(convert):
    outcomes = convert["outcomes"].to_pylist()
    assert [outcome["reason"] for outcome in outcomes] == [None, None, "failed", None]
    assert convert["articles"]["address"].to_pylist() == ["a/1", "a/2", "a/3"]


def test_outcomes_name_the_rows_of_their_articles_after_a_page_broke_the_batch(convert):
    addresses = convert["articles"]["address"].to_pylist()
    for outcome in convert["outcomes"].to_pylist():
        if outcome["row"] is not None:
            assert addresses[outcome["row"]] == outcome["address"]
