"""Reprints: the network of near-duplicate articles, a drawing for each of the largest clusters."""

import math
import sys
from pathlib import Path
from textwrap import fill, shorten
from typing import Annotated

import polars as pl
import typer
from matplotlib import colormaps, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import copydesk
from copydesk.cli import run_script

SHOWN, LABELLED = 9, 14  # clusters drawn; articles of a cluster that can bear a label


def draw(axes: Axes, nodes: pl.DataFrame, pairs: pl.DataFrame, colours: dict[str, object]) -> None:
    """Draw one cluster: articles clockwise by date, the lines between them as thick as they are alike."""
    turns = [math.tau * (0.25 - number / len(nodes)) for number in range(len(nodes))]
    places = {name: (math.cos(turn), math.sin(turn)) for name, turn in zip(nodes["id"], turns, strict=True)}
    for first, second, jaccard in pairs.select("id_a", "id_b", "jaccard").iter_rows():
        ends = zip(places[first], places[second], strict=True)
        axes.plot(*ends, color="0.6", linewidth=0.5 + 4 * jaccard, zorder=1)
    for name, source, day, canonical in nodes.select("id", "source", "published", "canonical").iter_rows():
        x, y = places[name]
        axes.scatter(x, y, 260, color=colours[source], zorder=2, edgecolor="black", linewidth=2 * canonical)
        if len(nodes) <= LABELLED:
            side = "center" if abs(x) < 0.3 else "left" if x > 0 else "right"
            place = (1.25 * x, 1.35 * y) if side == "center" else (1.2 * x, 1.2 * y)
            axes.annotate(str(day or "no date"), place, ha=side, va="center", fontsize=8)
    title = nodes.filter("canonical")["title"].first() or "(no headline)"
    axes.set_title(fill(shorten(title, 76), 38), fontsize=9)
    axes.set(xlim=(-2.2, 2.2), ylim=(-1.7, 1.7), aspect="equal")


def main(
    release: Annotated[Path, typer.Argument(help="The folder of a release.")],
    out: Annotated[Path, typer.Option(help="The picture to write: .png or .svg.")] = Path("reprints.png"),
) -> None:
    """Show which articles are reprints or updates of one another."""
    rcParams["svg.hashsalt"] = "copydesk"  # the same picture is the same bytes
    articles = copydesk.scan(None, release).select(
        "id", "source", "published", "title", "cluster", "canonical"
    )
    nodes = articles.filter(pl.len().over("cluster") > 1).sort("published", "id").collect()
    if nodes.is_empty():
        sys.exit(f"{release}: no two articles are near-duplicates, so there is no network to draw")
    pairs = pl.read_parquet(release / "duplicates.parquet").join(nodes, left_on="id_a", right_on="id")
    days = (pl.max("published") - pl.min("published")).dt.total_days().alias("days")
    title = pl.col("title").filter("canonical").first()
    sizes = (pl.len().alias("articles"), pl.n_unique("source").alias("sources"))
    table = nodes.group_by("cluster").agg(*sizes, days, title)
    table = table.sort("articles", "cluster", descending=[True, False])
    with pl.Config(tbl_rows=50, tbl_cols=-1, fmt_str_lengths=60, tbl_width_chars=150, float_precision=2):
        print(table)
    drawn = table["cluster"].head(SHOWN).to_list()
    sources = nodes.filter(pl.col("cluster").is_in(drawn))["source"].unique().sort()
    colours = dict(zip(sources, map(colormaps["tab20"], range(0, 2 * len(sources), 2)), strict=True))
    rows, columns = math.ceil(len(drawn) / 3), min(3, len(drawn))
    figure = Figure(figsize=(max(4 * columns, 6.5), 3.4 * rows + 1.2), layout="constrained")
    off = {"frame_on": False, "xticks": [], "yticks": []}
    panels = list(figure.subplots(rows, columns, squeeze=False, subplot_kw=off).flat)
    for axes, cluster in zip(panels, drawn, strict=False):
        draw(axes, nodes.filter(cluster=cluster), pairs.filter(cluster=cluster), colours)
    figure.suptitle(f"Reprints: {len(drawn)} of {len(table):,} clusters (rim: canonical; width: Jaccard)")
    dots = [panels[0].scatter([], [], 80, color=hue, label=source) for source, hue in colours.items()]
    figure.legend(handles=dots, loc="outside lower center", ncols=4, frameon=False, fontsize=9)
    figure.savefig(out, dpi=150, metadata={"Date": None} if out.suffix == ".svg" else None)


if __name__ == "__main__":
    run_script(main)
