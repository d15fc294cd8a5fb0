import pytest

from schemas.change import Label
from worker.text.change import revision

from .versions import BODY, TITLE, read


def test_the_sentences_of_a_note_are_the_note() -> None:
    note = "Correction: An earlier version of this article said that three died. It was five, police said."
    added = revision(read(), read([*BODY, note]))
    assert added.labels == (Label.CORRECTION_NOTE,)
    assert added.summary == f"Correction note added: \u201c{note.partition('. ')[0]}.\u201d"
    removed = revision(read([*BODY, note]), read())
    assert removed.labels == (Label.CORRECTION_NOTE,)
    assert removed.summary.startswith("Correction note removed: ")


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        (
            "Three people died and 14 were hurt, police said.",
            "Five people died and 17 were hurt, police said.",
            "Casualty figure in paragraph 5 raised from three to five, another from 14 to 17",
        ),
        (
            "\u201cNobody wants this,\u201d he said, \u201cbut we cannot spend money that we do not have.\u201d",
            "\u201cNobody wants this,\u201d he said.",
            "Quotation in paragraph 5 changed: \u201cbut we cannot spend money that we do not have\u201d taken out",
        ),
        (
            "\u201cThe families deserve answers, and soon,\u201d the mayor, Helen Tranter, said on Monday.",
            "The mayor, Helen Tranter, said on Monday that the families deserve answers soon.",
            "Quotation in paragraph 5 gave way to reported speech",
        ),
        (
            "The firm did not respond to our questions.",
            "The firm said it had met our questions.",
            "Statement in paragraph 5 turned round: \u201cdid not respond to\u201d became \u201csaid it had met\u201d",
        ),
        (
            "\u201cWe exclude no coalition at all,\u201d he said in the evening.",
            "\u201cWe exclude one coalition, that with the Greens,\u201d his spokesman said late in the evening.",
            "Statement in paragraph 5 turned round: \u201cno\u201d became \u201cone\u201d",
        ),
        (
            "The maker, Acme Ltd, which paid for the trial, said it would apply for a licence.",
            "The maker, Acme Ltd, said it would apply for a licence.",
            "A sentence in paragraph 5 cut short: \u201cwhich paid for the trial\u201d",
        ),
    ],
)
def test_a_sentence_is_told_by_what_became_of_it(old: str, new: str, summary: str) -> None:
    change = revision(read([*BODY, old]), read([*BODY, new]))
    assert change.summary.removesuffix("; no correction note") == summary


def test_a_retraction_is_added_and_names_itself() -> None:
    note = "This article has been withdrawn because it did not meet our standards. We apologise to the minister."
    change = revision(read(), read([note, *BODY], title=f"RETRACTED: {TITLE}"))
    assert change.summary == f"Retraction added: \u201c{note.partition('. ')[0]}.\u201d"
