"""The quotations of a story: who had them first, how each carries them, and that repairs lose nothing of that."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from schemas.divergence import FindingKind
from schemas.outcome import Outcome, Stage
from schemas.story import QuoteCarrier, StoryQuote
from worker import clock
from worker.store import due, merge, repairs, stories
from worker.store.repairs import Reason
from worker.store.session import lock_stories, reading, writing
from worker.store.story_tables import QuoteCarrier as CarrierRow

from .calder_mill import Tell, telling

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]
PerformAll = Callable[..., list[Outcome]]
DAWN = datetime(2026, 3, 2, 5, tzinfo=UTC)
BY_HAND = Reason("ada", "another matter", by_hand=True)
SAID = "We knew in March that the sprinklers were broken and I signed the paper that let the mill stay open"
CUT = "We knew in March that the sprinklers were broken"
LEDE = "A fire tore through the Calder Mill flats in Harlow Bridge early on Thursday and killed nine people."
TAIL = "Two of the three exits of Calder Mill had been chained shut, a fire officer who was there first said."


def quoted(words: str) -> str:
    return f"\u201c{words},\u201d the former manager, Peter Hallam, said."


@pytest.fixture
def tell(take_in: TakeIn) -> Tell:
    return telling(take_in, at, head=(LEDE,), tail=(TAIL, "{} will have more."))


def at(hour: float) -> datetime:
    return DAWN + timedelta(hours=hour)


def the_quote(article: int) -> StoryQuote:
    with reading() as session:
        story = stories.story_of(session, article)
        assert story is not None
        (quote,) = stories.load(session, story).quotes
    return quote


def carrier(of: StoryQuote, outlet: str) -> QuoteCarrier:
    (found,) = (carrier for carrier in of.carriers if carrier.outlet == outlet)
    return found


def settle_debts(perform_all: PerformAll) -> None:
    with writing() as session:
        owed = due.sweep(session, clock.now() + due.NUDGE_PATIENCE * 2)
    perform_all(nudge for nudge in owed if nudge.stage is Stage.COMPARE)


def split(story_of: int, *moved: int) -> int:
    with writing() as session:
        lock_stories(session)
        story = stories.story_of(session, story_of)
        assert story is not None
        return repairs.split(session, story, moved, BY_HAND, now=clock.now()).into_story


def test_who_published_it_first_had_it_first_however_the_articles_came(tell: Tell) -> None:
    tell("Late", quoted(SAID), hour=6)
    early = tell("Early", quoted(SAID), hour=7, published=1)
    told = the_quote(early)
    assert [(one.outlet, one.at) for one in told.carriers] == [("Early", at(1)), ("Late", at(6))]
    assert told.speaker is not None
    assert "Hallam" in told.speaker


def test_a_day_without_an_hour_is_not_the_first_hour_of_it(tell: Tell) -> None:
    day = tell("Day", quoted(SAID), hour=8, published=-5)  # midnight
    tell("Hour", quoted(SAID), hour=7)
    assert [one.outlet for one in the_quote(day).carriers] == ["Hour", "Day"]


def test_what_was_edited_later_is_told_with_what_it_was_at_first(tell: Tell) -> None:
    tell("Courier", quoted(SAID), hour=0)
    tell("Ledger", quoted(SAID), hour=1)
    article = tell("Courier", quoted(SAID.replace("March", "May")), hour=9, published=0)
    told = the_quote(article)
    edited, other = carrier(told, "Courier"), carrier(told, "Ledger")
    assert (edited.at, edited.changed_at, edited.form) == (at(0), at(9), "altered")
    assert "in May" in edited.text
    assert edited.first_text == SAID
    assert (other.changed_at, other.first_text, other.form) == (None, None, "whole")


def test_words_that_were_edited_beyond_likeness_stay_one_quotation_for_whoever_takes_them(tell: Tell) -> None:
    edited = SAID.replace("in March", "last year").replace("broken and I signed", "failing before anyone else signed")
    edited = edited.replace("the paper that let the mill stay open", "the paper for the mill")
    tell("Courier", quoted(SAID), hour=0)
    tell("Ledger", quoted(SAID), hour=1)
    tell("Courier", quoted(edited), hour=9, published=0)
    article = tell("Metro", quoted(edited), hour=10)
    told = the_quote(article)
    assert [(one.outlet, one.form) for one in told.carriers] == [
        ("Courier", "altered"),
        ("Ledger", "whole"),
        ("Metro", "altered"),
    ]
    courier = carrier(told, "Courier")
    assert (courier.text, courier.first_text, courier.changed_at, courier.until) == (edited, SAID, at(9), None)


def test_another_statement_in_a_quotations_place_is_no_edit_of_it(tell: Tell) -> None:
    tell("Courier", quoted(SAID), hour=0)
    tell("Ledger", quoted(SAID), hour=1)
    other = "Nobody who lived there had been told what to do if the stairs were full of smoke"
    article = tell("Courier", quoted(other), hour=9, published=0)
    with reading() as session:
        quotes = stories.load(session, stories.story_of(session, article) or 0).quotes
    assert {quote.text: [one.until for one in quote.carriers] for quote in quotes} == {
        SAID: [at(9), None],
        other: [None],
    }


def test_who_gives_words_to_another_speaker_is_told_with_the_first(tell: Tell) -> None:
    by_lee = f"\u201c{SAID},\u201d the deputy manager, Ann Lee, said."
    tell("Courier", quoted(SAID), hour=0)
    tell("Ledger", quoted(SAID), hour=1)
    article = tell("Courier", by_lee, hour=9, published=0)
    found = carrier(the_quote(article), "Courier")
    assert ("Lee" in (found.speaker or ""), "Hallam" in (found.first_speaker or "")) == (True, True)
    assert (found.changed_at, found.first_text, found.form) == (at(9), None, "whole")
    assert carrier(the_quote(article), "Ledger").first_speaker is None
    tell("Courier", quoted(SAID), hour=10, published=0)
    back = carrier(the_quote(article), "Courier")
    assert (back.changed_at, back.first_speaker) == (at(10), None)


def test_who_was_named_before_the_first_was_kept_is_told_too_and_nobody_beside_a_guess(tell: Tell) -> None:
    tell("Courier", quoted(SAID), hour=0)
    tell("Ledger", quoted(SAID), hour=1)
    with writing() as session:
        session.execute(update(CarrierRow).values(first_speaker=None))
    article = tell("Courier", f"\u201c{SAID},\u201d the deputy manager, Ann Lee, said.", hour=9, published=0)
    assert "Hallam" in (carrier(the_quote(article), "Courier").first_speaker or "")
    with writing() as session:
        session.execute(update(CarrierRow).values(attribution="near"))
    assert carrier(the_quote(article), "Courier").first_speaker is None


def test_only_the_speaker_named_first_is_the_speaker(tell: Tell) -> None:
    tell("Courier", f"\u201c{SAID},\u201d he said.", hour=0)
    article = tell("Ledger", quoted(SAID), hour=1)
    assert "Hallam" in (the_quote(article).speaker or "")


def test_who_is_said_to_speak_comes_before_who_is_inferred(tell: Tell) -> None:
    tell("Courier", f"Ruth Amery met the tenants. \u201c{SAID}.\u201d", hour=0)
    article = tell("Ledger", quoted(SAID), hour=1)
    tell("Metro", f"\u201c{SAID},\u201d said Ann Lee.", hour=2)
    told = the_quote(article)
    assert ("Hallam" in (told.speaker or ""), told.attribution) == (True, "said")
    assert [one.attribution for one in told.carriers] == ["near", "said", "said"]


def test_parts_of_one_sentence_become_one_quotation_with_their_carriers(tell: Tell) -> None:
    tell("Courier", f"\u201c{CUT},\u201d the former manager, Peter Hallam, said.", hour=0)
    tell("Ledger", "Peter Hallam said that he \u201csigned the paper that let the mill stay open\u201d.", hour=1)
    both = f"\u201c{CUT},\u201d he said. Peter Hallam \u201csigned the paper that let the mill stay open\u201d."
    tell("Metro", both, hour=2)
    told = the_quote(tell("Herald", quoted(SAID), hour=3))
    assert (told.text, told.speaker) == (SAID, "Peter Hallam")
    assert [(one.outlet, one.at, one.form) for one in told.carriers] == [
        ("Courier", at(0), "cut"),
        ("Ledger", at(1), "cut"),
        ("Metro", at(2), "cut"),
        ("Herald", at(3), "whole"),
    ]
    assert carrier(told, "Metro").text == f"{CUT} \u2026 signed the paper that let the mill stay open"


def test_an_article_takes_along_since_when_and_how_it_carried_a_quotation(tell: Tell, perform_all: PerformAll) -> None:
    tell("Ledger", quoted(SAID), hour=1)
    tell("Metro", quoted(CUT), hour=2)
    moved = tell("Courier", quoted(SAID), hour=0)
    for hour, said in ((3, SAID.replace("March", "May")), (5, "")):
        tell("Courier", *([quoted(said)] if said else []), hour=hour, published=0)
    before = carrier(the_quote(moved), "Courier")
    assert (before.at, before.changed_at, before.until) == (at(0), at(3), at(5))
    split(moved, moved)
    settle_debts(perform_all)
    assert carrier(the_quote(moved), "Courier").model_dump(exclude={"form"}) == before.model_dump(exclude={"form"})


def test_merging_by_hand_brings_the_quotations_together_with_their_times(tell: Tell, perform_all: PerformAll) -> None:
    courier = tell("Courier", quoted(SAID), hour=0)
    metro = tell("Metro", quoted(CUT), hour=2)
    ledger = tell("Ledger", quoted(SAID), hour=4)
    told = the_quote(courier)
    apart = split(courier, courier, metro)
    settle_debts(perform_all)
    assert [one.outlet for one in the_quote(metro).carriers] == ["Courier", "Metro"]
    with writing() as session:
        lock_stories(session)
        stay = stories.story_of(session, ledger)
        assert stay is not None
        repairs.merge(session, stay, apart, BY_HAND, now=clock.now())
    settle_debts(perform_all)
    assert the_quote(ledger).carriers == told.carriers


def test_those_who_stay_are_measured_by_the_longest_form_among_them(tell: Tell, perform_all: PerformAll) -> None:
    stays = tell("Metro", quoted(CUT), hour=2)
    tell("Sun", quoted(CUT), hour=3)
    whole = tell("Courier", quoted(SAID), hour=0)
    assert {one.form for one in the_quote(stays).carriers} == {"whole", "cut"}
    split(whole, whole)
    settle_debts(perform_all)
    assert {one.form for one in the_quote(stays).carriers} == {"whole"}


def test_who_leaves_does_not_change_what_a_quotation_is_known_by(tell: Tell, perform_all: PerformAll) -> None:
    courier = tell("Courier", quoted(SAID), hour=0)
    tell("Ledger", quoted(SAID), hour=1)
    metro = tell("Metro", quoted(CUT), hour=2)
    tell("Courier", quoted(SAID.replace("March", "May")), hour=3, published=0)
    split(metro, metro)
    settle_debts(perform_all)
    assert the_quote(courier).text == SAID
    assert carrier(the_quote(courier), "Courier").form == "altered"


def test_words_without_marks_are_dated_from_the_first_version_that_printed_them(tell: Tell) -> None:
    plain = f"{SAID}, the former manager, Peter Hallam, said."
    tell("Herald", plain, hour=1)
    tell("Herald", plain, "The search of the upper floors went on.", hour=3, published=1)
    tell("Metro", quoted(CUT), hour=4)
    article = tell("Courier", quoted(SAID), hour=5)
    herald = carrier(the_quote(article), "Herald")
    assert (herald.form, herald.at, herald.changed_at) == ("unmarked", at(1), None)
    assert herald.text == SAID


def test_twins_carried_it_since_the_earlier_of_the_two(tell: Tell) -> None:
    tell("Ledger", quoted(SAID), hour=1)
    kept = tell("Courier", quoted(SAID), hour=4)
    gone = tell("Twin", quoted(SAID), hour=2)
    with writing() as session:
        merge.merge(session, kept, gone, why="a test", now=clock.now())
    assert [(one.outlet, one.at) for one in the_quote(kept).carriers] == [("Ledger", at(1)), ("Courier", at(2))]


def test_two_quotations_by_one_speaker_are_two_matters_though_an_outlet_runs_them_together(
    tell: Tell,
) -> None:
    other = "Nobody from the council came to look at the exits until the night it burned"
    courier = tell("Courier", quoted(SAID), quoted(other), hour=0)
    tell("Herald", quoted(f"{SAID}. {other}"), hour=1)
    tell("Metro", quoted(other.replace("came to", "was ever sent to")), hour=2)
    tell("Ledger", quoted(SAID.replace("signed", "burned")), hour=3)
    with reading() as session:
        story = stories.story_of(session, courier)
        assert story is not None
        found = [one for one in stories.load(session, story).findings if one.kind is FindingKind.QUOTE]
    words = [{claim.says.split()[0] for claim in one.claims} for one in found]
    assert sorted(words, key=str) == [{"Nobody"}, {"We"}]
    assert all({"Courier", "Herald"} <= {claim.outlet for claim in one.claims} for one in found)


def test_a_quotation_that_was_altered_is_shown_with_all_of_its_sentences(tell: Tell) -> None:
    one = "We found the doors chained from the outside, and that is something the police will have to explain"
    courier = tell("Courier", quoted(one), hour=0)
    tell("Herald", quoted(one.replace(", and that", ". That").replace("will have to", "must")), hour=1)
    with reading() as session:
        (found,) = stories.load(session, stories.story_of(session, courier) or 0).findings
    altered = next(claim for claim in found.claims if claim.outlet == "Herald")
    assert "doors chained from the outside. That is something the police must explain" in altered.sentence


def test_words_repeated_in_the_quotation_of_another_are_carried_as_their_speakers(tell: Tell) -> None:
    told = f"Doctor Ian Pohl told the crowd: \u201cPeter Hallam said, \u2018{SAID}\u2019, and I believe him.\u201d"
    tell("Nest", told, hour=0)
    tell("Courier", quoted(SAID.replace("paper", "letter")), hour=1)
    article = tell("Herald", quoted(SAID), hour=2)
    with reading() as session:
        number = stories.story_of(session, article)
        assert number is not None
        story = stories.load(session, number)
    carried = {quote.speaker: quote for quote in story.quotes}
    assert {*carried} == {"Peter Hallam", "Doctor Ian Pohl"}
    straight = carried["Peter Hallam"]
    assert straight.text == SAID
    assert {one.outlet: one.form for one in straight.carriers} == {
        "Nest": "whole",
        "Courier": "altered",
        "Herald": "whole",
    }
    assert [one.outlet for one in carried["Doctor Ian Pohl"].carriers] == ["Nest"]
    assert [finding.kind for finding in story.findings] == [FindingKind.QUOTE]
