from collections.abc import Callable
from typing import Any

import pytest

from tests.console import explosion


@pytest.mark.usefixtures("four_tell")
def test_the_terminal_tells_matters_corrections_quotations_and_omissions(stet: Callable[..., Any]) -> None:
    shown = " ".join(stet("story", "1").out.split())
    assert "killed: seven in Beta and Delta; nine in Gamma and Alpha" in shown
    assert "Beta still says so; Delta still says so; Gamma had it before; they have until" in shown
    assert "first in Alpha: A gas explosion destroyed" in shown
    assert "Quotations that several carry" in shown
    assert "altered" in shown
    assert "Left out by one alone" in shown


@pytest.mark.usefixtures("four_tell")
def test_of_a_correction_that_is_taken_back_nobody_still_says_so(stet: Callable[..., Any]) -> None:
    explosion.take_in("Alpha", "seven", explosion.QUOTE)
    shown = " ".join(stet("story", "1").out.split())
    assert "seven nine taken back 2" in shown
    assert "still says so" not in shown


@pytest.mark.usefixtures("four_tell")
def test_an_alert_that_nobody_wanted_is_not_said_to_be_raised(stet: Callable[..., Any]) -> None:
    explosion.after_grace()
    assert "no endpoint wanted an alert" in " ".join(stet("story", "1").out.split())


@pytest.mark.usefixtures("four_tell")
def test_an_alert_is_told_with_how_many_have_it_and_who_went_back_stands_out(stet: Callable[..., Any]) -> None:
    stet("endpoints", "add", "desk", "https://desk.test/hook")
    explosion.take_in("Beta", "nine", explosion.QUOTE)
    explosion.take_in("Beta", "seven", explosion.QUOTE)
    explosion.after_grace()
    shown = " ".join(stet("story", "1").out.split())
    assert "alert delivered to 0 of 1" in shown
    assert "Beta says so again, having given it up after 0 min; Delta still says so" in shown
    assert "to \u201cnine\u201d; still in Delta and again in Beta" in shown


@pytest.mark.usefixtures("four_tell")
def test_who_comes_late_with_the_old_words_is_told_so(stet: Callable[..., Any]) -> None:
    explosion.come_late("Epsilon", "seven")
    shown = " ".join(stet("story", "1").out.split())
    assert "Delta still says so; Epsilon came later and says so; Gamma had it" in shown


@pytest.mark.usefixtures("four_tell")
def test_who_has_another_figure_does_not_say_the_words(stet: Callable[..., Any]) -> None:
    shown = " ".join(stet("story", "1", "--trace", "killed seven people").out.split())
    assert "altered Gamma 1" in shown
    assert "now in: Beta, Delta told otherwise now in: Alpha, Gamma" in shown


@pytest.mark.usefixtures("quick_store")
def test_a_quotation_is_printed_once_for_those_who_have_it_whole(stet: Callable[..., Any]) -> None:
    cut = explosion.QUOTE.replace(" and then there was nothing but dust and silence", "")
    for outlet, quote in (("Alpha", cut), ("Beta", explosion.QUOTE), ("Gamma", explosion.QUOTE)):
        explosion.take_in(outlet, "seven", quote)
    shown = " ".join(stet("story", "1").out.split())
    assert "cut We heard the walls come down (Ana Petrova)" in shown
    assert "Beta - We heard the walls come down and then" in shown
    assert "Gamma - (the same)" in shown


@pytest.mark.usefixtures("quick_store")
def test_who_still_names_the_speaker_that_the_first_gave_up_is_told_with_it(stet: Callable[..., Any]) -> None:
    for outlet in ("Alpha", "Beta"):
        explosion.take_in(outlet, "seven", explosion.QUOTE)
    explosion.take_in("Alpha", "seven", explosion.QUOTE.replace("Ana Petrova", "Milan Iliev"))
    shown = " ".join(stet("story", "1").out.split())
    assert "(Milan Iliev); at first: given to Ana Petrova" in shown
    assert "dust and silence (Ana Petrova)" in shown
    assert "(the same)" not in shown


@pytest.mark.usefixtures("four_tell")
def test_a_comparison_that_is_out_of_date_names_the_newest(stet: Callable[..., Any]) -> None:
    newest, *others = stet("changes", "--kind", "divergence", "--json").document
    pair = {newest["article"]["id"], newest["other"]["id"]}
    (old,) = [one["id"] for one in others if {one["article"]["id"], one["other"]["id"]} == pair]
    assert f"change {newest['id']} is how they compare now" in stet("show", str(old)).out
    assert "compare now" not in stet("show", str(newest["id"])).out
