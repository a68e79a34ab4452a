"""Clusters and splits against datasketch's MinHashLSH and datatrove's four MinHash stages.

Each tool reads the same JSON lines in a process of its own, one after the other; what is compared is CPU
time (of the process and its children) and peak memory. ``pip install --group bench`` brings the others.

    python benchmarks/deduplicate.py compare --count 50000

The others are run the way their documentation shows: word 5-grams, a threshold near 0.5, candidates not
verified. Precision and recall are over pairs of articles of one story; datatrove keeps one article a
cluster and is judged by how many it keeps.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"\w+")
NGRAM = 5
PERMUTATIONS = 128

app = typer.Typer(add_completion=False)


def run_copydesk(path: Path, _scratch: Path) -> list[object]:
    """Cluster and split with copydesk."""
    import pyarrow as pa
    import pyarrow.json

    from copydesk.config import ClusterConfig, SplitConfig
    from copydesk.deduplicate import find_clusters
    from copydesk.split import assign_splits

    schema = pa.schema([(name, pa.string()) for name in ("id", "source", "published", "text")])
    options = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    table = pyarrow.json.read_json(path, parse_options=options)
    days = table["published"].cast(pa.timestamp("s")).cast(pa.date32())
    table = table.set_column(table.schema.get_field_index("published"), "published", days)
    _, edges = find_clusters(table.to_batches(), ClusterConfig())
    assigned = assign_splits(table.drop_columns("text"), SplitConfig(), edges=edges)
    clusters = dict(zip(assigned["id"].to_pylist(), assigned["cluster"].to_pylist(), strict=True))
    return [clusters[key] for key in table["id"].to_pylist()]


def run_datasketch(path: Path, _scratch: Path) -> list[object]:
    """Cluster with datasketch: candidates joined by union-find."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    leaders: list[int] = []
    for number, article in enumerate(read(path)):
        words = WORD.findall(article["text"].lower())
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(
            {" ".join(words[at : at + NGRAM]).encode() for at in range(len(words) - NGRAM + 1)}
        )
        leaders.append(number)
        for near in lsh.query(sketch):
            leaders[leader_of(leaders, near)] = leader_of(leaders, number)
        lsh.insert(number, sketch)
    return [leader_of(leaders, number) for number in range(len(leaders))]


def run_datatrove(path: Path, scratch: Path) -> list[object]:
    """Keep one article a cluster with datatrove: signatures, buckets, clusters, filter."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    config = MinhashConfig(n_grams=NGRAM)
    signatures, buckets, removed, kept = (
        str(scratch / name) for name in ("signatures", "buckets", "removed", "kept")
    )
    reader = JsonlReader(str(path.parent), glob_pattern=path.name)
    writer = JsonlWriter(kept, output_filename="${rank}.jsonl", compression=None)
    steps: list[tuple[list[Any], int]] = [
        ([reader, MinhashDedupSignature(signatures, config=config, language="eng")], 1),
        ([MinhashDedupBuckets(signatures, buckets, config=config)], config.num_buckets),
        ([MinhashDedupCluster(buckets, removed, config=config)], 1),
        ([reader, MinhashDedupFilter(removed), writer], 1),
    ]
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(
            pipeline, tasks=tasks, workers=1, logging_dir=str(scratch / f"log{number}")
        ).run()
    return [article["metadata"]["story"] for article in read(next(Path(kept).glob("*.jsonl")))]


TOOLS = {"copydesk": run_copydesk, "datasketch": run_datasketch, "datatrove": run_datatrove}


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def leader_of(leaders: list[int], number: int) -> int:
    """Give the leader of a union-find."""
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number


def pairs_in(groups: Counter[Any]) -> int:
    """Count the pairs inside groups."""
    return sum(size * (size - 1) // 2 for size in groups.values())


@app.command()
def measure(tool: str, path: Path) -> None:
    """Run one tool on a file and print what it took, as JSON."""
    with tempfile.TemporaryDirectory() as scratch:
        found = TOOLS[tool](path, Path(scratch))
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    stories = [article["story"] for article in read(path)]
    taken = {
        "seconds": sum(usage.ru_utime + usage.ru_stime for usage in spent),
        "megabytes": max(usage.ru_maxrss for usage in spent) / 1024,
    }
    if tool == "datatrove":
        taken["kept"] = len(found)
        taken["stories"] = len(set(stories))
    else:
        right = pairs_in(Counter(zip(found, stories, strict=True)))
        taken["precision"] = right / max(1, pairs_in(Counter(found)))
        taken["recall"] = right / max(1, pairs_in(Counter(stories)))
    print(json.dumps(taken))


@app.command()
def compare(
    count: Annotated[int, typer.Option(help="How many articles.", min=100)] = 50_000,
    seed: Annotated[int, typer.Option(help="Of the generator.")] = 1,
) -> None:
    """Generate articles, run all tools on them and print a table of ratios."""
    here = Path(__file__)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        generator = [sys.executable, str(here.with_name("generate.py")), str(path)]
        subprocess.run([*generator, "--count", str(count), "--seed", str(seed)], check=True)
        ours = 0.0
        print(f"{count:,} articles of {path.stat().st_size / count / 1000:.1f} KB")
        print("| tool | articles a CPU second | times ours | peak MB | found |\n|---|---|---|---|---|")
        for tool in TOOLS:
            command = [sys.executable, str(here), "measure", tool, str(path)]
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            taken = json.loads(output.splitlines()[-1])
            seconds, megabytes = taken.pop("seconds"), taken.pop("megabytes")
            ours = ours or seconds
            found = ", ".join(f"{name} {round(value, 4)}" for name, value in taken.items())
            print(
                f"| {tool} | {count / seconds:,.0f} | {seconds / ours:.1f} | {megabytes:,.0f} | {found} |",
                flush=True,
            )


if __name__ == "__main__":
    app()
