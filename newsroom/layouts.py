"""Four ways in which sites mark up the same article."""

from collections.abc import Callable
from html import escape

from newsroom.draft import Paragraph
from newsroom.page import Page, box, comments, head, held_back, menu

Layout = Callable[[Page], str]


def _figure(page: Page, at: int) -> str:
    if at >= len(page.captions):
        return ""
    caption = f"{escape(page.captions[at])}. {page.word('caption')}: Agency/{page.furniture.nonce[:4]}"
    return (
        f'<figure><img src="/img/{at}.jpg?v={page.furniture.nonce}" alt=""><figcaption>{caption}</figcaption></figure>'
    )


def _when(paragraph: Paragraph) -> str:
    """The time before a live blog's entry."""
    return f'<time class="entry">{paragraph.at:%H:%M}</time>' if paragraph.at else ""


def broadsheet(page: Page) -> str:
    """Semantic HTML5 with JSON-LD."""
    parts = []
    for at, paragraph in enumerate(page.paragraphs):
        css = ' class="correction"' if paragraph.kind == "note" else ""
        parts.append(f"{_when(paragraph)}<p{css}>{escape(paragraph.text, quote=False)}</p>")
        if at in (0, 4):
            parts.append(_figure(page, at // 4))
        if at == 2:  # noqa: PLR2004 - the place in the article where this design puts its box
            parts.append(f"<aside>{box(page.word('related'), page.furniture.related, 'related')}</aside>")
    body = "\n".join(parts)
    return f"""<!doctype html>
<html lang="{page.language.code}">
{head(page, with_metadata=True)}
<body>
<header><a href="{page.home}">{escape(page.outlet)}</a><nav><ul>{menu(page)}</ul></nav></header>
<main><article>
<h1>{escape(page.headline, quote=False)}</h1>
<p class="byline">{page.word("by")} <a rel="author" href="{page.home}">{escape(page.byline)}</a></p>
<p class="dates"><time datetime="{page.published.isoformat()}">{page.stamp(page.published)}</time>
 <span class="ago">{escape(page.furniture.ago)}</span></p>
<div class="body">
{body}
{held_back(page)}
</div>
<footer><span class="shares">{page.furniture.shares} {page.word("share")}</span></footer>
</article></main>
{box(page.word("most_read"), page.furniture.most_read, "most-read")}
{comments(page)}
<footer><p>{escape(page.outlet)}. {page.word("copyright")}</p></footer>
</body></html>
"""


def tabloid(page: Page) -> str:
    """Nested boxes without meaning, promotions between the paragraphs."""
    parts = []
    for at, paragraph in enumerate(page.paragraphs):
        css = "editors-note" if paragraph.kind == "note" else "txt"
        parts.append(f'<div class="c-{css}">{_when(paragraph)}<p>{escape(paragraph.text, quote=False)}</p></div>')
        promo = page.furniture.promos[at // 3 : at // 3 + 1] if at % 3 == 1 else ()
        for text, href in promo:
            parts.append(
                f'<div class="promo-in"><b>{page.word("promo")}:</b> <a href="{escape(href)}">{escape(text)}</a></div>'
            )
        if at in (1, 5):
            parts.append(f'<div class="pic">{_figure(page, at // 5)}</div>')
    body = "\n".join(parts)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang="{page.language.code}">
{head(page, with_metadata=False)}
<body id="top">
<div id="bar"><div class="logo"><a href="{page.home}">{escape(page.outlet)}</a></div>
<ul class="nav">{menu(page)}</ul></div>
<div id="wrap"><div class="col-left"><div class="head-block">
<h1>{escape(page.headline, quote=False)}</h1>
<div class="author">{page.word("by")} {escape(page.byline)}</div>
<div class="stamp">{page.word("published")}: {page.stamp(page.published)}
 | {page.word("updated")}: {page.stamp(page.modified)}</div>
<div class="social"><span>{page.furniture.shares}</span> {page.word("share")}
 <span>{escape(page.furniture.ago)}</span></div>
</div>
<div class="story-text" id="js-story">
{body}
{held_back(page)}
</div>
<div class="signup"><p>{page.word("newsletter")}</p><form><input name="mail"></form></div>
{comments(page)}
</div>
<div class="col-right">{box(page.word("most_read"), page.furniture.most_read, "top-ten")}
{box(page.word("related"), page.furniture.related, "more")}</div></div>
<div id="foot">{page.word("copyright")}</div>
</body></html>
"""


def magazine(page: Page) -> str:
    """A component design with microdata; every paragraph lies in a block of its own."""
    parts = []
    for at, paragraph in enumerate(page.paragraphs):
        kind = "note-block" if paragraph.kind == "note" else "text-block"
        text = f"{_when(paragraph)}<p>{escape(paragraph.text, quote=False)}</p>"
        parts.append(f'<div data-component="{kind}" data-v="{page.furniture.nonce}">{text}</div>')
        if at in (2, 6):
            parts.append(f'<div data-component="image-block">{_figure(page, at // 6)}</div>')
    body = "\n".join(parts)
    return f"""<!doctype html>
<html lang="{page.language.code}">
{head(page, with_metadata=True)}
<body>
<div class="page-{page.furniture.nonce[:6]}"><header role="banner"><nav><ul>{menu(page)}</ul></nav></header>
<main role="main" itemscope itemtype="https://schema.org/NewsArticle">
<div data-component="headline-block"><h1 itemprop="headline">{escape(page.headline, quote=False)}</h1></div>
<div data-component="byline-block"><span itemprop="author">{escape(page.byline)}</span>
<time itemprop="datePublished" datetime="{page.published.isoformat()}">{escape(page.furniture.ago)}</time></div>
<div itemprop="articleBody">
{body}
{held_back(page)}
</div>
<div data-component="links-block">{box(page.word("related"), page.furniture.related, "links")}</div>
</main>
<section data-component="top-stories">{box(page.word("most_read"), page.furniture.most_read, "numbered")}</section>
<section data-component="promos">{box(page.word("promo"), page.furniture.promos, "cards")}</section>
<footer><p>{page.word("newsletter")}</p><p>{page.word("copyright")}</p></footer></div>
</body></html>
"""


def classic(page: Page) -> str:
    """A site of the old school: one table, one cell of text, paragraphs parted by line breaks."""
    text = "<br><br>\n".join(_when(paragraph) + escape(paragraph.text, quote=False) for paragraph in page.paragraphs)
    return f"""<html lang="{page.language.code}">
{head(page, with_metadata=False)}
<body bgcolor="#ffffff">
<table width="100%"><tr><td colspan="2"><a href="{page.home}">{escape(page.outlet)}</a> <ul>{menu(page)}</ul></td></tr>
<tr><td class="main" valign="top">
<h1>{escape(page.headline, quote=False)}</h1>
<p><i>{page.word("by")} {escape(page.byline)}, {page.stamp(page.published)}</i></p>
{_figure(page, 0)}
<div class="content">
{text}
</div>
{held_back(page)}
<p><small>{page.furniture.shares} {page.word("share")}</small></p>
</td><td class="side" valign="top">{box(page.word("most_read"), page.furniture.most_read, "side")}
{box(page.word("promo"), page.furniture.promos, "ads")}</td></tr></table>
<hr><small>{page.word("copyright")}</small>
</body></html>
"""


LAYOUTS: dict[str, Layout] = {
    "broadsheet": broadsheet,
    "tabloid": tabloid,
    "magazine": magazine,
    "classic": classic,
}


def amp(page: Page) -> str:
    """The accelerated twin of a page: the same text, little around it."""
    body = "\n".join(f"<p>{escape(paragraph.text, quote=False)}</p>" for paragraph in page.paragraphs)
    return f"""<!doctype html>
<html amp lang="{page.language.code}">
{head(page, with_metadata=True)}
<body><header><a href="{page.home}">{escape(page.outlet)}</a></header>
<article><h1>{escape(page.headline, quote=False)}</h1><address>{escape(page.byline)}</address>
{body}</article>
<footer>{page.word("copyright")}</footer></body></html>
"""
