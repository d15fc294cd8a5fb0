import pytest
from lxml import html
from starlette.testclient import TestClient

from console.web import render
from tests.console import explosion
from worker.store import stories
from worker.store.session import reading


@pytest.mark.usefixtures("four_tell")
def test_the_page_tells_what_all_outlets_of_a_story_say(client: TestClient) -> None:
    answer = client.get("/stories/1")
    assert answer.status_code == 200
    page = html.fromstring(answer.content)
    assert page.xpath("//ul[@aria-label='Articles']/ancestor::details") == []
    headings = [heading.text_content() for heading in page.iter("h2")]
    assert {"Told differently", "Corrections and who followed", "Quotations that several carry"} <= set(headings)
    assert len(page.xpath("//table[@class='matrix']/tbody/tr/td/a")) == 12
    (shares,) = page.xpath("//table[@class='shares']/tbody")
    assert shares.xpath("tr/th/a/text()") == ["Alpha", "Beta", "Gamma", "Delta"]
    shown = " ".join(page.text_content().split())
    assert "Alpha had it first; nobody names a source" in shown
    assert "Gamma, Alpha nine" in shown
    assert "Beta, Delta seven" in shown
    assert shown.count("1 more article that says so") == 3
    assert "Alpha changed" in shown
    assert shown.count("still carries the old words") == 2
    assert "others are watched until" in shown


@pytest.mark.usefixtures("four_tell")
def test_who_has_no_column_among_all_pairs_is_named() -> None:
    with reading() as session:
        story = stories.load(session, 1)
    first = story.articles[0]
    others = [first.model_copy(update={"id": 100 + place, "outlet": f"Outlet {place}"}) for place in range(11)]
    story = story.model_copy(update={"articles": (*story.articles, *others)})
    page = html.fromstring(render.rendered("story.html", story=story, pairs=[], further=[], shared_quotes=[]))
    assert len(page.xpath("//table[@class='matrix']/tbody/tr")) == render.MOST_COLUMNS
    (more,) = page.xpath("//table[@class='matrix']/ancestor::details/p")
    assert more.text_content().startswith("and 3 more articles, by Outlet 8, Outlet 9, Outlet 10: ")
    assert more.xpath("a/@href") == ["/api/v1/stories/1"]


@pytest.mark.usefixtures("four_tell")
def test_what_became_of_a_correction_and_what_is_settled_is_told(client: TestClient) -> None:
    for outlet in ("Beta", "Delta"):
        explosion.take_in(outlet, "nine", *([explosion.QUOTE] if outlet == "Beta" else []))
    page = html.fromstring(client.get("/stories/1").content)
    (before,) = page.xpath("//summary[.='1 matter told differently before, settled since']/..")
    claims = [" ".join(claim.text_content().split()) for claim in before.xpath(".//dt")]
    assert [claim.split(" ")[:2] for claim in claims if "until" in claim] == [
        [outlet, "seven"] for outlet in ("Alpha", "Beta", "Delta")
    ]
    shown = " ".join(page.text_content().split())
    assert "the revision settled" in shown
    assert "others are watched until" not in shown


@pytest.mark.usefixtures("quick_store")
def test_who_quotes_and_who_prints_without_marks_stand_apart(client: TestClient) -> None:
    said = explosion.QUOTE.partition("\u201d")[0].strip("\u201c,")
    for outlet, words in (("Alpha", explosion.QUOTE), ("Beta", f"{said}."), ("Gamma", explosion.QUOTE)):
        explosion.take_in(outlet, "seven", words)
    page = html.fromstring(client.get("/stories/1").content)
    (told,) = page.xpath("//h2[.='Told differently']/following-sibling::ul[1]/li")
    sides = [" ".join(side.text_content().split()) for side in told.xpath(".//dt")]
    assert sides == ["Alpha, Gamma in quotation marks", "Beta without quotation marks"]


@pytest.mark.usefixtures("quick_store")
def test_a_speaker_is_told_where_an_outlet_has_another(client: TestClient) -> None:
    told = {"Alpha": "said Ana Petrova", "Beta": "said Ms Petrova", "Gamma": "said the baker Ivan Kolev"}
    for outlet, said in told.items():
        explosion.take_in(outlet, "seven", explosion.QUOTE.replace("said Ana Petrova", said))
    shown = " ".join(html.fromstring(client.get("/stories/1").content).text_content().split())
    assert "Beta given to" not in shown
    assert "Gamma given to baker Ivan Kolev" in shown.replace("the baker", "baker")


@pytest.mark.usefixtures("four_tell")
def test_of_a_correction_that_is_taken_back_nobody_carries_the_old_words(client: TestClient) -> None:
    explosion.take_in("Alpha", "seven", explosion.QUOTE)
    shown = " ".join(html.fromstring(client.get("/stories/1").content).text_content().split())
    assert "the revision itself taken back" in shown
    assert "still carries the old words" not in shown


@pytest.mark.usefixtures("four_tell")
def test_of_an_alert_is_told_who_wanted_it_and_who_went_back(client: TestClient) -> None:
    explosion.take_in("Beta", "nine", explosion.QUOTE)
    explosion.take_in("Beta", "seven", explosion.QUOTE)
    explosion.after_grace()
    shown = " ".join(html.fromstring(client.get("/stories/1").content).text_content().split())
    assert "no endpoint wanted an alert" in shown
    assert "Beta carries the old words again, having given them up after 0 minutes" in shown
    assert "Delta still carries the old words" in shown


@pytest.mark.usefixtures("four_tell")
def test_who_comes_late_with_the_old_words_is_told_so(client: TestClient) -> None:
    explosion.come_late("Epsilon", "seven")
    shown = " ".join(html.fromstring(client.get("/stories/1").content).text_content().split())
    assert "Epsilon came later with the old words" in shown
    assert "Delta still carries the old words" in shown


@pytest.mark.usefixtures("nine_tell")
def test_long_lists_are_folded_and_hold_all_the_same(client: TestClient) -> None:
    folded = html.fromstring(client.get("/stories/1").content)
    (listed,) = folded.xpath("//details[.//ul[@aria-label='Articles']]")
    assert listed.findtext("summary").startswith("9 articles by Alpha, Beta, Gamma, Delta, Epsilon")
    assert len(listed.xpath(".//li")) == 9
    (more,) = folded.xpath("//summary[.='4 more articles']/..")
    assert len(more.xpath("./dl/div")) == 4
    pairs = folded.xpath("//details[@class='pair']")
    assert [pair.get("open") is not None for pair in pairs] == [True, False, False]
    assert folded.xpath("//summary[.='33 further pairs']")


@pytest.mark.usefixtures("nine_tell")
def test_of_many_who_carry_copy_or_say_the_same_some_are_shown(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "MOST_NAMED", 3)
    page = html.fromstring(client.get("/stories/1").content)
    (shown, folded) = page.xpath("//table[@class='shares']")[:2]
    assert (len(shown.xpath("tbody/tr")), len(folded.xpath("tbody/tr"))) == (8, 1)
    assert page.xpath("//summary[.='1 more article']/../table[@class='shares']")
    text = " ".join(page.text_content().split())
    assert "9 articles by Alpha, Beta, Gamma and 6 others" in text
    assert "and 4 others seven" in text
    assert "36 comparisons" in text


@pytest.mark.usefixtures("four_tell")
def test_a_trace_tells_who_has_another_figure(client: TestClient) -> None:
    page = html.fromstring(client.get("/stories/1/trace?words=killed+seven+people").content)
    shown = " ".join(page.text_content().split())
    assert "Gamma says them otherwise" in shown
    assert "Now in Beta, Delta Told otherwise now in Alpha, Gamma" in shown


@pytest.mark.usefixtures("four_tell")
def test_a_comparison_that_is_out_of_date_leads_to_the_newest(client: TestClient) -> None:
    found = client.get("/api/v1/changes?kind=divergence").json()["changes"]
    pairs = [(change["id"], {change["article"]["id"], change["other"]["id"]}) for change in found]
    (newest, pair), *others = pairs
    (old,) = [number for number, other in others if other == pair]
    told = html.fromstring(client.get(f"/changes/{old}").content)
    assert told.xpath("//a[.='as they compare now']/@href") == [f"/changes/{newest}"]
    assert not html.fromstring(client.get(f"/changes/{newest}").content).xpath("//a[.='as they compare now']")


def test_names_in_a_row() -> None:
    assert render.listed(["A", "B"]) == "A, B"
    assert render.listed([*"ABCDEFGHI"]) == "A, B, C, D, E, F, G, H, I"
    assert render.listed([*"ABCDEFGHIJ"]) == "A, B, C, D, E, F, G, H and 2 others"
