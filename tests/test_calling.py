"""Templates call what they are given as Jinja itself does."""

import jinja2

from craftgraph.exports.calling import Context
from craftgraph.exports.pages import environment

TEMPLATES = {
    "macros.html": "{% macro told(word, more='') %}<b>{{ word }}</b>{{ more }}{{ lang }}{{ caller(word) if caller }}"
    "{% endmacro %}",
    "base.html": "<h1>{% block head %}{{ t('a & b') }}{% endblock %}</h1>{% block rest %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% import 'macros.html' as draw with context %}"
    "{% block head %}{{ super() }}!{% endblock %}"
    "{% block rest %}{% for one in words recursive %}{% set last = loop.last %}{{ draw.told(one, more='<') }}"
    "{{ loop(['x']) if one == 'y' }}{{ t(one, last=last) }}"
    "{% call(word) draw.told(one) %}{{ word ~ last }}{% endcall %}{% endfor %}{% endblock %}",
}


def _text(key: str, last: bool = False) -> str:
    return f"{key}{'.' if last else '<'}"


def test_a_template_reads_the_same_as_with_the_context_of_jinja() -> None:
    """Macros escape, get their caller and know the page; functions get the variables of loops and blocks."""
    found = []
    for kind in (jinja2.runtime.Context, Context):
        made = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True)
        made.context_class = kind
        made.globals["t"] = _text
        found.append(made.get_template("page.html").render(words=["a&", "y"], lang="nl"))
    assert found[0] == found[1]
    assert "<b>a&amp;</b>&lt;nl" in found[1]


def test_nothing_that_templates_call_wants_the_context() -> None:
    """No function of the templates is marked as wanting the context or the environment: it would not get it."""
    assert not [name for name, one in environment("nl").globals.items() if hasattr(one, "jinja_pass_arg")]
