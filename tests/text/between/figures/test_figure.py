from worker.text.between.figures import figure as figures

from ....rows import each_row


@each_row(
    ("sentence", "expected"),
    [
        (
            "Moscow said the attacks killed three of its servicemen and wounded four more, and damaged two warplanes.",
            [("killed", 3), ("injured", 4), ("warplanes damaged", 2)],
        ),
        (
            "Two people were hurt by a blast, while three are said to have died and five have been injured.",
            [("injured", 2), ("killed", 3), ("injured", 5)],
        ),
        (
            "Reports say two Tu-95 bombers, nicknamed Bears, which can carry nuclear weapons, were destroyed.",
            [("warplanes destroyed", 2)],
        ),
        ("It has been reported that 14 Tu-95s flew out of Engels-2.", [("warplanes", 14)]),
        ("The raid on the base destroyed three fighter jets.", [("warplanes destroyed", 3)]),
        ("Hail damaged 40 planes at the airport, the air force said.", [("aircraft damaged", 40)]),
        ("Three gunmen killed 12 people.", [("killed", 12)]),
        ("There a pharmacist of 52, thought to be the head of it, was arrested.", []),
        ("A man of 27 died under the poles.", []),
        ("In February two climbers aged 26 and 31 died nearby.", []),
        ("At least 12 people, including a child, were killed and 30 injured.", [("killed", 12), ("injured", 30)]),
        ("The death toll has risen to 45.", [("killed", 45)]),
        ("The storm left nine dead and sixteen missing.", [("killed", 9), ("missing", 16)]),
        ("Some 300 people were killed or injured.", [("killed or injured", 300)]),
        ("Police arrested 14 protesters.", [("arrested", 14)]),
        ("It shot down 12 drones.", [("drones shot down", 12)]),
        ("Prices rose by 2.5% to \u00a33bn.", [("per cent", 2.5), ("pounds", 3_000_000_000)]),
        ("The quake destroyed or damaged about 1,500 buildings.", [("buildings destroyed or damaged", 1500)]),
        ("Rescuers searched for the three missing yachts.", [("yachts missing", 3)]),
        ("The storm left two yachts missing.", [("yachts missing", 2)]),
        ("In the attack 24 people were hurt and the 2 bombers killed.", [("injured", 24), ("killed", 2)]),
        ("The officers saved at least 30 lives.", [("rescued", 30)]),
        ("The crash cost 30 lives.", [("killed", 30)]),
        ("Six of its seamen were wounded.", [("injured", 6)]),
        ("Only 14 bodies had been identified by Friday.", [("identified", 14)]),
        ("Rescuers found 14 bodies.", [("killed", 14)]),
        ("Police said 76 remain hospitalised.", [("still in hospital", 76)]),
        ("The tram driver, 42, from Sorel, has been arrested.", []),
        ("A woman, 42, of Lorne, was killed in the crash.", []),
        ("Of the victims, 42, mostly pupils, were injured.", [("injured", 42)]),
        ("Thousands fled.", []),
        ("He scored three.", []),
    ],
)
def test_a_figure_says_what_it_counts(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert [(figure.what, figure.value) for figure in figures.find(sentence)] == expected


def test_a_figure_knows_its_sentence_and_clause() -> None:
    [first, second] = figures.find("Two people were hurt in the base, while three have died near Ryazan.", 7)
    assert (first.sentence, second.sentence) == (7, 7)
    assert "Ryazan" not in first.clause
    assert "Ryazan" in second.clause


def test_what_costs_as_much_is_worth_it_whatever_stands_before() -> None:
    [loan, resort] = figures.find("The bank gave a loan of $500 million towards a billion-dollar resort.")
    assert (loan.aspect, resort.aspect) == ("loan", "worth")


def test_a_share_of_the_gdp_is_no_growth() -> None:
    found = figures.find("The country spends 1.2 per cent of its GDP on defence; its GDP grew by 2.1 per cent.")
    assert [figure.aspect for figure in found] == [None, "growth"]
