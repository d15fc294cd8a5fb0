"""What kind of change an edit is. Each family of rules is a small module of this package; see `registry`."""

from importlib import import_module
from pkgutil import iter_modules

from schemas.change import Label
from worker.text.classify.context import REWRITES, Context, Quoted
from worker.text.classify.registry import REGISTRY

__all__ = ["REGISTRY", "Context", "Quoted", "classify"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

_BESIDE_NOISE = frozenset({Label.HEADLINE, Label.REORDERED, Label.QUOTE, Label.INVISIBLE, Label.REVERT})
_NO_DESCRIPTION = frozenset({Label.HEADLINE, Label.REORDERED, Label.REVERT})


def classify(edit: Context) -> tuple[Label, ...]:
    """Return the labels of an edit, in the order of `Label`. What no rule describes is `reworded`."""
    rules = [rule for rule in REGISTRY.values() if edit.op in rule.ops]
    found = {rule.label for rule in rules if rule.is_noise and rule.decide(edit)}
    asked = [rule for rule in rules if not rule.is_noise and (not found or rule.label in _BESIDE_NOISE)]
    found |= {rule.label for rule in asked if rule.decide(edit)}
    rewritten = edit.op in REWRITES and edit.old != edit.new
    if (rewritten or edit.is_replaced) and found <= _NO_DESCRIPTION:
        found.add(Label.REWORDED)
    return tuple(label for label in Label if label in found)
