"""What a layer takes grows with the length of a text, whatever is repeated in it: no square of it.

The measure is a ratio of two sizes in one process, never a time: a text 16 times as long may take
four times 16 times as long, where a square would take 256 times as long.
"""

from __future__ import annotations

import datetime as dt
import time

import pytest

from copydesk.record import document_of
from copydesk.registry import layers

SHORT, TIMES = 4_000, 16
SLACK = 4
NOISE = 0.002  # seconds of the processor; a short text that takes less is measured as this
STRETCHES = """\
"|" |“|”|“A,” |‘|’|' |« |``|''|="|5' 6" |"A" and |
1|1 | |.|. |, |(|)|( |-|—|…|? |: |{|a|A|é|İ|中|😀|A. |U.S. |x@y.z |
said |he said |said, |he said, "a" |"A," he said. |according to |told him |that |who |to |and |the |
Ann |Ann Lee |Mr. Lee, a man, |Lee (R) |Lee, who said, |his claim that |neither said nor said |
LUND: yes. |Lee: |May |Monday |Monday to |last |last week |two years ago |twenty-|1990-|10:15 |
one hundred |early |at least |of |the third quarter of the year |on the eve of |In May it rained. |
South Korea |Georgia |in Washington |Jordan |may |might be |could not |Lee spoke. She said it rained. |
"""
ACROSS_LINES = ["\n", "\n\n", '"\n\n"', "LUND: yes.\n", "Ann Lee spoke.\n\nShe said it rained.\n\n"]


def seconds(text):
    """Give what each layer takes for a text, in seconds of the processor."""
    document = document_of(text, published=dt.date(2006, 8, 30))
    made, taken = {}, {}
    for name, layer in layers().items():
        start = time.process_time()
        made[name] = layer.label(document, **{need: made[need] for need in layer.needs})
        taken[name] = time.process_time() - start
    return taken


@pytest.mark.parametrize(
    "stretch",
    [*filter(None, STRETCHES.replace("\n", "").split("|")), *ACROSS_LINES],
    ids=repr,
)
def test_a_layer_grows_with_the_text(stretch):
    short = (stretch * SHORT)[:SHORT]
    long = (stretch * SHORT * TIMES)[: SHORT * TIMES]
    once = seconds(short)
    too_long = set(once)
    for _ in range(3):  # a busy machine makes one run slow by chance, what grows too fast is slow in each
        took = seconds(long)
        too_long = {layer for layer in too_long if took[layer] > SLACK * TIMES * max(NOISE, once[layer])}
        if not too_long:
            break

    assert not too_long
