from schemas.article import Sentence
from schemas.change import Edit, Label, Op
from worker.text.align import align
from worker.text.alignment.headline import exchanged

LEDE = "Three people were killed when a bridge collapsed in Harlow on Monday."
SEARCH = "The mayor said that rescuers were still searching for two others who had been on it."
BUILT = "The bridge was built in 1963 and had last been inspected two years ago."
OTHER = "Bridge disaster shocks a whole town and its visitors"


def title_edit(old_title: str, new_title: str, old: list[str], new: list[str]) -> Edit:
    title = Edit(op=Op.EDIT, similarity=0.3, field="title", labels=(Label.HEADLINE,))
    sides = tuple(
        [Sentence(text=text, paragraph=at, start=0, end=len(text)) for at, text in enumerate(side)]
        for side in (old, new)
    )
    return exchanged([title, *align(old, new)], (old_title, new_title), (sides[0], sides[1]))[0]


def test_a_lede_that_was_taken_out_and_became_the_headline() -> None:
    title = "Three killed when a bridge collapsed in Harlow on Monday"
    told = title_edit(OTHER, title, [LEDE, SEARCH, BUILT], [SEARCH, BUILT])
    assert (told.promoted, told.demoted) == (0, None)
    assert told.labels == (Label.HEADLINE, Label.REORDERED)


def test_a_headline_that_became_a_sentence() -> None:
    told = title_edit(OTHER, "Town mourns", [SEARCH, BUILT], [f"{OTHER}.", SEARCH, BUILT])
    assert (told.promoted, told.demoted) == (None, 0)


def test_a_lede_that_stays_was_not_promoted() -> None:
    title = "Three people killed when a bridge collapsed in Harlow on Monday"
    told = title_edit(OTHER, title, [LEDE, SEARCH], [LEDE, SEARCH])
    assert (told.promoted, told.demoted) == (None, None)
    assert told.labels == (Label.HEADLINE,)


def test_a_headline_retouched_was_not_made_of_a_sentence_like_it() -> None:
    old, new = (
        "Three people killed when bridge collapsed in Harlow",
        "Four people killed when bridge collapsed in Harlow",
    )
    told = title_edit(old, new, [LEDE, SEARCH], [SEARCH])
    assert (told.promoted, told.demoted) == (None, None)


def test_a_title_that_is_gone_or_came() -> None:
    assert title_edit("", f"{OTHER}", [f"{OTHER}.", SEARCH], [SEARCH]).promoted == 0
    assert title_edit(OTHER, "", [SEARCH], [f"{OTHER}.", SEARCH]).demoted == 0
