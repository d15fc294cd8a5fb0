from worker.text.pages.bylines import people

from ...rows import each_row


@each_row(
    ("byline", "names"),
    [
        ("By David Wilcock, Deputy Political Editor", ("David Wilcock",)),
        ("Written by Ann Lee and Bo Day", ("Ann Lee", "Bo Day")),
        ("Ann Lee; Bo Day & Cy Orr", ("Ann Lee", "Bo Day", "Cy Orr")),
        ("Martin Luther King, Jr.", ("Martin Luther King, Jr.",)),
        ("Reuters", ("Reuters",)),
        ("By Ann Lee, Bo Day and Cy Orr", ("Ann Lee", "Bo Day", "Cy Orr")),
        ("By ANN LEE and BO DAY, Associated Press", ("ANN LEE", "BO DAY", "Associated Press")),
        ("Ann Lee, Political Editor, and Bo Day, Chief Reporter", ("Ann Lee", "Bo Day")),
        ("Ann Lee in Paris and Bo Day in London", ("Ann Lee", "Bo Day")),
        ("Analysis by Ann Lee", ("Ann Lee",)),
        ("Ann Lee for the Harbour Post", ("Ann Lee",)),
        ("Ann Lee (Reuters)", ("Ann Lee",)),
        ("By Ann Lee | Published 7 December 2022", ("Ann Lee",)),
        ("By Ann Lee December 7, 2022", ("Ann Lee",)),
        ("Lee, Ann", ("Ann Lee",)),
        ("Meg James, Ludwig van Dam", ("Meg James", "Ludwig van Dam")),
        ("The Star and Herald", ("The Star and Herald",)),
        ("Von Anna Lehmann, Berlin", ("Anna Lehmann",)),
        ("Por Ana Lima e Jo\u00e3o Souza", ("Ana Lima", "Jo\u00e3o Souza")),
        ("Par Anne Leroy, envoy\u00e9e sp\u00e9ciale", ("Anne Leroy",)),
        ("Ann Lee Monday, November 18, 2019", ("Ann Lee",)),
        ("Ann Lee. Harbour International", ("Ann Lee", "Harbour International")),
        ("Ann B. Lee", ("Ann B. Lee",)),
        ("admin", ()),
        ("siteadmin", ()),
        ("https://facebook.example/ann", ()),
        ("NOVEMBER 20, 2019 10:43", ()),
        ("  ", ()),
    ],
)
def test_names(byline: str, names: tuple[str, ...]) -> None:
    assert people([byline]) == names


def test_each_once() -> None:
    assert people(["Ann Lee", "By Ann Lee", "ANN LEE"]) == ("Ann Lee",)
