from lxml.html import document_fromstring

from worker.text.pages import marks, signs
from worker.text.pages.draft import Signs


def read(body: str, head: str = "") -> Signs:
    page = document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return signs.read(page, "https://harbour.example/news/mayor")


def test_links_of_the_sites_menus_are_left_out_of_the_lines() -> None:
    found = read(
        "<nav><a href='/a'>News</a></nav><main><p>A line.</p></main><footer>© Post <a href='/b'>Privacy</a></footer>"
    )
    assert found.lines == ("A line.", "© Post Privacy")
    assert found.anchors == 2


def test_pictures_have_titles_that_are_none_of_the_page() -> None:
    found = read("<svg><title>Search</title></svg><h1>Mayor resigns</h1>", "<title>Mayor resigns | Post</title>")
    assert found.titles == ("Mayor resigns | Post", "Mayor resigns")


def test_the_heading_is_the_first_of_the_first_order_or_the_next_best() -> None:
    assert read("<h2>Small</h2><h1>Big</h1>", "<title>T</title>").heading == "Big"
    assert read("<h2>Small</h2>", "<title>T</title>").heading == "Small"
    assert read("<p>x</p>", "<title>T</title>").heading == "T"
    assert read("<p>x</p>").heading is None


def test_teasers_are_headlines_with_text_below() -> None:
    cards = "".join(f"<div><a href='/{n}'>The mayor of town {n} resigns</a><p>A report.</p></div>" for n in range(4))
    assert read(cards).teasers == 4
    related = "".join(f"<li><a href='/{n}'>The mayor of town {n} resigns</a></li>" for n in range(4))
    found = read(f"<p>The mayor has resigned on Monday, the council of the town said.</p><ul>{related}</ul>")
    assert (found.teasers, found.lead, found.links) == (0, 12, 4)


def test_lines_in_an_aside_are_told() -> None:
    assert read("<p>In.</p><aside><p>Beside.</p></aside><p>In again.</p>").beside == {"Beside."}


def test_what_is_asked_of_robots_and_where_it_leads() -> None:
    found = read("<p>x</p>", "<meta name='robots' content='NOINDEX'><meta http-equiv='Refresh' content='0; URL=/x'>")
    assert found.is_kept_out
    assert found.leads_on == "/x"


def test_marks_are_known_however_they_are_joined() -> None:
    page = document_fromstring("<div class='Pay_Wall'>Read on</div><div id='h-captcha'></div><i class='cookie-banner'>")
    found = marks.read(page, with_scripts=False)
    assert (found.challenge, found.consent, found.paywall) == ("hcaptcha", "cookiebanner", "paywall")
    assert found.offer == "Read on"


def test_a_wall_that_is_empty_or_hidden_offers_nothing() -> None:
    page = document_fromstring("<div class='paywall'></div><div class='paywall' style='display:none'>Read on</div>")
    assert marks.read(page, with_scripts=False).offer is None


def test_short_scripts_are_looked_at_where_the_page_shows_little() -> None:
    page = document_fromstring("<html><body><script>window.KPSDK = {}</script></body></html>")
    assert marks.read(page, with_scripts=True).challenge == "kpsdk"
    assert marks.read(page, with_scripts=False).challenge is None
