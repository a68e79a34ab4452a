"""The visible lines of a page and their places in its source."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.markup.scan import scan_source

TAGS = """
<p> </p> <div> </div> <br> <br/> <b> </b> <span> </span> <a href=x> </a> <ul> <li> </ul>
<table> <tr> <td> </table> <h1> </h1> <pre> </pre> <svg> </svg>
<script> </script> <style> </style> <!-- --> <![CDATA[
]]> <!--[if <![endif]--> <time> </time> <title> </title> <select> </select> <textarea> <template>
</template> <p <img= <a title=' </ <? < &
"""
TEXTS = """
&amp; &nbsp; &#8217; &eacute &#xD800; &#0; &bogus; &shy; &notit; word Zürich İstanbul said. " ' = > / !
"""
ODD = (
    " ",
    "  ",
    "\n",
    "\t",
    "\x00",
    "\xa0",
    "\u200b",
    "\xad",
    "\ud800",
    "<b hidden>",
    '<p style="display: none">',
)
PIECES = (*TAGS.split(), *TEXTS.split(), *ODD)
SOURCES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)


def texts(source):
    return [line.text for line in scan_source(source).lines]


@given(SOURCES)
@settings(deadline=None, max_examples=400)
def test_every_run_stands_letter_for_letter_in_the_source(source):
    end = 0
    for line in scan_source(source).lines:
        assert line.text
        assert end <= line.raw_start < line.raw_end <= len(source)
        end, written = line.raw_end, 0
        for run in line.runs:
            assert run.text_start >= written
            assert run.length > 0
            written = run.text_start + run.length
            assert source[run.raw_start : run.raw_start + run.length] == line.text[run.text_start : written]
            assert line.raw_start <= run.raw_start
            assert run.raw_start + run.length <= line.raw_end


@given(SOURCES)
@settings(deadline=None, max_examples=200)
def test_white_space_is_collapsed_as_a_browser_shows_it(source):
    for text in texts(source):
        assert text == " ".join(text.split())


@given(
    st.lists(
        st.lists(st.sampled_from(["ash", "birch", "cedar", "elm"]), min_size=1, max_size=5), max_size=8
    )
)
@settings(deadline=None)
def test_every_visible_word_of_a_simple_page_is_in_exactly_one_line(paragraphs):
    source = "<html><body>" + "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)
    assert texts(source) == [" ".join(words) for words in paragraphs]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a &amp; b &#8217; c&nbsp;d", ["a & b ’ c d"]),
        ("caf&eacute con &eacutel", ["café con él"]),
        ("x&#xD800;y &bogus; R&D", ["x\ufffdy &bogus; R&D"]),
        ("soft&shy;ware soft\xadware zero\u200bwidth", ["software software zerowidth"]),
        ("one<b>two</b> <i>three</i>", ["onetwo three"]),
        ("<a href=1>News</a><a href=2>Sport</a>", ["News Sport"]),
        ("before<br>after<hr>end", ["before", "after", "end"]),
        ("<p>one<p>two<div>three</div>four", ["one", "two", "three", "four"]),
        ("<li>one<li>two", ["one", "two"]),
        ("<table><tr><td>one<td>two</table>", ["one", "two"]),
        ("a<script>if (a < b) { x = '<p>no</p>' }</script>b", ["ab"]),
        ("<SCRIPT>no</SCRIPT>yes", ["yes"]),
        ("<style>p{}</style><noscript>no</noscript><svg><title>no</title><svg></svg>no</svg>yes", ["yes"]),
        ("<!-- <p>no</p> -->yes<!--[if IE]>no<![endif]-->", ["yes"]),
        ("yes<!-- never closed <p>no", ["yes"]),
        ("<![CDATA[no]]>yes", ["yes"]),
        ("<div hidden>no<p>no</p></div>yes<span style='display:none'>no</span>", ["yes"]),
        ("<img hidden><input hidden>yes", ["yes"]),
        ("<p class='sr-only'>no</p><p aria-hidden=true>yes</p>", ["yes"]),
        ("<div class='hidden md:block'>yes</div><div class='d-none'>no</div>", ["yes"]),
        ("3 < 4 and <5", ["3 < 4 and <5"]),
        ("<a title='x > y' href=z>link</a>", ["link"]),
        ("text<p class=", ["text"]),
        ("text</div></div></p>more", ["text", "more"]),
        ("", []),
        ("<>", ["<>"]),
    ],
)
def test_lines_are_what_a_browser_shows(source, lines):
    assert texts(source) == lines


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("<div><h1>x</h1></div>", "h1"),
        ("<header><h1>x</h1></header>", "h1"),
        ("<nav><ul><li>x</li></ul></nav>", "nav"),
        ("<ul><li><p>x</p></li></ul>", "li"),
        ("<figure><figcaption><p>x</p></figcaption></figure>", "figcaption"),
        ("<div><time>x</time></div>", "time"),
        ("<blockquote><p>x</p></blockquote>", "blockquote"),
        ("<aside><div>x</div></aside>", "aside"),
        ("<article><p>x <a href=z>y</a></p></article>", "p"),
        ("<td><A HREF=z>x</A> <A HREF=z>y</A></td>", "a"),
        ("<ul><li><a href=z>x</a></li></ul>", "li"),
        ("<a name=z>x</a>", "div"),
        ("x", "div"),
    ],
)
def test_the_tag_of_a_line_is_the_one_that_tells_most(source, tag):
    assert [line.tag for line in scan_source(source).lines] == [tag]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "x",
        "<ul><li>" * 30_000 + "x",
        "<div>" * 30_000 + "<li>x" * 30_000,
        "<object>" * 30_000 + "</object>" * 30_000 + "x",
        "<svg>" * 50_000 + "x",
        "<p a='" * 100_000 + "'>x",
        "<" * 300_000 + " x",
        "&" * 300_000 + "x",
        "<a " * 100_000 + ">x",
        '"' * 1_000_000 + "x",
        "<script>" * 50_000 + "x",
    ],
    ids=lambda source: re.sub(r"\W+", "", source[:12]) + str(len(source)),
)
def test_hostile_pages_are_read_to_their_end(source):
    assert "".join(texts(source)).endswith("x")
