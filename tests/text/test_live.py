from schemas.article import Post, Reading
from schemas.change import Label
from worker.text.change import revision
from worker.text.significance import ALERTED

from .versions import read


def live(*posts: str) -> Reading:
    """A live blog, the newest post first."""
    made = [Post(name=f"post-{text}", text=text, paragraphs=(at,)) for at, text in enumerate(posts)]
    return read(posts).model_copy(update={"is_live": True, "posts": tuple(made)})


def test_posts_of_a_live_blog() -> None:
    old = live("Crews are on the scene.", "Smoke was seen at noon.", "A fire was reported.")
    more = revision(old, live("12 people were hurt.", *[post.text for post in old.posts]))
    assert more.labels == (Label.LIVE_UPDATE,)
    assert more.significance < ALERTED
    assert more.summary == "1 paragraph added to the live blog"
    rolled = revision(old, live("12 people were hurt.", "Crews are on the scene.", "Smoke was seen at noon."))
    assert rolled.labels == (Label.LIVE_UPDATE,)
    fewer = live("Crews are on the scene.", "Smoke was seen at noon.")
    film = Post(name="film", text="Watch: the fire from above", paragraphs=())
    dropped = revision(old, fewer.model_copy(update={"posts": (film, *fewer.posts)}))
    assert dropped.summary == "Older posts of the live blog gone"
    untold = read(["12 people were hurt.", *old.paragraphs]).model_copy(update={"is_live": True})
    assert revision(old, untold).labels == (Label.LIVE_UPDATE,)
    taken_down = revision(old, live("Crews are on the scene.", "A fire was reported."))
    assert taken_down.labels == (Label.REMOVED_FACT,)
    assert taken_down.significance >= ALERTED
    corrected = revision(live("12 people were hurt."), live("17 people were hurt."))
    assert corrected.labels == (Label.FIGURE,)
    assert corrected.significance >= ALERTED
