"""The local engine: in one process or in several the same, and no worker's death loses a page."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.engine import read_shards
from copydesk.engine.local import LocalEngine
from killers import Shouter, batch_of

TESTS = Path(__file__).parents[1]


def said(folder):
    return [word for table in read_shards(folder, "said") for word in table["said"].to_pylist()]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_stand_in_the_order_of_the_batches(tmp_path, workers):
    words = [f"w{number}" for number in range(20)]
    batches = [batch_of(word, f"{word}x") for word in words]
    done = list(LocalEngine(workers).map_batches(iter(batches), Shouter(), tmp_path))
    assert sum(done) == 40
    assert said(tmp_path) == [part for word in words for part in (word.upper(), f"{word}x".upper())]


def test_nothing_is_written_of_no_batches(tmp_path):
    assert list(LocalEngine(2).map_batches([], Shouter(), tmp_path)) == []
    assert read_shards(tmp_path, "said") == []


def test_page_that_kills_its_worker_is_refused_and_all_others_are_kept(tmp_path):
    batches = [batch_of(f"a{number}", f"b{number}", f"c{number}") for number in range(5)]
    batches[2] = batch_of("left", "kill", "right")
    done = list(LocalEngine(2).map_batches(batches, Shouter(), tmp_path))
    assert sum(done) == 15
    words = said(tmp_path)
    assert words[6:9] == ["LEFT", "kill: a worker process died of this page", "RIGHT"]
    others = [f"{letter}{number}".upper() for number in range(5) if number != 2 for letter in "abc"]
    assert words[:6] + words[9:] == others


def test_worker_that_cannot_write_ends_the_run_with_its_error(tmp_path):
    batches = [batch_of("a"), batch_of("full"), batch_of("b"), batch_of("c")]
    with pytest.raises(OSError, match="No space left on device"):
        list(LocalEngine(2).map_batches(batches, Shouter(), tmp_path))


def test_shard_under_its_own_name_is_whole(tmp_path):
    list(LocalEngine(1).map_batches([batch_of("a")], Shouter(), tmp_path))
    assert [path.name for path in (tmp_path / "said").iterdir()] == ["000000.arrow"]


def alive(number):
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").split()[2] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_workers_die_with_the_build_that_was_killed(tmp_path):
    build = subprocess.Popen([sys.executable, str(TESTS / "killers.py"), str(tmp_path)], cwd=TESTS)
    try:
        until(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        assert all(alive(worker) for worker in workers)
    finally:
        os.kill(build.pid, signal.SIGKILL)
        build.wait()
    until(lambda: not any(alive(worker) for worker in workers))


def until(true):
    for _ in range(1_200):
        if true():
            return
        time.sleep(0.025)
    pytest.fail("30 seconds were not enough")
