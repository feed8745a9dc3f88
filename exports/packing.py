"""Our scripts and styles as pages carry them: without what only their readers need, comments and indentation."""

from __future__ import annotations

import re

# A comment is left out where it has whole lines for itself; so no text in quotes can be taken for one.
_COMMENT = re.compile(r"^[ ]*(//.*|/\*(?:(?!\*/)[\s\S])*\*/[ ]*)\n", re.MULTILINE)
_MARGIN = re.compile(r"^\s+", re.MULTILINE)


def packed(text: str) -> str:
    """Return a script or a style without whole lines of comment, empty lines and indentation.

    No text between quotes or backticks may run over several lines.

    >>> packed("/* What it does. */\\n\\n.a {\\n  color: red; /* as it is */\\n}\\n")
    '.a {\\ncolor: red; /* as it is */\\n}\\n'
    """
    return _MARGIN.sub("", _COMMENT.sub("", text))
