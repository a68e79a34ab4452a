"""Makes stories, their reprints and their look-alikes out of ``cases/reprints.json``."""

import json
import random
import re
from pathlib import Path

MATERIAL = json.loads((Path(__file__).parent / "cases" / "reprints.json").read_text(encoding="utf-8"))
SLOT = re.compile(r"\{(\w+)\}")


def fill(pattern, rng):
    def one(match):
        if match[1] == "n":
            return str(rng.randrange(2, 990))
        return fill(rng.choice(MATERIAL["fillings"][match[1]]), rng)

    filled = SLOT.sub(one, pattern)
    return filled[0].upper() + filled[1:]


def make_story(rng):
    """Ten to eighteen paragraphs of one to three sentences."""
    return [
        " ".join(fill(pattern, rng) for pattern in rng.sample(MATERIAL["patterns"], rng.randint(1, 3)))
        for _ in range(rng.randint(10, 18))
    ]


def with_furniture(story, rng):
    return [
        fill(rng.choice(MATERIAL["furniture"]), rng),
        *story,
        fill(rng.choice(MATERIAL["furniture"]), rng),
    ]


def cut_to_half(story, rng):
    return story[: max(5, len(story) // 2)]


def cut_to_a_third(story, rng):
    return story[: max(4, round(len(story) / 2.8))]


def with_new_lead(story, rng):
    return [fill(rng.choice(MATERIAL["leads"]), rng), *story[1:]]


def updated(story, rng):
    places = set(rng.sample(range(len(story)), len(story) // 5))
    new = [
        fill(rng.choice(MATERIAL["updates"]), rng) if at in places else part
        for at, part in enumerate(story)
    ]
    return [*new, fill(rng.choice(MATERIAL["updates"]), rng)]


def retyped(story, rng):
    return [part.upper().replace('"', "“").replace(",", " ,").replace(" ", "  ") for part in story]


def cut_with_new_lead(story, rng):
    return with_new_lead(story, rng)[: max(6, len(story) * 3 // 5)]


def updated_with_furniture(story, rng):
    return with_furniture(updated(story, rng), rng)


EDITS = (
    with_furniture,
    cut_to_half,
    cut_to_a_third,
    with_new_lead,
    updated,
    retyped,
    cut_with_new_lead,
    updated_with_furniture,
)


def make_reprints(stories, seed):
    """Give (story number, what was done, text) of each story and of three to five reprints."""
    rng = random.Random(seed)
    for number in range(stories):
        story = make_story(rng)
        yield number, "original", "\n\n".join(story)
        for edit in rng.sample(EDITS, rng.randint(3, 5)):
            yield number, edit.__name__, "\n\n".join(edit(story, rng))


def make_look_alikes(of_each, seed):
    """Give (kind, text) of different stories from one template."""
    rng = random.Random(seed)
    for kind, template in MATERIAL["templates"].items():
        for _ in range(of_each):
            yield kind, fill(template, rng)
