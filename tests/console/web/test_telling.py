import pytest
from lxml import html
from starlette.testclient import TestClient


@pytest.mark.usefixtures("four_tell")
def test_the_page_tells_what_all_outlets_of_a_story_say(client: TestClient) -> None:
    answer = client.get("/stories/1")
    assert answer.status_code == 200
    page = html.fromstring(answer.content)
    headings = [heading.text_content() for heading in page.iter("h2")]
    assert {"Told differently", "Corrections and who followed", "Quotations that several carry"} <= set(headings)
    assert len(page.xpath("//table[@class='matrix']/tbody/tr/td/a")) == 12
    (shares,) = page.xpath("//table[@class='shares']/tbody")
    assert shares.xpath("tr/th/a/text()") == ["Alpha", "Beta", "Gamma", "Delta"]
    shown = " ".join(page.text_content().split())
    assert "Alpha had it first; nobody names a source" in shown
    assert "Alpha took back" in shown
    assert shown.count("still carries the old words") == 2
