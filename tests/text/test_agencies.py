from worker.text.agencies import agency_in, credited, signed

from ..rows import each_row


@each_row(
    ("line", "agency"),
    [
        ("© Reuters", "Reuters"),
        ("REUTERS", "Reuters"),
        ("(c) 2026 Thomson Reuters", "Reuters"),
        ("Copyright 2026 The Associated Press. All rights reserved.", "Associated Press"),
        ("AP", "Associated Press"),
        ("dpa/AFP", "dpa"),
        ("© Riproduzione riservata ANSA", "ANSA"),
        ("Agence France-Presse", "AFP"),
        ("Reuters reporters", None),
        ("AP Photo", None),
        ("Pa", "PA"),
        ("Papa", None),
        ("© 2026", None),
        ("", None),
    ],
)
def test_a_line_credits_an_agency_where_it_holds_nothing_else(line: str, agency: str | None) -> None:
    assert credited(line) == agency


@each_row(
    ("line", "agency"),
    [
        ("Nobody was hurt, police said. (dpa)", "dpa"),
        ("“Nobody was hurt.” © Reuters", "Reuters"),
        ("Nobody was hurt. AP", "Associated Press"),
        ("Nobody was hurt, he told Reuters", None),
        ("The firefighters on Monday. (Picture: AP)", None),
        ("Reuters", None),
    ],
)
def test_a_line_is_signed_behind_its_last_sentence(line: str, agency: str | None) -> None:
    assert signed(line) == agency


def test_within_a_text_a_short_name_may_be_anybodys() -> None:
    assert agency_in("The mayor told AFP that she would stay.") == "AFP"
    assert agency_in("LONDON (AP) - The mayor will stay.") == "Associated Press"
    assert agency_in("The AP course in history is popular in PA schools.") is None
