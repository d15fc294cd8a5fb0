"""An article is made ready for comparison as far as it is compared."""

import pytest

from worker.text.between.opposed import contradicted
from worker.text.between.opposed.clauses import clauses
from worker.text.between.opposed.grouped import TOKEN, grouped
from worker.text.between.prepared import prepare
from worker.text.between.tokenised import tokenise
from worker.text.divergence import contrast

from ..readings import read_plain

ONE = ["The fire killed three people in Marlow on Monday.", "\u201cIt was over in an hour,\u201d the mayor said."]
OTHER = ["Four people died in the fire in Marlow on Monday.", "\u201cIt was over in an hour,\u201d the mayor said."]


def test_of_an_article_that_is_compared_with_none_nothing_but_what_is_asked_for_is_made() -> None:
    made = prepare(read_plain("Fire in Marlow", "Herald", *ONE))
    assert len(made.quotes.quotes) == 1
    assert vars(made).keys() == {"reading", "edited_at", "quotes"}


def test_all_of_it_is_made_for_the_first_other_article_and_no_second_time() -> None:
    made = prepare(read_plain("Fire in Marlow", "Herald", *ONE))
    assert contrast(made, prepare(read_plain("Fire in Marlow", "Post", *OTHER))).figures
    first = made.figures
    contrast(made, prepare(read_plain("Marlow burns", "Post", *OTHER)))
    assert made.figures is first


@pytest.mark.parametrize(
    ("told", "looked_through"),
    [
        ("The crew had left the trawler before it sank.", 0),
        ("He does not know who sold it.", 0),  # tells nothing that another can state
        ("Perhaps the crew has not left.", 0),
        ("The mayor did not sign the order, which was drafted in May and sent back.", 1),
        ("They left, and no shots were fired when he ran.", 3),
        ("Not a cent was paid to the crew.", 1),
    ],
)
def test_clauses_are_told_apart_up_to_the_last_that_may_deny_something(
    told: str, looked_through: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def some(text: str, most: int | None = None) -> object:
        found = clauses(text, most)
        asked.append(len(found))
        return found

    monkeypatch.setattr(contradicted, "clauses", some)
    article = read_plain("The trawler", "Herald", told)
    found = contradicted.prepare(article, [tokenise(sentence.text) for sentence in article.sentences]).denied
    assert sum(asked) == looked_through
    negated = [clause for clause in clauses(tokenise(told).text) if clause.negated]
    assert [one.clause for one in found] == (negated if looked_through else [])


def test_both_parts_of_a_contraction_stand_where_it_does() -> None:
    text = "The mayor won't sign it, and Marlow's crew hadn't left."
    words = grouped(text)
    written = [text[slice(*place)] for place in words.places]
    assert list(words.lower[:5]) == ["the", "mayor", "will", "not", "sign"]
    assert written[2:5] == ["won't", "won't", "sign"]
    assert list(dict.fromkeys(words.places)) == [token.span() for token in TOKEN.finditer(text)]
