"""Laws of whole builds: order, place and workers leave no trace; no article moves or leaks."""

import random
import shutil

import polars as pl
import pytest

from copydesk import pages as pages_module
from copydesk.build import Order, build_release
from copydesk.config import BuildConfig, SplitConfig
from copydesk.engine.local import LocalEngine
from copydesk.release.manifest import read_manifest
from newsroom import dump, jsonl, paragraphs, record, write_pages


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(out, *pages, workers=1, parent=None, **options):
    options = {"config": BuildConfig(), "name": "news", **options}
    number = read_manifest(parent).version.split(".")[0] if parent else "0"
    version = f"{int(number) + 1}.0.0"
    order = Order(pages=pages, out=out, version=version, parent=parent, **options)
    build_release(order, engine=LocalEngine(workers))
    return out


def assert_same(one, other):
    first, second = tree(one), tree(other)
    assert list(first) == list(second)
    assert [path for path, content in first.items() if content != second[path]] == []


@pytest.fixture(scope="module")
def whole(pages, tmp_path_factory):
    return built(tmp_path_factory.mktemp("releases") / "news", pages)


def test_second_build_has_the_same_bytes(whole, pages, tmp_path):
    assert_same(whole, built(tmp_path / "elsewhere", pages))


@pytest.mark.parametrize("rows", [1, 5])
def test_batches_leave_no_trace(whole, pages, tmp_path, monkeypatch, rows):
    monkeypatch.setattr(pages_module, "_ROWS", rows)
    assert_same(whole, built(tmp_path / "news", pages))


def test_workers_leave_no_trace(whole, pages, tmp_path, monkeypatch):
    monkeypatch.setattr(pages_module, "_ROWS", 2)
    assert_same(whole, built(tmp_path / "news", pages, workers=2))


def test_files_given_one_by_one_in_any_order_make_the_same_release(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(dump(number), encoding="utf-8")
    files = sorted(folder.iterdir())
    random.Random(3).shuffle(files)
    assert_same(built(tmp_path / "a", folder), built(tmp_path / "b", *files))


def test_lines_of_json_in_any_order_and_any_file_make_the_same_release(tmp_path):
    records = [record(seed) for seed in range(8)]
    records += [
        record(30, text="\n".join(paragraphs(2))),
        record(3),
        record(4, text="\n".join(paragraphs(31, 9))),
    ]
    rng = random.Random(5)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "feed.jsonl").write_text(jsonl(records), encoding="utf-8")
    rng.shuffle(records)
    (tmp_path / "b" / "two.jsonl").write_text(jsonl(records[:4]), encoding="utf-8")
    (tmp_path / "b" / "one.ndjson").write_text(jsonl(records[4:]), encoding="utf-8")
    one, other = built(tmp_path / "ra", tmp_path / "a"), built(tmp_path / "rb", tmp_path / "b")
    assert_same(one, other)
    assert sorted(pl.read_parquet(one / "rejects.parquet")["reason"].to_list()) == [
        "duplicate_address",
        "exact_duplicate",
    ]


def test_pages_in_are_articles_and_rejects(whole, pages):
    articles = pl.read_parquet(whole / "data/articles/*.parquet")
    rejects = pl.read_parquet(whole / "rejects.parquet")
    found = sorted(articles["address"].to_list() + rejects["address"].to_list())
    files = [path.relative_to(pages).as_posix() for path in pages.rglob("*") if path.is_file()]
    urls = [record(seed)["url"] for seed in range(7, 12)]
    expected = {*files, *urls, "dunhallow.jsonl#6"} - {"dunhallow.jsonl"}
    assert found == sorted(expected)


def test_every_visible_line_of_every_page_is_in_the_lines(whole, pages):
    lines = pl.read_parquet(whole / "data/lines/*.parquet")
    for path in (pages / "oreby").glob("[!e]*.txt"):  # all but the empty one
        if path.name == "picture.txt":
            continue
        raw = path.read_bytes()
        text = raw.decode("cp1252") if path.name == "two.txt" else raw.decode()
        found = lines.filter(pl.col("address") == f"oreby/{path.name}").sort("number")["text"].to_list()
        assert found == [line.strip() for line in text.splitlines() if line.strip()]


def random_change(folder, rng, fresh):
    """Add, edit, reprint or take away a few pages."""
    there = sorted(folder.iterdir())
    for _ in range(4):
        what = rng.choice(["add", "edit", "reprint", "remove", "join"])
        if what == "add" or len(there) < 3:
            (folder / f"{next(fresh)}.txt").write_text(dump(next(fresh)), encoding="utf-8")
            continue
        one, other = rng.sample(there, 2)
        if not one.exists() or not other.exists():
            continue
        if what == "remove":
            one.unlink()
        elif what == "edit":
            one.write_text(dump(next(fresh)), encoding="utf-8")
        elif what == "reprint":
            text = one.read_text(encoding="utf-8").replace("Messenger", "Courier")
            (folder / f"{next(fresh)}.txt").write_text(text, encoding="utf-8")
        else:  # one page that holds two stories joins their clusters
            body = one.read_text(encoding="utf-8").splitlines()[7:-1]
            joined = [*other.read_text(encoding="utf-8").splitlines()[:-1], *body]
            (folder / f"{next(fresh)}.txt").write_text("\n".join(joined), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_no_article_moves_and_nothing_leaks_through_a_history_of_releases(tmp_path, seed):
    rng, fresh = random.Random(seed), iter(range(1_000 * seed, 1_000_000))
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        (folder / f"old{number}.txt").write_text(dump(next(fresh)), encoding="utf-8")
    config = BuildConfig(layers=("sentences",), splits=SplitConfig(fractions=(0.4, 0.3, 0.3)))
    parent, known = None, {}
    for release in range(4):
        out = built(tmp_path / f"r{release}", folder, parent=parent, config=config)
        split_of = {
            row["id"]: (row["split"], row["cluster"])
            for split in ("train", "validation", "test")
            for path in (out / "data/articles").glob(f"{split}-*.parquet")
            for row in pl.read_parquet(path)
            .select("id", "cluster")
            .with_columns(split=pl.lit(split))
            .to_dicts()
        }
        assert len(split_of) + pl.read_parquet(out / "rejects.parquet").height == len(
            list(folder.iterdir())
        )
        moved = [key for key, (split, _) in split_of.items() if known.get(key, split) != split]
        assert moved == []
        for split, cluster in split_of.values():
            assert split_of[cluster][0] == split
        for pair in pl.read_parquet(out / "duplicates.parquet").to_dicts():
            assert split_of[pair["id_a"]] == split_of[pair["id_b"]]
        known |= {key: split for key, (split, _) in split_of.items()}
        ledger = pl.read_parquet(out / "ledger.parquet")
        assert dict(ledger.select("id", "split").rows()) == known
        parent = out
        random_change(folder, rng, fresh)


@pytest.mark.parametrize("seed", range(3))
def test_rows_taken_over_from_a_parent_are_those_of_a_build_from_nothing(tmp_path, seed):
    rng, fresh = random.Random(seed), iter(range(7_000 * (seed + 1), 1_000_000))
    folder = tmp_path / "pages" / "oreby"
    folder.mkdir(parents=True)
    write_pages(tmp_path / "pages" / "others")
    for number in range(5):
        (folder / f"old{number}.txt").write_text(dump(next(fresh)), encoding="utf-8")
    parent = built(tmp_path / "r", folder.parent)
    for release in range(3):
        if release:  # the first time nothing has changed
            random_change(folder, rng, fresh)
        quick = built(tmp_path / f"quick{release}", folder.parent, parent=parent)
        whole = built(tmp_path / f"whole{release}", folder.parent, parent=parent, afresh=True)
        assert_same(quick, whole)
        parent = quick


def test_folder_copied_elsewhere_makes_the_same_release(whole, pages, tmp_path):
    shutil.copytree(pages, tmp_path / "copy")
    assert_same(whole, built(tmp_path / "news", tmp_path / "copy"))
