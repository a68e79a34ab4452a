"""The elements of HTML by what they do to the lines of a page.

After the WHATWG HTML standard, sections 13.2.6 (tree construction) and 15 (rendering).
"""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre "
    "search section summary table tbody td tfoot th thead tr ul"
)
# without content, so never open
VOID = _names(
    "area base br col embed hr img input link meta param source track wbr frame basefont bgsound keygen"
)
VOID_BREAKS = frozenset({"br", "hr"})
# not shown, or shown only where something else failed: passed over whole
SKIPPED = _names(
    "script style noscript template svg iframe noembed noframes object video audio canvas select datalist "
    "textarea title"
)
NESTING = _names("svg object template")  # of these, the ones that can hold their own kind
# where the library finds no body; left out of what it is given, which saves its time
BODILESS = _names("aside footer menu nav figure button dialog")
# elements that hold one paragraph: what lies around them holds its neighbours too
PARAGRAPHS = _names("p h1 h2 h3 h4 h5 h6")
CLOSES_PARAGRAPH = BLOCKS - _names("button td th tr tbody thead tfoot caption html body")
# a start tag that closes the open element of its kind, and the element that it does not look past
IMPLIED = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table"})),
    "th": (frozenset({"td", "th"}), frozenset({"table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
}
IMPLIED_REACH = 16  # levels looked through for it: keeps hostile nesting linear

# how much an element tells about a line inside it: the lowest number names the line
TELLING = {
    name: rank
    for rank, names in enumerate(
        (
            "h1",
            "nav",
            "footer",
            "aside",
            "figcaption",
            "h2 h3 h4 h5 h6",
            "time",
            "blockquote",
            "li",
            "td th",
            "dt dd",
            "pre",
            "button",
            "caption",
            "p",
            "address",
            "header",
        )
    )
    for name in names.split()
}
UNTELLING = ("div", len(TELLING))
