"""An article is made ready for comparison as far as it is compared."""

from worker.text.between.prepared import prepare
from worker.text.divergence import contrast

from ..readings import read_plain

ONE = ["The fire killed three people in Marlow on Monday.", "\u201cIt was over in an hour,\u201d the mayor said."]
OTHER = ["Four people died in the fire in Marlow on Monday.", "\u201cIt was over in an hour,\u201d the mayor said."]


def test_of_an_article_that_is_compared_with_none_nothing_but_what_is_asked_for_is_made() -> None:
    made = prepare(read_plain("Fire in Marlow", "Herald", *ONE))
    assert len(made.quotes.quotes) == 1
    assert vars(made).keys() == {"reading", "quotes"}


def test_all_of_it_is_made_for_the_first_other_article_and_no_second_time() -> None:
    made = prepare(read_plain("Fire in Marlow", "Herald", *ONE))
    assert contrast(made, prepare(read_plain("Fire in Marlow", "Post", *OTHER))).figures
    first = made.figures
    contrast(made, prepare(read_plain("Marlow burns", "Post", *OTHER)))
    assert made.figures is first
