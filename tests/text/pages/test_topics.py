from worker.text.pages import topics


def test_sections_that_are_places_of_the_site_are_none() -> None:
    assert topics.section(["Front Page", "Homepage", "Politics"], None) == "Politics"
    assert topics.section(["post", None, "harbour.example"], None) is None
    assert topics.section(["Harbour Post", "Local"], "Harbour Post") == "Local"


def test_of_several_sections_the_first() -> None:
    assert topics.section(["Opinion,Reported Opinion"], None) == "Opinion"
    assert topics.section(["Waste, Fraud & Abuse"], None) == "Waste, Fraud & Abuse"
    assert topics.section(["News - News"], None) == "News"
    assert topics.section(["Blog - News"], None) == "Blog - News"
    assert topics.section([", ".join(["Stock Car"] * 20)], None) == "Stock Car"


def test_codes_are_no_keywords() -> None:
    told = [
        "autoplay_video",
        "_no-apple-news",
        "/article",
        "RSBI:HUMAN-RIGHTS",
        "FRAUD1",
        "REUTERS-LEGAL",
        "NATO",
        "G7 summit",
    ]
    assert topics.keywords(told, None) == ("NATO", "G7 summit")
    assert topics.keywords(["MTPIX", "CIV", "CLJ", "CRIM", "GEN", "HRGT", "Vote"], None) == ("Vote",)
    assert topics.keywords(["NASA", "ESA", "ISS"], None) == ("NASA", "ESA", "ISS")


def test_each_once_and_not_the_title() -> None:
    assert topics.keywords(["Bridge, bridge,Mayor", "Mayor resigns"], "Mayor Resigns") == ("Bridge", "Mayor")
    assert topics.keywords(["bridge; mayor; ferry"], None) == ("bridge", "mayor", "ferry")
    assert topics.keywords(["PG&amp;E", '"quoted"', "#tagged"], None) == ("PG&E", "quoted", "tagged")


def test_of_named_values_the_subjects() -> None:
    told = ["Day: Friday", "WC: 0-999", "Subject: Politics", "Language: English"]
    assert topics.keywords(told, None) == ("Politics",)
    assert topics.keywords(["Star Wars: Andor", "Disney"], None) == ("Star Wars: Andor", "Disney")


def test_a_letter_before_each_is_left_out() -> None:
    assert topics.keywords(["b Labor", "b Joni Ernst", "b Usda"], None) == ("Labor", "Joni Ernst", "Usda")
    assert topics.keywords(["a cappella", "b movies", "choirs"], None) == ("a cappella", "b movies", "choirs")
    assert topics.keywords(["trade war", "Trade deal", "China"], None) == ("trade war", "Trade deal", "China")
