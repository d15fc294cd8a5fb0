"""Lines whose links alone are others."""

from worker.text.pages import links
from worker.text.pages.places import Places
from worker.text.pages.tree import parse

_PROSE = "The council had voted on the harbour twice before, and the ferry company had said nothing at all about it."


def _page(*paragraphs: str) -> Places:
    return Places(parse("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))[0])


def test_a_line_at_the_end_with_other_links_is_the_line_it_was() -> None:
    page = _page(_PROSE, "Follow us on <a href='/a'>Mastodon</a> or by <a href='/b'>letter</a>.")
    now, before = "Follow us on Mastodon or by letter.", "Follow us on Facebook or by telegram."
    assert links.relinked([_PROSE, now], [_PROSE, before], page) == {now: before}


def test_a_word_between_the_links_that_is_another_is_an_edit() -> None:
    page = _page(_PROSE, "Follow us on <a href='/a'>Mastodon</a> or by <a href='/b'>letter</a>.")
    now, before = "Follow us on Mastodon or by letter.", "Follow us on Facebook and by telegram."
    assert links.relinked([_PROSE, now], [_PROSE, before], page) == {}


def test_a_line_of_many_links_is_compared_in_one_pass() -> None:
    names = [f"Town{chr(97 + at)}" for at in range(25)]
    page = _page(_PROSE, f"Also in {', '.join(f'<a href=/{name}>{name}</a>' for name in names)} today.")
    now, before = f"Also in {', '.join(names)} today.", f"Also in {', '.join(['Village'] * 400)} tomorrow."
    assert links.relinked([_PROSE, now], [_PROSE, before], page) == {}
