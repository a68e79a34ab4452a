"""Functions of batches that kill their own process, for tests of the engines; workers import this."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from copydesk.engine.local import LocalEngine


def batch_of(*words):
    return pa.record_batch({"word": pa.array(words, pa.string())})


@dataclass(frozen=True)
class Shouter:
    """Gives every word in capitals; dies of `kill`, finds the disk full at `full`."""

    def __call__(self, batch):
        words = batch["word"].to_pylist()
        if "kill" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if "full" in words:
            raise OSError(28, "No space left on device", "shard")
        return {"said": pa.table({"said": [word.upper() for word in words]})}

    def refuse(self, batch, detail):
        return {"said": pa.table({"said": [f"{word}: {detail}" for word in batch["word"].to_pylist()]})}


@dataclass(frozen=True)
class Sleeper:
    """Says who it is in a file, then sleeps."""

    folder: Path

    def __call__(self, batch):
        del batch
        (self.folder / str(os.getpid())).touch()
        time.sleep(60)
        return {}

    def refuse(self, batch, detail):
        del batch, detail
        return {}


def sleep_in_workers(folder):
    for _ in LocalEngine(2).map_batches([batch_of("a")] * 4, Sleeper(folder), folder):
        pass


if __name__ == "__main__":
    import sys

    from killers import sleep_in_workers as run

    run(Path(sys.argv[1]))
