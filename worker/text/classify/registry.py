"""The register of rules. A rule is a function from an edit's context to whether the edit bears the rule's label.

To add one: write `worker/text/classify/<family>.py` with a function decorated by `@rule(Label.…)`, and a table of cases
`tests/text/classify/cases/<label>.toml`. Nothing else needs to know: modules of this package are found by themselves,
and a label without a table of cases fails the tests. A word list goes into `worker/text/words/<language>.toml`.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from schemas.change import Label, Op
from worker.text.classify.context import REWRITES, Context

Decide = Callable[[Context], bool]


class Rule(NamedTuple):
    """A label, the kinds of edit it is for, how it is decided, and whether it tells that the words stayed the same."""

    label: Label
    ops: Collection[Op]
    decide: Decide
    is_noise: bool


REGISTRY: dict[Label, Rule] = {}


def rule(label: Label, *, ops: Collection[Op] = REWRITES, noise: bool = False) -> Callable[[Decide], Decide]:
    """Register the decorated function as the rule for `label`.

    Args:
        label: What the rule decides on; each label has one rule.
        ops: The kinds of edit it is asked about: by default those with an old and a new wording.
        noise: Whether the label says that the words stayed the same. An edit with such a label bears no other, save
            where it is (title), that it moved, and that words entered or left quotation marks.

    Raises:
        ValueError: The label has a rule already.
    """

    def register(decide: Decide) -> Decide:
        if label in REGISTRY:
            raise ValueError(
                f"two rules for the label {label}: {REGISTRY[label].decide.__module__} and {decide.__module__}"
            )
        REGISTRY[label] = Rule(label, ops, decide, noise)
        return decide

    return register
