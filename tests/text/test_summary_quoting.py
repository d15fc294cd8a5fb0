import pytest

from schemas.change import Label
from worker.text.change import Wordings, revision
from worker.text.normalise import fold
from worker.text.pages.language import guess_of_a_few

from ..rows import each_row
from .versions import BODY, TITLE, read


def test_the_sentences_of_a_note_are_the_note() -> None:
    note = "Correction: An earlier version of this article said that three died. It was five, police said."
    added = revision(read(), read([*BODY, note]))
    assert added.labels == (Label.CORRECTION_NOTE,)
    assert added.summary == f"Correction note added: \u201c{note.partition('. ')[0]}.\u201d"
    removed = revision(read([*BODY, note]), read())
    assert removed.labels == (Label.CORRECTION_NOTE,)
    assert removed.summary.startswith("Correction note removed: ")


@each_row(
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
        (
            "\u201cIt sounded like fireworks,\u201d said Karen Doyle, 54.",
            "\u201cIt sounded like gunfire,\u201d said Carol Doyle, 45.",
            "Quotation in paragraph 5 changed from \u201cfireworks\u201d to \u201cgunfire\u201d",
        ),
        (
            "“We did everything we could to bring people off in time,” Mr Hale said on Monday.",
            "“We did what we could,” Mr Hale said on Monday.",
            (
                "Quotation in paragraph 5 changed from “We did everything we could to bring people …” to "
                "“We did what we could”"
            ),
        ),
        (
            "A jury found Ada Brook guilty of fraud on Monday and sentenced her to four years in prison.",
            "A jury found Ada Brook not guilty of fraud on Monday.",
            "Statement in paragraph 5 turned round: “guilty” became “not guilty”",
        ),
        (
            "Ada Brook was found guilty of fraud and sentenced to four years in prison.",
            "Ada Brook was acquitted of fraud.",
            "Statement in paragraph 5 turned round: “guilty” became “acquitted”",
        ),
        (
            "The Swiss writer, whose novels sold well, died at 87.",
            "The Swiss writer, whose novels sold well, died at 88.",
            "Age in paragraph 5 changed from 87 to 88",
        ),
        (
            "A man has been charged with the murder of a 17-year-old boy.",
            "Jerome Tait, 19, has been charged with the murder of Daniel Okafor, 17.",
            "Name added in paragraph 5: \u201cJerome Tait \u2026 Daniel Okafor\u201d",
        ),
        (
            "The fire forced hundreds out of their homes in the south of the city.",
            "Arson is suspected after the fire that drove hundreds out of all their homes in the south of this city.",
            "Certainty in paragraph 5 changed: \u201csuspected\u201d put in",
        ),
        (
            "\u201cIt is safe,\u201d the health secretary, Dan Moor, told reporters.",
            "\u201cIt is safe,\u201d the shadow health secretary, Ruth Bell, told reporters.",
            (
                "Attribution in paragraph 5 changed from \u201chealth secretary, Dan Moor\u201d to "
                "\u201cshadow health secretary, Ruth Bell\u201d"
            ),
        ),
        (
            "Hospitals are to get \u00a32.4bn in the budget, the Treasury said on Thursday.",
            "Hospitals are to get \u00a32.4bn in the budget.",
            "Attribution in paragraph 5 removed: \u201cTreasury\u201d",
        ),
        (
            "A woman was taken to hospital after the crash.",
            "A woman died after the crash.",
            "Wording in paragraph 5 changed from \u201cwas taken to hospital\u201d to \u201cdied\u201d",
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


def test_a_lede_that_another_took_the_place_of_is_told_as_one() -> None:
    lede = "Families are spending a second night away from home after a fire that was started on purpose."
    change = revision(read(), read([lede, *BODY[1:]]))
    assert change.summary == f"Lede replaced: \u201c{lede}\u201d"


def test_a_figure_and_its_sign_for_ten_thousand_stand_together() -> None:
    old, new = (
        read([f"\u7d04{n}\u4e07\u4e16\u5e2f\u304c\u505c\u96fb\u3057\u305f\u3002"], None, language="ja") for n in "35"
    )
    assert "from 3\u4e07 to 5\u4e07" in revision(old, new).summary


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        (
            "es",
            "La ministra afirm\u00f3 que la medida beneficiar\u00e1 a los trabajadores, y nadie la critic\u00f3.",
            "La ministra afirm\u00f3 que la medida podr\u00eda beneficiar a los trabajadores, y nadie la critic\u00f3.",
        ),
        (
            "fr",
            "Le pr\u00e9sident a annonc\u00e9 que la r\u00e9forme sera retir\u00e9e, selon une source.",
            "Le pr\u00e9sident a annonc\u00e9 que la r\u00e9forme serait retir\u00e9e, selon une source.",
        ),
    ],
)
def test_a_short_text_tells_its_language_by_words_that_few_others_have(language: str, old: str, new: str) -> None:
    sides = (read([text], None).model_copy(update={"language": None}) for text in (old, new))
    change = revision(*sides)
    assert change.new.language == language
    assert Label.HEDGE in change.labels


@pytest.mark.parametrize(
    "text",
    [
        "Statsministeren meddelte tirsdag, at regeringen h\u00e6ver l\u00f8nnen. Det er ikke nok, siger de.",
        "A miniszterelnök kedden bejelentette, hogy a kormány emeli a minimálbért. Ez nem elég.",
    ],
)
def test_a_language_that_has_no_words_here_is_not_taken_for_one_that_has(text: str) -> None:
    assert guess_of_a_few(text) in {None, "en"}  # English is what is read where nothing is known


def test_a_headline_that_became_the_lede_is_told_as_that_alone() -> None:
    lede = "The chancellor will announce a package of \u00a32.4bn for hospitals in the budget."
    title = "Hospitals to get \u00a32.4bn in the budget"
    change = revision(
        read([lede, *BODY], title),
        read([f"{title}.", *BODY], "Chancellor to announce package of \u00a32.4bn for hospitals"),
    )
    assert change.summary.startswith("Headline demoted to lede")
    assert "sentence in the headline" not in change.summary
    assert Label.ATTRIBUTION not in change.labels


@each_row(
    ("old", "new", "subject"),
    [
        ("The fire killed seven workers.", "The fire killed nine workers.", "Casualty"),
        ("Seven workers were killed in the fire.", "Nine workers were killed in the fire.", "Casualty"),
        ("The blaze left seven patients dead.", "The blaze left nine patients dead.", "Casualty"),
        ("The mill employs seven workers.", "The mill employs nine workers.", "Job"),
        ("Seven patients have the fever.", "Nine patients have the fever.", "Case"),
    ],
)
def test_who_was_killed_are_casualties_whatever_their_work(old: str, new: str, subject: str) -> None:
    summary = revision(read([*BODY, old]), read([*BODY, new])).summary
    assert summary == f"{subject} figure in paragraph 5 raised from seven to nine; no correction note"


def test_a_headline_on_something_else_is_told_whole_and_not_by_a_name() -> None:
    old, new = "Mill Lane shut for gas works, buses diverted", "Three hurt in explosion at Dunmore school"
    summary = revision(read(title=old), read(title=new)).summary
    assert summary == f"Headline reworded to \u201c{new}\u201d; no correction note"


def test_one_other_change_is_told_in_words() -> None:
    old = "Harbour master Ellen Marsh said the port would stay closed."
    change = revision(
        read([*BODY, old]), read([BODY[0].replace("Three", "Five"), *BODY[1:], old.replace("Ellen", "Helen")])
    )
    assert change.summary == (
        "Casualty figure in paragraph 1 raised from three to five, attribution in paragraph 5 changed from "
        "\u201cHarbour master Ellen Marsh\u201d to \u201cHarbour master Helen Marsh\u201d; no correction note"
    )


def test_a_figure_that_goes_back_is_told() -> None:
    first, second = read(), read([BODY[0].replace("Three", "Five"), *BODY[1:]])
    back = revision(second, first, earlier=Wordings(titles={fold(TITLE)}, sentences={fold(BODY[0])}))
    assert back.summary == "Casualty figure in paragraph 1 lowered from five to three, back to an earlier wording"
