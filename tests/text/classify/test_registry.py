import pytest

from schemas.change import Label, Op
from worker.text.classify import REGISTRY, Context, classify
from worker.text.classify.registry import rule
from worker.text.lexicon import lexicon

DECIDED_ELSEWHERE = {Label.BYLINE, Label.REWORDED}


def test_every_label_of_an_edit_has_a_rule() -> None:
    assert set(REGISTRY) == set(Label) - DECIDED_ELSEWHERE


def test_a_label_has_one_rule() -> None:
    with pytest.raises(ValueError, match="two rules for the label figure"):
        rule(Label.FIGURE)(lambda _: True)


def test_labels_come_in_the_order_of_the_schema() -> None:
    labels = classify(Context(Op.MOVE, "It may cost 12 euros.", "It will cost 17 euros on Monday, police said."))
    assert list(labels) == [label for label in Label if label in labels]
    assert {Label.FIGURE, Label.HEDGE, Label.ATTRIBUTION, Label.REORDERED} <= set(labels)


def test_noise_leaves_no_room_for_substance_but_tells_where_it_is() -> None:
    title = Context(Op.EDIT, "Blast in Kyiv", "Blast, in Kyiv", is_title=True)
    assert classify(title) == (Label.HEADLINE, Label.PUNCTUATION)


def test_what_no_rule_describes_is_reworded() -> None:
    assert classify(Context(Op.EDIT, "He walked home.", "He strolled home.")) == (Label.REWORDED,)
    assert classify(Context(Op.MOVE, "He walked home.", "He strolled home.")) == (Label.REWORDED, Label.REORDERED)
    assert classify(Context(Op.MOVE, "He walked home.", "He walked home.")) == (Label.REORDERED,)


def test_sentences_cut_another_way_are_a_matter_of_spacing() -> None:
    assert classify(Context(Op.SPLIT, "He left. She stayed.", "He left. She stayed.")) == (Label.WHITESPACE,)


def test_a_language_without_words_still_has_figures_names_and_marks() -> None:
    def labels(old: str, new: str) -> set[Label]:
        return set(classify(Context(Op.EDIT, old, new, language="pl")))

    assert labels("Zgin\u0119\u0142o 12 os\u00f3b.", "Zgin\u0119\u0142o 17 os\u00f3b.") == {Label.FIGURE}
    assert labels("To jest Krak\u00f3w.", "To jest Gda\u0144sk.") == {Label.NAME}
    assert labels("Tak, nie.", "Tak - nie.") == {Label.PUNCTUATION}
    assert lexicon("pl").numbers == {}
    assert lexicon("../en").numbers == {}
    assert lexicon(None).numbers["twelve"] == 12
