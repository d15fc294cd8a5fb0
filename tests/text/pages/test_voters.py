from worker.text.pages import voters
from worker.text.pages.tree import parse

LONG = [
    f"The {word} of the town has resigned over the bridge that nobody has crossed yet." for word in ("mayor", "judge")
]


def ballot(markup: str) -> voters.Ballot:
    return voters.Ballot(parse(markup)[0], markup)


def test_likeness() -> None:
    one, other = voters.grams("a b c d e"), voters.grams("a b c d f")
    assert voters.likeness(one, one) == 1
    assert voters.likeness(one, other) == 0.5
    assert voters.likeness(one, voters.grams("")) == 0
    assert voters.likeness(voters.grams(""), voters.grams("")) == 0
    assert voters.likeness(voters.grams("two words"), voters.grams("two words")) == 1


def test_where_two_kinds_agree_the_fast_one_is_taken() -> None:
    assert ballot(f"<article>{''.join(f'<p>{line}</p>' for line in LONG)}</article>").choose() == voters.FAST


def test_the_article_in_the_data_has_a_voice() -> None:
    data = f'{{"@type": "NewsArticle", "articleBody": "{" ".join(LONG)}"}}'
    found = ballot(f"<script type='application/ld+json'>{data}</script><div>Menu</div>")
    assert found.lines(voters.DATA) == [" ".join(LONG)]
    assert found.lines(found.nearest(tuple(LONG))) == [" ".join(LONG)]


def test_a_page_with_nothing_on_it() -> None:
    found = ballot("<div></div>")
    assert found.lines(found.choose()) == []
