"""Releases of a few invented pages, in which one thing at a time has changed."""

import json
from dataclasses import dataclass
from pathlib import Path

from copydesk.build import Order, build_release
from copydesk.config import BuildConfig
from copydesk.release.locate import open_release
from newsroom import dump

STORIES = 8
SPLIT_RICH = 40
"""So many stories have some in every split."""


@dataclass(frozen=True)
class Newsroom:
    """Pages by name in a folder, to add to, edit and take away, and to build releases of."""

    folder: Path

    def build(self, version, parent=None, config=None):
        """Build a release of the pages as they are now."""
        out = self.folder / "releases" / version
        order = Order(
            pages=(self.folder / "pages",),
            out=out,
            version=version,
            config=config or BuildConfig(),
            name="oreby",
            parent=parent and self.folder / "releases" / parent,
        )
        build_release(order)
        return open_release(out)

    def page(self, name):
        """The path of a page."""
        path = self.folder / "pages" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        return path

    def write(self, stories):
        """Write the pages of some stories, by their numbers."""
        for number in stories:
            self.page(f"story-{number}").write_text(dump(number), encoding="utf-8")

    def edit(self, number, old, new):
        """Replace some words of a page."""
        text = self.page(f"story-{number}").read_text(encoding="utf-8")
        assert old in text
        self.page(f"story-{number}").write_text(text.replace(old, new), encoding="utf-8")


def newsroom_with(folder, stories=STORIES):
    """A newsroom whose release 1.0.0 has some stories and one page that is refused."""
    newsroom = Newsroom(folder)
    newsroom.write(range(stories))
    newsroom.page("notice").write_text("Closed on Monday.\n", encoding="utf-8")
    newsroom.build("1.0.0")
    return newsroom


def rewrite_manifest(found, change):
    """Change what the manifest of a release says."""
    path = Path(found.root) / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return open_release(Path(found.root))


def options(tmp_path, *more):
    """The options of a quiet build into out/r of a folder."""
    return "--out", tmp_path / "out" / "r", "--version", "1.0.0", "--workers", "1", "--quiet", *more
