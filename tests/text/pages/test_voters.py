from copy import deepcopy

from trafilatura.htmlprocessing import prune_unwanted_nodes
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from worker.text.pages import islands, voters
from worker.text.pages.tree import parse

from ...rows import each_row

LONG = [
    f"The {word} of the town has resigned over the bridge that nobody has crossed yet." for word in ("mayor", "judge")
]


def ballot(markup: str) -> voters.Ballot:
    tree = parse(markup)[0]
    return voters.Ballot(tree, markup, islands.linked_data(tree))


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


NAMES = "comments Comment-form article-comments post-comments mvp-post-add-box infinite-scroll infinitescroll"
IDS = "comments comol disqus_thread dsq-comments mvp-post-add-wrap infinite-scroll"


@each_row(
    "mark",
    [
        *(f"class='{name}'" for name in f"{NAMES} elementor-share-buttons".split()),
        *(f"id='{id_}'" for id_ in IDS.split()),
    ],
)
def test_what_trafilatura_takes_out_by_its_name_is_taken_out(mark: str) -> None:
    prose = "".join(f"<p>{line}</p>" for line in LONG)
    tree = parse(
        f"<body><div>{prose}<div {mark}><p>I have crossed it twice, whatever they say.</p></div></div></body>"
    )[0]
    pruned = prune_unwanted_nodes(deepcopy(tree), [*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH])
    assert "crossed it twice" not in pruned.text_content()
    assert voters._fast(tree) == LONG
    assert "crossed it twice" in tree.text_content()
