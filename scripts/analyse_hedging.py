"""How hedged the reporting is: hedges per 100 sentences by topic, with 95 % intervals over articles."""

import sys
from pathlib import Path
from textwrap import fill
from typing import Annotated

import polars as pl
import typer
from matplotlib import rcParams
from matplotlib.figure import Figure

import copydesk
from copydesk.cli import run_script

Z = 1.96  # of the 95 % interval; from two articles on, the linearised variance of a ratio


def count_hedges(release: str) -> pl.DataFrame:
    """Count articles, sentences and hedges by topic, with the rate and the half-width of its interval."""
    hedges, sentences = pl.col("hedges"), pl.col("sentences")
    counted = (
        copydesk.scan(None, release)
        .filter(hedges.is_not_null(), sentences.list.len() > 0)
        .select(
            pl.col("topic").cast(pl.String).fill_null("no topic"),
            hedges.list.len().cast(pl.Float64),
            sentences.list.len().cast(pl.Float64),
        )
    )
    rate = hedges.sum() / sentences.sum()
    spread = ((hedges - rate * sentences) ** 2).sum() * pl.len() / (pl.len() - 1)
    return (
        counted.group_by("topic")
        .agg(
            pl.len().alias("articles"),
            sentences.sum().cast(pl.Int64),
            hedges.sum().cast(pl.Int64),
            (100 * rate).alias("per_100_sentences"),
            pl.when(pl.len() > 1).then(100 * Z * spread.sqrt() / sentences.sum()).alias("plus_minus"),
        )
        .sort("per_100_sentences", "topic")
        .collect()
    )


def main(
    release: Annotated[str, typer.Argument(help="A release: a folder, a Hub id or a URL.")],
    out: Annotated[Path, typer.Option(help="The picture to write: .png or .svg.")] = Path("hedging.png"),
) -> None:
    """Show how hedged the reporting on each topic is."""
    rcParams["svg.hashsalt"] = "copydesk"  # the same picture is the same bytes
    table = count_hedges(release)
    if table.is_empty():
        sys.exit(f"{release}: no article has sentences and hedges, so there is no rate to draw")
    with pl.Config(tbl_rows=-1, tbl_cols=-1, fmt_str_lengths=60, tbl_width_chars=160, float_precision=1):
        print(table.reverse())
    mean = 100 * table["hedges"].sum() / table["sentences"].sum()
    figure = Figure(figsize=(9, 1.8 + 0.42 * len(table)), layout="constrained")
    axes = figure.subplots()
    rows = table.select("topic", "articles", "sentences").rows()
    names = [f"{fill(topic, 34)}\narticles: {some:,}, sentences: {many:,}" for topic, some, many in rows]
    rates, errors = table["per_100_sentences"], table["plus_minus"].fill_null(0).fill_nan(0)
    axes.hlines(names, (rates - errors).clip(0), rates + errors, color="0.65", linewidth=4)
    axes.plot(rates, names, "o", color="#0072b2", markersize=8)
    axes.axvline(mean, color="0.4", linestyle=":", label=f"all topics: {mean:.1f}")
    axes.tick_params(axis="y", labelsize=8)
    axes.set_title("How hedged the reporting is, by topic")
    axes.set_xlabel("hedges per 100 sentences (bar: 95 % interval, where there are two articles or more)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(out, dpi=150, metadata={"Date": None} if out.suffix == ".svg" else None)


if __name__ == "__main__":
    run_script(main)
