import pytest

from worker.text.pages.bylines import people


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By David Wilcock, Deputy Political Editor", ("David Wilcock",)),
        ("Written by Ann Lee and Bo Day", ("Ann Lee", "Bo Day")),
        ("Ann Lee; Bo Day & Cy Orr", ("Ann Lee", "Bo Day", "Cy Orr")),
        ("Martin Luther King, Jr.", ("Martin Luther King, Jr.",)),
        ("Reuters", ("Reuters",)),
        ("https://facebook.example/ann", ()),
        ("NOVEMBER 20, 2019 10:43", ()),
        ("  ", ()),
    ],
)
def test_names(byline: str, names: tuple[str, ...]) -> None:
    assert people([byline]) == names


def test_each_once() -> None:
    assert people(["Ann Lee", "By Ann Lee"]) == ("Ann Lee",)
