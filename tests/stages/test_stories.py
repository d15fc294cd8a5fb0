"""A story that many tell: the matrix, its quotations and its findings, on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.alert import Rule
from schemas.change import ChangeKind
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.story import Story
from worker.clock import now
from worker.stages import contrast
from worker.stages.ingest import receive
from worker.store import alerts, changes, due, repairs, stories
from worker.store.changes import ChangeQuery
from worker.store.repairs import Reason
from worker.store.session import reading, writing
from worker.store.story_tables import Telling

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]
LEDE = "A gas explosion destroyed a block of flats in the harbour district of Varna early on Tuesday, the mayor said."
TOLL = "The explosion in Varna killed seven people and injured {injured} others, the fire service said."
QUOTE = "We heard the walls come down and then there was nothing but dust and silence in the whole street"
TAIL = "Rescue workers with dogs were searching the rubble of the harbour block for two residents who are missing."


def told(outlet: str, injured: str = "12", **more: str) -> dict[str, str]:
    """A request for one outlet's article on the explosion."""
    quote = more.pop("quote", f"\u201c{QUOTE},\u201d said Ana Petrova, a neighbour.")
    text = "\n\n".join(
        part for part in (LEDE, TOLL.format(injured=injured), quote, TAIL, f"{outlet} has more.") if part
    )
    request = {"text": text, "title": "Gas explosion in Varna destroys a block of flats", "outlet": outlet}
    return request | {"url": f"https://{outlet.lower()}.example/varna", "published": "2026-03-02T08:00:00Z"} | more


def the_story() -> Story:
    with reading() as session:
        (summary,) = stories.newest(session)
        return stories.load(session, summary.id)


def divergence_alerts(ended: list[Outcome]) -> int:
    """How many alerts were owed an endpoint."""
    return sum(one.stage is Stage.ALERT and one.ending is Ending.DONE for one in ended)


@pytest.fixture
def desk(store: Path) -> None:  # noqa: ARG001 - made first
    with writing() as session:
        rule = Rule(kinds=(ChangeKind.DIVERGENCE,))
        alerts.add_endpoint(
            session, name="desk", url="https://desk.example/", secret="whsec_eA==", rule=rule, now=now()
        )


def test_every_two_outlets_have_a_cell_and_a_new_version_costs_one_row_of_them(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma", "Delta"):
        take_in(**told(outlet))
    story = the_story()
    assert len(story.matrix) == 6
    assert {cell.same for cell in story.matrix} == {4}
    assert {frozenset((cell.a, cell.b)) for cell in story.matrix} == {
        frozenset((one.id, other.id)) for one in story.articles for other in story.articles if one.id < other.id
    }
    before = {cell.change for cell in story.matrix}
    take_in(**told("Beta", injured="15"))
    after = {cell.change for cell in the_story().matrix}
    assert len(after) == 6
    assert len(after - before) == 3


def test_work_is_bounded_for_each_task_and_goes_on_where_it_stopped(
    take_in: TakeIn, perform_one: Callable[[Nudge], Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    for outlet in ("Alpha", "Beta", "Gamma", "Delta"):
        take_in(**told(outlet))
    monkeypatch.setattr(contrast, "AT_ONCE", 2)
    (waiting,) = receive(IngestRequest.model_validate(told("Epsilon"))).next
    contrasts = []
    while waiting:
        ended = perform_one(waiting)
        contrasts += [ended] if ended.stage is Stage.CONTRAST else []
        (waiting, *_) = [*(one for one in ended.next if one.stage is not Stage.ALERT), None]
    assert [one.detail.split(",")[0] for one in contrasts] == ["2 comparisons", "2 comparisons"]
    assert len(the_story().matrix) == 10


def test_what_came_twice_late_or_at_once_makes_the_same_matrix(
    perform_one: Callable[[Nudge], Outcome], perform_all: Callable[..., list[Outcome]]
) -> None:
    waiting = []
    for outlet in ("Alpha", "Beta", "Gamma"):  # all are compared before any is contrasted
        (admit,) = receive(IngestRequest.model_validate(told(outlet))).next
        (read,) = perform_one(admit).next
        (compare,) = perform_one(read).next
        waiting += perform_one(compare).next
    perform_all([*reversed(waiting), *waiting])
    assert len(the_story().matrix) == 3
    with reading() as session:
        assert len(changes.find(session, ChangeQuery(kind=ChangeKind.DIVERGENCE))) == 3


def test_a_conflict_told_by_many_is_one_finding_that_says_who_says_what(take_in: TakeIn) -> None:
    for outlet, injured in (("Alpha", "12"), ("Beta", "15"), ("Gamma", "15"), ("Delta", "12"), ("Epsilon", "15")):
        take_in(**told(outlet, injured=injured))
    (finding,) = the_story().findings
    assert (finding.kind, finding.what, finding.settled_at) == ("figure", "injured", None)
    assert finding.summary == "injured: 12 in Alpha and Delta; 15 in Beta, Gamma and Epsilon"
    assert {claim.outlet for claim in finding.claims} == {"Alpha", "Beta", "Gamma", "Delta", "Epsilon"}
    assert all(f"injured {claim.says} others" in claim.sentence for claim in finding.claims)


@pytest.mark.usefixtures("desk")
def test_a_conflict_is_alerted_once_and_again_only_when_somebody_says_something_new(take_in: TakeIn) -> None:
    sent = [
        divergence_alerts(take_in(**told(outlet, injured=injured)))
        for outlet, injured in (("Alpha", "12"), ("Beta", "15"), ("Gamma", "15"), ("Delta", "12"), ("Epsilon", "40"))
    ]
    assert sent == [0, 1, 0, 0, 1]
    assert divergence_alerts(take_in(**told("Alpha", injured="12", title="Varna explosion: what is known"))) == 0


def test_an_endpoint_for_one_outlet_is_told_when_that_outlet_takes_a_side(take_in: TakeIn) -> None:
    with writing() as session:
        rule = Rule(kinds=(ChangeKind.DIVERGENCE,), outlets=("Gamma",))
        alerts.add_endpoint(session, name="g", url="https://g.example/", secret="whsec_eA==", rule=rule, now=now())
    sent = [
        divergence_alerts(take_in(**told(outlet, injured=injured)))
        for outlet, injured in (("Alpha", "12"), ("Beta", "15"), ("Gamma", "15"), ("Delta", "12"))
    ]
    assert sent == [0, 0, 1, 0]


def test_the_alert_says_who_in_the_story_says_what(take_in: TakeIn, desk: None) -> None:  # noqa: ARG001 - wanted first
    for outlet, injured in (("Alpha", "12"), ("Beta", "15")):
        take_in(**told(outlet, injured=injured))
    with reading() as session:
        (delivery,) = alerts.deliveries(session)
        body = alerts.envelope(session, delivery.id, now()).body
    assert '"says":{"12":["Alpha"],"15":["Beta"]}' in body


@pytest.mark.usefixtures("desk")
def test_outlets_that_word_the_same_facts_in_their_own_way_wake_nobody(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    ended = take_in(**told("Beta", quote="Neighbours spoke of dust and silence after the walls had come down."))
    assert divergence_alerts(ended) == 0
    assert all(cell.significance < 0.5 for cell in the_story().matrix)


def test_a_correction_ends_the_claim_and_settles_the_finding(take_in: TakeIn) -> None:
    take_in(**told("Alpha", injured="12"))
    take_in(**told("Beta", injured="15"))
    take_in(**told("Beta", injured="12"))
    (finding,) = the_story().findings
    assert finding.settled_at is not None
    ended = {claim.says: claim.until is not None for claim in finding.claims}
    assert ended == {"12": False, "15": True}
    take_in(**told("Alpha", injured="19"))
    (open_now,) = [one for one in the_story().findings if one.settled_at is None]
    assert {(claim.outlet, claim.says) for claim in open_now.claims if claim.until is None} == {
        ("Beta", "12"),
        ("Alpha", "19"),
    }


def test_a_quotation_has_one_identity_in_whole_cut_altered_and_without_marks(take_in: TakeIn) -> None:
    forms = {
        "Alpha": f"\u201c{QUOTE},\u201d said Ana Petrova, a neighbour.",
        "Beta": "A neighbour said there was \u2018nothing but dust and silence in the whole street\u2019.",
        "Gamma": f"Ms Petrova told us: \u201c{QUOTE.replace('silence', 'screams')}.\u201d",
        "Delta": f"{QUOTE}.",
    }
    for outlet, quote in forms.items():
        take_in(**told(outlet, quote=quote))
    (quote,) = the_story().quotes
    assert (quote.text, quote.speaker) == (QUOTE, "Ana Petrova")
    assert [(carrier.outlet, carrier.form) for carrier in quote.carriers] == [
        ("Alpha", "whole"),
        ("Beta", "cut"),
        ("Gamma", "altered"),
        ("Delta", "unmarked"),
    ]


def test_who_quotes_words_and_who_prints_them_as_its_own_are_told_apart(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(**told(outlet, quote=f"{QUOTE}." if outlet == "Beta" else f"\u201c{QUOTE},\u201d said Ana Petrova."))
    (finding,) = the_story().findings
    assert finding.summary == (
        "Ana Petrova: 'We heard the walls come down and then there was nothing but \u2026' "
        "in quotation marks in Alpha and Gamma, without them in Beta"
    )
    says = {claim.outlet: claim.says for claim in finding.claims}
    assert says == {"Alpha": f"\u201c{QUOTE}\u201d", "Beta": QUOTE, "Gamma": f"\u201c{QUOTE}\u201d"}


def test_the_longest_form_stands_for_a_quotation_whoever_came_first(take_in: TakeIn) -> None:
    take_in(**told("Beta", quote="A neighbour spoke of \u201cnothing but dust and silence in the whole street\u201d."))
    take_in(**told("Alpha"))
    (quote,) = the_story().quotes
    assert quote.text.startswith("We heard the walls")
    assert [(carrier.outlet, carrier.form) for carrier in quote.carriers] == [("Beta", "cut"), ("Alpha", "whole")]


def test_a_quotation_that_is_taken_out_ends_and_may_come_back(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    take_in(**told("Beta"))
    take_in(**told("Beta", quote=""))
    carriers = {carrier.outlet: carrier.until for carrier in the_story().quotes[0].carriers}
    assert carriers["Alpha"] is None
    assert carriers["Beta"] is not None
    take_in(**told("Beta"))
    assert [carrier.until for carrier in the_story().quotes[0].carriers] == [None, None]


def test_what_all_say_but_one_is_named_with_the_one(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma", "Delta"):
        take_in(
            **told(outlet, quote="" if outlet == "Gamma" else f"\u201c{QUOTE},\u201d said Ana Petrova, a neighbour.")
        )
    (omission,) = the_story().omissions
    assert omission.outlet == "Gamma"
    assert QUOTE in omission.sentence


def test_what_the_first_alone_leaves_out_is_named_too(take_in: TakeIn) -> None:
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(
            **told(outlet, quote="" if outlet == "Alpha" else f"\u201c{QUOTE},\u201d said Ana Petrova, a neighbour.")
        )
    assert [omission.outlet for omission in the_story().omissions] == ["Alpha"]


def test_an_outlet_with_two_articles_in_the_story_hides_no_omission(take_in: TakeIn) -> None:
    quote = f"\u201c{QUOTE},\u201d said Ana Petrova, a neighbour."
    for outlet in ("Alpha", "Beta", "Gamma"):
        take_in(**told(outlet, quote="" if outlet == "Gamma" else quote))
    second = told("Alpha", quote=quote)
    take_in(**{**second, "url": f"{second['url']}-2"})
    assert [omission.outlet for omission in the_story().omissions] == ["Gamma"]


def test_what_is_known_of_a_story_follows_the_articles_that_are_moved(
    take_in: TakeIn, perform_all: Callable[..., list[Outcome]]
) -> None:
    quote = f"\u201c{QUOTE},\u201d said Ana Petrova, a neighbour."
    take_in(**told("Alpha", quote=quote))
    take_in(**told("Beta", injured="15", quote=quote))
    whole = the_story()
    assert whole.findings
    moved = next(article.id for article in whole.articles if article.outlet == "Beta")
    reason = Reason("ada", "", by_hand=True)

    def settled(story_id: int) -> Story:
        with writing() as session:
            owed = due.sweep(session, now() + due.NUDGE_PATIENCE * 2)
        perform_all(nudge for nudge in owed if nudge.stage is Stage.COMPARE)
        with reading() as session:
            return stories.load(session, story_id)

    with writing() as session:
        apart = repairs.split(session, whole.id, [moved], reason, now=now()).into_story
    left = settled(whole.id)
    assert (left.matrix, left.divergences) == ((), ())
    assert [len(quote.carriers) for quote in left.quotes] == [1]
    assert all(finding.settled_at for finding in left.findings)
    assert [len(quote.carriers) for quote in settled(apart).quotes] == [1]
    with writing() as session:
        repairs.merge(session, whole.id, apart, reason, now=now())
    again = settled(whole.id)
    assert len(again.matrix) == 1
    assert [len(quote.carriers) for quote in again.quotes] == [2]
    assert [finding.what for finding in again.findings if not finding.settled_at] == [
        finding.what for finding in whole.findings
    ]
    assert [line.id for line in again.divergences] == [line.id for line in whole.divergences]  # found once, kept once


def test_two_articles_of_one_outlet_are_not_held_against_each_other(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    take_in(**told("Alpha", url="https://alpha.example/varna-2"))
    assert the_story().matrix == ()
    with reading() as session:
        assert session.query(Telling).filter(Telling.next_at.is_not(None)).count() == 0


def test_a_story_is_called_what_its_first_article_is_called_now(take_in: TakeIn) -> None:
    title = "Seven dead in Varna gas explosion"
    take_in(**told("Alpha"))
    take_in(**told("Alpha", title=title))
    assert the_story().title == title


def test_an_outlet_that_dates_its_article_anew_moves_neither_title_nor_order(take_in: TakeIn) -> None:
    take_in(**told("Alpha"))
    take_in(**told("Beta", title="Blast in Varna: block of flats destroyed", published="2026-03-02T09:00:00Z"))
    before = the_story()
    take_in(**told("Alpha", injured="15", published="2026-03-02T15:00:00Z"))
    after = the_story()
    assert after.articles[0].published != before.articles[0].published
    assert (after.title, [one.outlet for one in after.articles]) == (before.title, ["Alpha", "Beta"])
