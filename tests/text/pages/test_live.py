import json
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain

from schemas.article import Reading
from schemas.change import Label
from schemas.page import Page
from worker.text.change import revision
from worker.text.extract import extract

URL = "https://town.example/news/bridge-live"
POSTS = {
    "Bridge opens": "The first cars have crossed the bridge, ten years after its foundations were laid.",
    "Crowds gather": "Hundreds of people are waiting on both banks of the river, some since the early morning.",
    "Rain expected": "Forecasters expect rain from noon, and the mayor has put up an umbrella for her speech.",
}


def read(head: str, body: str, url: str = URL) -> Reading:
    page = f"<html><head><title>Bridge opens: live</title>{head}</head><body><article>{body}</article></body></html>"
    return extract(Page(url=url, fetched_at=datetime(2024, 3, 2, tzinfo=UTC), body=page.encode()))


def linked(**data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_a_live_blog_says_so_and_each_post_has_its_time() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "url": f"{URL}#post{number}",
            "datePublished": f"2024-03-01T1{number}:00:05+01:00",
            "articleBody": f"<p>{text}</p>",
        }
        for number, (title, text) in enumerate(POSTS.items())
    ]
    head = linked(
        **{"@type": "LiveBlogPosting", "headline": "Bridge opens: live", "liveBlogUpdate": [*updates, "odd", {}]}
    )
    body = "<h1>Bridge opens: live</h1><p>All that happens at the new bridge today, as it happens and no later.</p>"
    body += "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in POSTS.items())
    found = read(head, body)
    assert found.is_live
    assert [post.title for post in found.posts] == list(POSTS)
    assert [post.text for post in found.posts] == list(POSTS.values())
    assert found.posts[2].published == datetime(2024, 3, 1, 11, 0, 5, tzinfo=UTC)
    assert found.posts[1].name == f"{URL}#post1"
    for post in found.posts:
        assert post.text in [found.paragraphs[at] for at in post.paragraphs]
    assert all("as it happens" not in found.paragraphs[at] for post in found.posts for at in post.paragraphs)


def test_blocks_with_a_time_each_are_posts() -> None:
    body = "<h1>Bridge opens: live</h1>" + "".join(
        f"<section id='b{number}'><h2>{title}</h2><time datetime='2024-03-01T1{9 - number}:30:00Z'>then</time>"
        f"<p>{text}</p></section>"
        for number, (title, text) in enumerate(POSTS.items())
    )
    found = read("<meta property='article:published_time' content='2024-03-01T09:00:00Z'>", body)
    assert found.is_live
    assert [(post.name, post.title) for post in found.posts] == [(f"b{n}", title) for n, title in enumerate(POSTS)]
    assert found.posts[0].published == datetime(2024, 3, 1, 19, 30, tzinfo=UTC)
    assert read("", body.replace("</time>", ""), url="https://town.example/x").is_live is False


def test_bare_times_of_day_belong_to_the_days_since_it_began() -> None:
    head = "<meta property='article:published_time' content='2024-03-01T22:15:00Z'>"
    clocks = ["0:40", "11:20pm", "22:15"]
    body = "<div>" + "".join(
        f"<time>{clock}</time><p>{text}</p>" for clock, text in zip(clocks, POSTS.values(), strict=True)
    )
    found = read(head, f"<h1>Bridge opens: live</h1>{body}</div>")
    assert found.is_live
    assert [post.published for post in found.posts] == [
        datetime(2024, 3, 2, 0, 40, tzinfo=UTC),
        datetime(2024, 3, 1, 23, 20, tzinfo=UTC),
        datetime(2024, 3, 1, 22, 15, tzinfo=UTC),
    ]


def test_an_article_with_comments_below_is_no_live_blog() -> None:
    story = "".join(f"<p>{text}</p>" for text in POSTS.values()) * 2
    comment = (
        "<li class='comment'><time datetime='2024-03-01T10:00:00Z'>1h</time><p>I have never liked that bridge.</p></li>"
    )
    found = read("", f"<h1>Bridge opens</h1><div>{story}</div><ol class='comments'>{comment * 9}</ol>", URL[:-5])
    assert not found.is_live
    assert found.posts == ()


def test_microdata_count_as_well() -> None:
    body = "<div itemtype='https://schema.org/LiveBlogPosting'><p>It has not begun yet, and soon will.</p></div>"
    found = read("", body, "https://town.example/x")
    assert found.is_live
    assert found.posts == ()


def test_posts_below_a_report_are_part_of_the_article_and_so_is_what_is_added_to_one() -> None:
    told = "On day {} of the works nobody had believed in the bridge, as this report of the whole day says at length."
    report = "".join(f"<p>{told.format(day)}</p>" for day in (1, 2, 3, 4))
    updates = [{"@type": "BlogPosting", "headline": title, "articleBody": text} for title, text in POSTS.items()]
    head = linked(**{"@type": "LiveBlogPosting", "headline": "Bridge opens: live", "liveBlogUpdate": updates})
    shown = [f"<div><h3>{title}</h3><p>{text}</p></div>" for title, text in POSTS.items()]

    def page(posts: list[str]) -> Reading:
        body = f"<h1>Bridge opens: live</h1>{report}</article><div class='stream'>{''.join(posts)}</div><article>"
        return read(head, body)

    found = page(shown)
    assert [post.text for post in found.posts if post.paragraphs] == list(POSTS.values())
    assert set(POSTS) | set(POSTS.values()) <= set(found.paragraphs)
    more = "The ferry makes its last crossing tonight, and everyone is invited."
    assert more in page([shown[0].replace("</p>", f"</p><p>{more}</p>"), *shown[1:]]).paragraphs


def test_what_stands_above_the_posts_stays_above_them_and_nothing_moves_when_one_comes() -> None:
    intro = "The new bridge at Morvik opens to cars and walkers this noon; our staff tell here what they see of it."
    newest = "The mayor has cut the ribbon, and the band of the fire brigade plays on the northern ramp of the bridge."

    def page(posts: Mapping[str, str], *, heading: str) -> Reading:
        body = "".join(
            f"<div class='post' id='p{number}'><time datetime='2024-03-01T1{number}:30Z'>then</time>"
            f"{heading.format(title)}<p>{text}</p></div>"
            for number, (title, text) in zip(range(len(posts), 0, -1), posts.items(), strict=True)
        )
        head = linked(**{"@type": "LiveBlogPosting", "headline": "Bridge opens: live"})
        return read(head, f"<h1>Bridge opens: live</h1><p>{intro}</p>{body}")

    more = {"Ribbon is cut": newest} | POSTS
    before, after = page(POSTS, heading=""), page(more, heading="")
    assert before.paragraphs == (intro, *POSTS.values())
    assert after.paragraphs == (intro, newest, *POSTS.values())
    assert revision(before, after).summary == "1 paragraph added to the live blog"
    before, after = (page(posts, heading="<h3>{}</h3>") for posts in (POSTS, more))
    assert after.paragraphs == (intro, *chain(*more.items()))
    assert revision(before, after).labels == (Label.LIVE_UPDATE,)
