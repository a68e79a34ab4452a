"""Balance: how topics are spread over the splits, and how thick each layer's labels are in each."""

import sys
from pathlib import Path
from textwrap import fill
from typing import Annotated

import polars as pl
import typer
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import copydesk
from copydesk.cli import run_script

LAYERS = ("attributions", "timexes", "countries", "hedges")
COLOURS = {"train": "#0072b2", "validation": "#e69f00", "test": "#009e73"}


def read_articles(release: str) -> pl.DataFrame:
    """Read split, topic, words and the number of labels of each layer of every article."""
    articles = copydesk.scan(None, release)
    present = [layer for layer in LAYERS if layer in articles.collect_schema()]
    return articles.select(
        pl.col("split").cast(pl.String),
        pl.col("topic").cast(pl.String).fill_null("no topic"),
        pl.col("text").str.count_matches(r"\w+").alias("words"),
        pl.col(present).list.len(),
    ).collect()


def draw(axes: Axes, names: list[str], values: dict[str, list[float]]) -> None:
    """Draw a group of bars a name, one bar a split."""
    height = 0.8 / len(values)
    for number, (split, lengths) in enumerate(values.items()):
        places = [place + (number - (len(values) - 1) / 2) * height for place in range(len(names))]
        axes.barh(places, lengths, height, color=COLOURS[split], label=split)
    axes.set_yticks(range(len(names)), [fill(name, 30) for name in names])
    axes.invert_yaxis()


def main(
    release: Annotated[str, typer.Argument(help="A release: a folder, a Hub id or a URL.")],
    out: Annotated[Path, typer.Option(help="The picture to write: .png or .svg.")] = Path("balance.png"),
) -> None:
    """Show the balance of topics and labels over the splits."""
    rcParams["svg.hashsalt"] = "copydesk"  # the same picture is the same bytes
    articles = read_articles(release)
    if articles.is_empty():
        sys.exit(f"{release}: there is no article, so there is no balance to draw")
    splits = [split for split in COLOURS if split in articles["split"]]
    layers = [layer for layer in LAYERS if layer in articles.columns]
    sums = articles.group_by("split").agg(pl.len().alias("articles"), pl.col("words", *layers).sum())
    topics = articles.pivot("split", index="topic", values="words", aggregate_function="len")
    topics = topics.fill_null(0).select("topic", *splits).sort(splits[0], "topic", descending=[True, False])
    with pl.Config(tbl_rows=-1, tbl_cols=-1, fmt_str_lengths=60, tbl_width_chars=140):
        print(sums.sort(pl.col("split").cast(pl.Enum(list(COLOURS)))), topics, sep="\n")
    sizes = {row["split"]: row for row in sums.iter_rows(named=True)}
    figure = Figure(figsize=(12, 2 + 0.45 * len(topics)), layout="constrained")
    left, right = figure.subplots(1, 2)
    figure.suptitle("Balance of topics and labels over the splits")
    shares = {name: [100 * count / sizes[name]["articles"] for count in topics[name]] for name in splits}
    draw(left, topics["topic"].to_list(), shares)
    left.set(title="Topics", xlabel="% of the articles of the split")
    rates = {
        name: [1000 * sizes[name][layer] / sizes[name]["words"] for layer in layers] for name in splits
    }
    draw(right, layers, rates)
    right.set(title="Labels", xlabel="labels per 1,000 words")
    bars, names = left.get_legend_handles_labels()
    names = [f"{name} (articles: {sizes[name]['articles']:,})" for name in names]
    figure.legend(bars, names, loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(out, dpi=150, metadata={"Date": None} if out.suffix == ".svg" else None)


if __name__ == "__main__":
    run_script(main)
