"""A build that is killed, crowded out or out of room leaves nothing half behind."""

import fcntl
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsroom import dump

TESTS = Path(__file__).parent
KILLS = 50


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def assert_whole(release):
    files = tree(release)
    manifest = json.loads(files.pop("manifest.json"))
    for entry in manifest["files"]:
        assert hashlib.sha256(files.pop(entry["path"])).hexdigest() == entry["sha256"]
    assert not [path for path in files if not path.startswith("manifest")]


class Builder:
    """A process that builds in children of its own, without loading the libraries each time."""

    def __init__(self, pages):
        command = [sys.executable, str(TESTS / "crash_builder.py"), str(pages)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout.readline() == "ready\n"

    def start(self, out):
        self.process.stdin.write(f"{out}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def outcome(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture
def builder(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"{number}.txt").write_text(dump(number, 2), encoding="utf-8")
    builder = Builder(pages)
    yield builder
    builder.process.stdin.close()
    builder.process.wait()
    builder.process.stdout.close()


def test_kill_at_any_of_fifty_moments_leaves_no_half_release(builder, tmp_path):
    place = tmp_path / "releases"
    place.mkdir()
    out = place / "1.0.0"
    begin = time.monotonic()
    builder.start(out)
    assert builder.outcome() == 0
    takes = time.monotonic() - begin
    whole = tree(out)
    assert_whole(out)
    shutil.rmtree(out)

    rng = random.Random(17)
    killed, left_something = 0, 0
    for step in range(20 * KILLS):
        if killed == KILLS:
            break
        child = builder.start(out)
        time.sleep(takes * (step % KILLS + rng.random()) / KILLS)
        os.kill(child, signal.SIGKILL)  # the number is its own until the builder is asked for the outcome
        killed += builder.outcome() == -signal.SIGKILL
        left_something += any(path != out for path in place.iterdir())
        if out.exists():
            assert tree(out) == whole
            shutil.rmtree(out)
    assert killed == KILLS
    assert left_something > KILLS // 5

    builder.start(out)
    assert builder.outcome() == 0
    assert list(place.iterdir()) == [out]
    assert tree(out) == whole


def copydesk(*arguments, **options):
    command = [sys.executable, "-c", "from copydesk.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def build_command(pages, out):
    return "build", pages, "--out", out, "--version", "1.0.0", "--workers", "1", "--quiet"


def test_second_build_into_one_place_is_told_of_the_first(tmp_path):
    (tmp_path / "a.txt").write_text(dump(1), encoding="utf-8")
    beside = tmp_path / "releases" / ".r.building"
    beside.mkdir(parents=True)
    handle = os.open(beside, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        told = copydesk(*build_command(tmp_path / "a.txt", tmp_path / "releases" / "r"))
    finally:
        os.close(handle)
    assert told.returncode == 1
    said = f"copydesk: {tmp_path}/releases/r: another build is making this release; wait for it\n"
    assert told.stderr == said
    assert copydesk(*build_command(tmp_path / "a.txt", tmp_path / "releases" / "r")).returncode == 0


@pytest.mark.parametrize("room", [0, 3_000, 20_000])
def test_full_disk_is_one_line_and_leaves_nothing(tmp_path, room):
    """Every file may have so many bytes; more is an error of the system as a full disk is."""
    (tmp_path / "a.txt").write_text(dump(1), encoding="utf-8")
    place = tmp_path / "releases"

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    told = copydesk(*build_command(tmp_path / "a.txt", place / "r"), preexec_fn=limit)
    assert told.returncode == 1
    assert told.stderr.startswith("copydesk: ")
    assert "the release could not be written: File too large" in told.stderr
    assert told.stderr.count("\n") == 1
    assert list(place.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 200 kB, where the tests may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_build_on_a_full_disk_says_so_and_gives_the_room_back(small_disk, tmp_path):
    (tmp_path / "pages").mkdir()
    for number in range(12):
        (tmp_path / "pages" / f"{number}.txt").write_text(dump(number, 20), encoding="utf-8")
    told = copydesk(*build_command(tmp_path / "pages", small_disk / "r"))
    assert told.returncode == 1
    assert "the release could not be written: No space left on device" in told.stderr
    assert told.stderr.count("\n") == 1
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("place", ["/proc/nowhere/r", "FILE/r"])
def test_place_that_cannot_be_written_is_one_line(tmp_path, place):
    (tmp_path / "a.txt").write_text(dump(1), encoding="utf-8")
    out = place.replace("FILE", str(tmp_path / "a.txt"))
    told = copydesk(*build_command(tmp_path / "a.txt", out))
    assert told.returncode == 1
    assert told.stderr.startswith("copydesk: ")
    assert "could not be written" in told.stderr
    assert told.stderr.count("\n") == 1
