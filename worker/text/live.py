"""Which paragraphs of a live blog belong to posts that came, and to posts that dropped off its far end."""

from collections.abc import Sequence

from schemas.article import Post, Reading
from worker.text.normalise import fold

_KEY_CHARS = 200


def fresh(old: Reading, new: Reading) -> frozenset[int]:
    """Return the paragraphs of `new` that belong to posts which `old` has not.

    All paragraphs of a live blog whose posts are not told apart count as such.
    """
    if not new.is_live:
        return frozenset()
    if not any(post.paragraphs for post in new.posts):
        return frozenset(range(len(new.paragraphs)))
    known = {_key(post) for post in old.posts}
    return frozenset(at for post in new.posts if _key(post) not in known for at in post.paragraphs)


def dropped(old: Reading, new: Reading) -> frozenset[int]:
    """Return the paragraphs of `old` that belong to posts which fell off the page as others came.

    A page shows so many posts and no more: those at the far end from the new ones go. A post that goes from among
    others that stay was taken down, and is not counted.
    """
    if not new.is_live or not old.posts or not new.posts:
        return frozenset()
    before, after = {_key(post) for post in old.posts}, {_key(post) for post in new.posts}
    if not before & after or not after - before:
        return frozenset()
    newest_first = _key(new.posts[0]) not in before
    ends = old.posts[::-1] if newest_first else old.posts
    return frozenset(at for post in _leading(ends, after) for at in post.paragraphs)


def _leading(posts: Sequence[Post], kept: set[str]) -> Sequence[Post]:
    for count, post in enumerate(posts):
        if _key(post) in kept:
            return posts[:count]
    return posts


def _key(post: Post) -> str:
    return post.name or fold(f"{post.title or ''} {post.text}")[:_KEY_CHARS]
