"""The analysis scripts: the table that each prints and the picture that it draws."""

from __future__ import annotations

import struct

import polars as pl
import pytest

pytest.importorskip("matplotlib", reason="install copydesk[analysis]")

from matplotlib.image import imread

from copydesk.build import Order, build_release
from copydesk.config import BuildConfig
from copydesk.errors import ReleaseError

# script, words that its table holds, least share of the picture that is not white
SCRIPTS = (
    ("coverage", ("period", "saltmarsh-bulletin", "economy, business and finance"), 0.02),
    ("quoted", ("country", "organisation", "NOR"), 0.05),
    ("hedging", ("per_100_sentences", "labour"), 0.01),
    ("balance", ("attributions", "train", "test"), 0.05),
    ("reprints", ("cluster", "sources", "days"), 0.005),
)
NAMES = [script[0] for script in SCRIPTS]


@pytest.mark.parametrize(("name", "words", "ink"), SCRIPTS, ids=NAMES)
def test_an_analysis_prints_its_table_and_draws_its_picture(
    name, words, ink, release, run_script, tmp_path
):
    picture = tmp_path / f"{name}.png"
    done = run_script(f"analyse_{name}", release, "--out", picture)
    assert done.exit_code == 0
    assert all(word in done.output for word in words), done.output
    content = picture.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert 600 <= width <= 3000
    assert 400 <= height <= 3000
    pixels = imread(picture)[:, :, :3]
    assert (pixels.min(axis=2) < 0.95).mean() > ink


@pytest.mark.parametrize("name", NAMES)
def test_the_same_release_gives_the_same_drawing(name, release, run_script, tmp_path):
    first, second = tmp_path / "1.svg", tmp_path / "2.svg"
    for picture in (first, second):
        run_script(f"analyse_{name}", release, "--out", picture)
    assert first.read_bytes().startswith(b"<?xml")
    assert first.read_bytes() == second.read_bytes()


def test_hedges_are_counted_for_each_topic(release, run_script, tmp_path):
    articles = pl.read_parquet(release / "data" / "articles" / "*.parquet")
    labour = articles.filter(pl.col("topic") == 8)
    hedges, sentences = labour["hedges"].list.len().sum(), labour["sentences"].list.len().sum()
    printed = run_script("analyse_hedging", release, "--out", tmp_path / "h.png").output
    row = next(line for line in printed.splitlines() if "labour" in line)
    assert [cell.strip() for cell in row.strip("│").split("┆")][1:4] == [
        str(len(labour)),
        str(sentences),
        str(hedges),
    ]


def test_a_place_without_a_release_is_named(run_script, tmp_path):
    with pytest.raises(ReleaseError, match="nowhere"):
        run_script("analyse_coverage", tmp_path / "nowhere")


def test_a_release_without_an_article_is_told(run_script, tmp_path):
    (tmp_path / "a.txt").write_text("Back soon.", encoding="utf-8")
    order = Order(pages=(tmp_path / "a.txt",), out=tmp_path / "r", version="1.0.0", config=BuildConfig())
    build_release(order)
    for name in NAMES:
        done = run_script(f"analyse_{name}", tmp_path / "r", "--out", tmp_path / "x.png")
        assert done.exit_code == 1
        assert done.output.startswith(f"{tmp_path / 'r'}: ")
