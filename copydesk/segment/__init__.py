"""Lines of raw pages to roles: where the article is, and what stands around it.

No library does this for text dumps; it is done here in four steps, each over a whole batch of pages:
hard-wrapped lines are put together (`wrapped`), every line is observed by itself (`letters`,
`furniture`, `observe`), the stretch of lines that makes the best body is found (`region`), and the
roles of all lines follow from their place (`roles`). `judge` tells pages without an article.
"""

from __future__ import annotations

from copydesk.segment.judge import judge_pages
from copydesk.segment.roles import ROLES, segment_lines

__all__ = ["ROLES", "judge_pages", "segment_lines"]
