from schemas.article import Sentence
from worker.text.change import joined


def test_joined_puts_a_space_only_where_the_article_has_one() -> None:
    glued = (
        Sentence(text="A.", paragraph=0, start=0, end=2),
        Sentence(text="B.", paragraph=0, start=2, end=4),
        Sentence(text="C.", paragraph=1, start=6, end=8),
    )
    assert joined(glued) == "A.B. C."
    assert joined(()) == ""
