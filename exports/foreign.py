"""Words in another language than their page, marked so that a screen reader reads them in the right one."""

from __future__ import annotations

import re

from craftgraph.exports.texts import LANGUAGES

# What has no markup inside, any other tag, or the text between two tags.
_PARTS = re.compile(r"(?s)<(script|style|title|option|textarea)\b.*?</\1>|<[^>]*>|[^<]+")
# Commas and semicolons part one name from the next, unless the semicolon ends a character reference.
_BETWEEN = re.compile(r"(, |(?<!&amp)(?<!&lt)(?<!&gt)(?<!&#39)(?<!&#34); )")
_FOREIGN = re.compile(r"(?s)(\s*)(.*\S) \[(" + "|".join(LANGUAGES) + r")\](\s*)")


def marked(page: str) -> str:
    """Return a page in which names with their language behind them (`atelier [nl]`) are in an element that says so.

    >>> marked("<td>ROVA, atelier [nl]</td>")
    '<td>ROVA, <span lang="nl">atelier</span> [nl]</td>'
    """
    if not any(f" [{language}]" in page for language in LANGUAGES):
        return page
    return _PARTS.sub(_mark, page)


def _mark(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("<") or "]" not in text:
        return text
    return "".join(
        _FOREIGN.sub(_element, part) if part.rstrip().endswith("]") else part for part in _BETWEEN.split(text)
    )


def _element(found: re.Match[str]) -> str:
    before, name, language, after = found.groups()
    return f'{before}<span lang="{language}">{name}</span> [{language}]{after}'
