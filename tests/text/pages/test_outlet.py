import pytest
from lxml.html import document_fromstring

from worker.text.pages import outlet


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("Los Angeles Times", "latimes"),
        ("The Wall Street Journal", "wsj"),
        ("The Jerusalem Post", "jpost"),
        ("Houston Chronicle", "chron"),
        ("The Sun", "thesun"),
        ("PanARMENIAN.Net", "panarmenian"),
        ("The GiveWell Blog", "givewell"),
    ],
)
def test_names_that_an_address_agrees_with(name: str, site: str) -> None:
    assert outlet.agrees(name, site)


@pytest.mark.parametrize(("name", "site"), [("Associated Press", "sfgate"), ("Blogger", "linknaija"), ("AP", "chron")])
def test_names_that_it_does_not(name: str, site: str) -> None:
    assert not outlet.agrees(name, site)


def named(url: str, publisher: str | None = None, title: str = "Mayor resigns", **meta: str) -> str | None:
    tree = document_fromstring(f"<html><head><title>{title}</title></head><body><p>x</p></body></html>")
    told = {key.replace("__", ":"): [content] for key, content in meta.items()}
    return outlet.name(publisher, told, tree, url)


def test_an_agency_is_not_the_outlet_that_prints_it() -> None:
    assert named("https://www.sfgate.com/a", "Associated Press", og__site_name="SFGate") == "SFGate"
    assert named("https://www.ctpost.com/a", "Associated Press", og__site_name="Connecticut Post") == "Connecticut Post"
    assert named("https://www.reuters.com/a", "Reuters") == "Reuters"
    assert named("https://harbour.example/a", "Associated Press") == "Associated Press"


def test_what_is_told_first_stands_where_no_name_agrees() -> None:
    assert named("https://harbour.example/a", "Dockside Weekly", og__site_name="DW Online") == "Dockside Weekly"
    assert named("https://harbour.example/a", "Harbour Post | News", og__site_name="x") == "Harbour Post"
    assert named("https://harbour.example/a", "https://harbour.example", og__site_name="Dockside") == "Dockside"


def test_the_title_ends_with_it() -> None:
    assert named("https://harbour.example/a", title="Mayor resigns - The Harbour") == "The Harbour"
    assert named("https://pier.example/a", title="Mayor resigns | The Daily Tide") == "The Daily Tide"
    assert named("https://pier.example/a", title="Mayor resigns - but why") is None
    assert named("https://harbour.example/a", title="Bridge - harbour master resigns over letters") is None


def test_an_account_is_taken_where_nothing_else_is_told() -> None:
    assert named("https://harbour.example/a", twitter__site="@harbourpost") == "harbourpost"
    assert named("https://harbour.example/a", "@harbourpost", twitter__site="@other") == "@harbourpost"
    assert named("https://harbour.example/a", twitter__site="@other") is None


def test_without_an_address() -> None:
    tree = document_fromstring("<html><body><p>x</p></body></html>")
    assert outlet.name("Dockside Weekly", {}, tree, None) == "Dockside Weekly"
    assert outlet.name(None, {}, tree, None) is None
