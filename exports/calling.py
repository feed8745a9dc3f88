"""How templates call what they are given."""

from __future__ import annotations

from typing import Any

from jinja2 import runtime


class Context(runtime.Context):
    """The names of a template, of which it calls a hundred thousand in a site.

    Jinja asks of each whether it wants the context, the environment or how to escape, which takes longer than most
    calls. Here only macros do: they are told how to escape.
    """

    def call(self, called: Any, *given: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
        """Return what something called in a template gives."""
        if isinstance(called, runtime.Macro):
            return called(self.eval_ctx, *given, **named)
        return called(*given, **named)
