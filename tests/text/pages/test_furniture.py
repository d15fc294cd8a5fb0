import pytest

from worker.text.pages import furniture

from ...rows import each_row


@each_row(
    "line",
    [
        "Read more: Russian nuke bombers 'damaged in suspected Ukrainian drone strike on airbase'",
        "READ MORE",
        "Related stories",
        "Related: Five bridges that fell",
        "See also: The bridge",
        "Listen to this article",
        "Loading audio...",
        "Advertisement",
        "Sign up to our free morning newsletter",
        "Sign up for the Politics newsletter, sent every weekday",
        "Get the day's news delivered straight to your inbox",
        "Share this article",
        "Follow BBC Sport on Twitter",
        "Sign up: never miss a bridge! Sign up for our email newsletters here.",
        "The day begins with The Opening, which bankers read. Subscribe to the free daily newsletter.",
        "05/10/2018 - Publicado por: Clara Borba - Categoria: Pontes - Tags: rio ponte",
        "2018-10-05 | Posted by Clara Borba",
    ],
)
def test_prompts(line: str) -> None:
    assert furniture.is_prompt(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more than one report, he said, and you will see that the bridge was doomed.",
        "Related parties were paid four million, the council said.",
        "Listen to this article of faith, he said: the bridge will stand.",
        "Share prices fell.",
        "Follow the money, she said on Monday.",
        "Watch out for floods, the agency said.",
        "Subscribers to the plan will lose money.",
        "Comments by the mayor drew laughter.",
        "Tags on the bridge were painted over.",
        "The council asked all who live near the bridge to sign up for its newsletter.",
        "5/10/2018 was when the report was published by the council. Nobody read it.",
    ],
)
def test_sentences_that_begin_like_prompts(line: str) -> None:
    assert not furniture.is_prompt(line)


def test_the_title_is_dropped_above_the_text_alone() -> None:
    lines = ["Town News", "MAYOR \u2018resigns\u2019", "One.", "Two.", "Mayor 'resigns'"]
    assert furniture.without(lines, title="Mayor 'resigns'") == ("Town News", "One.", "Two.", "Mayor 'resigns'")


def test_unwanted_lines_are_dropped() -> None:
    assert furniture.without(["One.", "A caption"], title=None, unwanted=frozenset({"A caption"})) == ("One.",)


@each_row(
    "line",
    [
        "just now",
        "1 minute ago",
        "53 minutes ago",
        "Updated 3 hours ago",
        "Published: 2 days ago",
        "an hour ago",
        "5h ago",
        "vor 3 Stunden",
        "vor einem Tag",
        "gerade eben",
        "hace 14 minutos",
        "hace 2 d\u00edas",
        "ahora mismo",
        "il y a 5 minutes",
        "\u00b7 12 mins ago",
    ],
)
def test_ages(line: str) -> None:
    assert furniture.is_age(line)
    assert furniture.without(["One.", line, "Two."], title=None) == ("One.", "Two.")


@pytest.mark.parametrize(
    "line",
    [
        "Two hours ago the dam broke.",
        "It was 3 hours ago.",
        "3 hours ago, the mayor said, all was well.",
        "Not long ago",
        "Updated",
        "14 minutes",
        "vor 3 Stunden brach der Damm",
        "hace 3 a\u00f1os que no llueve",
    ],
)
def test_sentences_that_tell_when(line: str) -> None:
    assert not furniture.is_age(line)


@pytest.mark.parametrize(
    "line",
    [
        "5:45 AM PST 11/19/2019 by Patrick Shanley",
        "By Patrick Shanley and Ada Lunn, 3 May 2021",
        "Patrick Shanley | 3.5.2021",
        "von Patrick Shanley, 12:30 Uhr",
    ],
)
def test_who_wrote_it_and_when_is_no_part_of_the_text(line: str) -> None:
    byline = ("Patrick Shanley", "Ada Lunn")
    assert furniture.is_signature(line, byline)
    assert furniture.without([line, "One."], title=None, byline=byline) == ("One.",)


@pytest.mark.parametrize(
    "line",
    ["Patrick Shanley", "On 3 May Patrick Shanley resigned.", "3 May 2021", "Shanley, 3 May", "Patrick Shanley, 53"],
)
def test_lines_that_name_somebody_or_a_day_are_kept(line: str) -> None:
    assert not furniture.is_signature(line, ("Ada Lunn",))
    assert furniture.is_signature(line, ("Patrick Shanley",)) == (line == "Patrick Shanley, 53")
