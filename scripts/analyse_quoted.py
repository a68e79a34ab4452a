"""Who is quoted: attributions by the country and the kind of their speaker.

A speaker's country is the one named in the mention of the speaker ("the Chilean minister"), else the one
that the article names most often: an estimate, good for comparing releases rather than for single rows.
"""

import sys
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from matplotlib import colormaps, rcParams
from matplotlib.figure import Figure

import copydesk
from copydesk.cli import run_script

SHOWN = 15  # countries
UNKNOWN = "no country"
KINDS = ("person", "organisation", "media", "group", "unnamed", "no speaker")


def count_speakers(release: str) -> pl.DataFrame:
    """Count attributions by country (ISO 3166-1 alpha-3) and kind of speaker."""
    articles = copydesk.scan(None, release)
    said = articles.select("id", "attributions").explode("attributions").drop_nulls("attributions")
    said = said.unnest("attributions").with_row_index("row")
    named = articles.select("id", "countries").explode("countries").drop_nulls("countries")
    named = named.unnest("countries").select("id", pl.col("start").alias("place"), "code")
    inside = pl.col("place").is_between("speaker_start", "speaker_end", closed="left")
    first = pl.col("code").sort_by("place").first()
    own = said.join(named, on="id").filter(inside).group_by("row").agg(first.alias("own"))
    main = named.group_by("id").agg(pl.col("code").mode().min().alias("main"))
    country = pl.coalesce("own", "main", pl.lit(UNKNOWN)).alias("country")
    kind = pl.col("speaker_kind").fill_null("no speaker").alias("kind")
    said = said.join(own, on="row", how="left").join(main, on="id", how="left")
    return said.group_by(country, kind).len("attributions").sort("country", "kind").collect()


def main(
    release: Annotated[str, typer.Argument(help="A release: a folder, a Hub id or a URL.")],
    out: Annotated[Path, typer.Option(help="The picture to write: .png or .svg.")] = Path("quoted.png"),
) -> None:
    """Show who is quoted, by country and kind of speaker."""
    rcParams["svg.hashsalt"] = "copydesk"  # the same picture is the same bytes
    counts = count_speakers(release)
    if counts.is_empty():
        sys.exit(f"{release}: there is no attribution, so nobody is quoted")
    table = counts.pivot("kind", index="country", values="attributions").fill_null(0)
    table = table.select("country", *(kind for kind in KINDS if kind in table.columns))
    table = table.with_columns(all=pl.sum_horizontal(pl.all().exclude("country")))
    table = table.sort("all", "country", descending=[True, False])
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=140):
        print(table)
    known = table.filter(pl.col("country") != UNKNOWN).head(SHOWN)
    shown = pl.concat([known, table.filter(pl.col("country") == UNKNOWN)]).reverse()
    figure = Figure(figsize=(9, 1.8 + 0.32 * len(shown)), layout="constrained")
    axes = figure.subplots()
    left = [0] * len(shown)
    for number, kind in enumerate(table.columns[1:-1]):
        axes.barh(shown["country"], shown[kind], left=left, color=colormaps["Set2"](number), label=kind)
        left = [low + more for low, more in zip(left, shown[kind], strict=True)]
    axes.set_title(f"Who is quoted: {len(known)} countries, of {table['all'].sum():,} attributions in all")
    axes.set_xlabel("attributions (country: in the speaker's mention, else the article's most named)")
    axes.set_ylabel("ISO 3166-1 code")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(title="kind of speaker", frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.savefig(out, dpi=150, metadata={"Date": None} if out.suffix == ".svg" else None)


if __name__ == "__main__":
    run_script(main)
