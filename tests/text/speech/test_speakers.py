# ruff: noqa: RUF001 - typographic marks are what is tested
"""Who is quoted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.text.normalise import squeeze
from worker.text.quotes import find
from worker.text.segment import sentences
from worker.text.speech.speakers import attribute

from ...rows import each_row

# The paragraphs, and the speaker of each of their quotes in order.
SPEAKERS: dict[str, tuple[list[str], list[str | None]]] = {
    "before, with a colon": (['Roman Busargin said: "We go."'], ["Roman Busargin"]),
    "before, with a comma": (['Jane Smith said, "We go."'], ["Jane Smith"]),
    "before, with a that": (['Jane Smith said that "we go".'], ["Jane Smith"]),
    "after": (['"We go," said Jane Smith.'], ["Jane Smith"]),
    "after, name first": (['"We go," Jane Smith said on Monday.'], ["Jane Smith"]),
    "after a question": (['"Do we go?" Jane Smith asked.'], ["Jane Smith"]),
    "after a question, in lower case": (['"Do we go?" he asked. "Now?"'], ["he", "he"]),
    "in the middle": (['"We go," said Jane Smith, "and we win."'], ["Jane Smith", "Jane Smith"]),
    "between sentences": (['"We go," Jane Smith said. "And we win."'], ["Jane Smith", "Jane Smith"]),
    "the line before": (["Jane Smith told reporters:", '"We go."'], ["Jane Smith"]),
    "a dash after": (['"Never again." – Jane Smith'], ["Jane Smith"]),
    "a dash and an office after": (['"Never again." — Jane Smith, mayor of Leeds'], ["Jane Smith"]),
    "a name and a colon": (['Jane Smith: "We go."'], ["Jane Smith"]),
    "according to, after": (['It was "over", according to Jane Smith.'], ["Jane Smith"]),
    "according to, before": (['According to a senior official, it was "over".'], ["a senior official"]),
    "at the end of the sentence": (['The "horrific" attack must be punished, Mr Smith said on Monday.'], ["Mr Smith"]),
    "as she put it": (['It was "over", as Jane Smith put it.'], ["Jane Smith"]),
    "an office": (["An MoD spokesman said: 'We go.'"], ["An MoD spokesman"]),
    "an office of a country": (["A British government spokesman said: 'We go.'"], ["A British government spokesman"]),
    "a spokesman for somebody": (
        ['"We go," said a spokesman for the Ministry of Defence on Monday.'],
        ["a spokesman for the Ministry of Defence"],
    ),
    "an institution": (['The Ministry of Defence said: "We go."'], ["The Ministry of Defence"]),
    "another": (['Another said: "We go."'], ["Another"]),
    "people in general": (['Officials said the plan was "dead".'], ["Officials"]),
    "an apposition": (['Roman Busargin, the governor of Saratov, said: "We go."'], ["Roman Busargin"]),
    "a relative clause": (['Jane Smith, who was there, said: "We go."'], ["Jane Smith"]),
    "who said": (['Jane Smith, who said it was "over", left.'], ["Jane Smith"]),
    "a verb with a helper": (['Jane Smith has also said it was "over".'], ["Jane Smith"]),
    "a sentence that begins with but": (['But Jane Smith later added: "We go."'], ["Jane Smith"]),
    "a place and a time first": (['In a statement on Monday, the ministry said: "We go."'], ["the ministry"]),
    "no comma after the lead": (['In a statement Jane Smith said: "We go."'], ["Jane Smith"]),
    "a subordinate clause first": (['As the troops left, Jane Smith warned: "We stay."'], ["Jane Smith"]),
    "another verb first": (['Jane Smith dismissed the plan, saying it was "mad".'], ["Jane Smith"]),
    "two clauses": (['The army left and Jane Smith said it was "over".'], ["Jane Smith"]),
    "a clause with two verbs": (['Jane Smith praised the plan and said it was "good".'], ["Jane Smith"]),
    "a document": (['A joint statement released Saturday called it "good".'], ["A joint statement"]),
    "said first": (['Said the report: "We go."'], ["the report"]),
    "a colon after another verb": (['Jane Smith was candid: "We go."'], ["Jane Smith"]),
    "an hour first": (['Around noon, YouTube shut the channel, writing: "It has been closed."'], ["YouTube"]),
    "nothing but whence before the verb": (
        ['"He will turn" from Smith to Jones, said one strategist familiar with his thinking. "He has much to lose."'],
        ["one strategist", "one strategist"],
    ),
    "who is told is not who tells": (['His "friends" told the White House to go.'], [None]),
    "a pronoun after its speaker, others named in the quote": (
        ['"Anna Bell and Carl Dorn go," said Jane Smith.', '"I go," she added.'],
        ["Jane Smith", "Jane Smith"],
    ),
    "a pronoun, the last speaker among others": (
        ["Anna Bell left.", '"I stay," said Jane Smith.', '"I go," she added.'],
        ["Jane Smith", "Jane Smith"],
    ),
    "quoted as saying": (['"We go," Sky News quoted Jane Smith as saying on Monday.'], ["Jane Smith"]),
    "a participle after a lead": (['In response, Jane Smith gave a statement saying it was "over".'], ["Jane Smith"]),
    "an office in lower case": (['"We go," said former director Jane Smith.'], ["former director Jane Smith"]),
    "an office in lower case first": (['"We go," senior lawyer Jane Smith said.'], ["senior lawyer Jane Smith"]),
    "a contraction": (['He\'d seen it, saying it was "over".'], ["He"]),
    "members of": (['Family members left, telling the police it was "over".'], ["Family members"]),
    "the sentence before": (['Jane Smith said on CNN that it was over. "We go."'], ["Jane Smith"]),
    "the sentence before tells of nobody": (['The troops left at noon. "We go."'], [None]),
    "a month's full stop": (['Jane Smith said on Dec. 7 that it was "over".'], ["Jane Smith"]),
    "no is no abbreviation": (['Jane Smith said no. "No." The crowd "roared".'], ["Jane Smith", None]),
    "a thing called": (['To understand it, they made a plan called "Dawn".'], [None]),
    "what she called": (['It was what Jane Smith called "madness".'], ["Jane Smith"]),
    "what she called with an article": (['It was what Jane Smith called a "mad" plan.'], ["Jane Smith"]),
    "a post": (['Jane Smith tweeted: "We go."'], ["Jane Smith"]),
    "telling somebody": (['Jane Smith told the BBC it was "over".'], ["Jane Smith"]),
    "an abbreviation": (['"We go," said Mr. Smith.'], ["Mr. Smith"]),
    "an abbreviation before the verb": (['Rep. Jane Q. Smith said: "We go."'], ["Rep. Jane Q. Smith"]),
    "a pronoun with one person named": (["Jane Smith arrived.", 'She said: "We go."'], ["Jane Smith"]),
    "a pronoun with its speaker": (['"One," said Jane Smith.', '"Two," she said.'], ["Jane Smith", "Jane Smith"]),
    "a pronoun with two named": (["Jane Smith met Anna Bell.", 'She said: "We go."'], ["Jane Smith"]),
    "a pronoun and a title that does not fit": (["Mrs Smith met Mr Bell.", 'He said: "We go."'], ["Mr Bell"]),
    "a pronoun with nobody named": (['"We go," he said.'], ["he"]),
    "several people": (['They said it was "over".'], ["They"]),
    "a few words with no source": (["The 'army of drones' grew."], [None]),
    "a few words, the next clause is another's": (
        ["Kyiv is developing an 'army of drones', and its minister told Reuters it was ready."],
        [None],
    ),
    "two in a reported sentence": (['Jane Smith said the "first" and the "second" plan failed.'], ["Jane Smith"] * 2),
    "two before the source": (['The "first" and "second" plan failed, Jane Smith said.'], ["Jane Smith"] * 2),
    "being told is not telling": (['Jane Smith was told "go".'], [None]),
    "an institution's pronoun": (['The ministry left. It said "go".'], ["The ministry"]),
    "a pronoun that is a person's or a thing's": (['Jane Smith left. It said "go".'], ["It"]),
    "nobody in particular": (['It was said to be "over".'], [None]),
    "the next sentence is another's": (['"We go." Jane Smith said: "We stay."'], [None, "Jane Smith"]),
    "a noun that looks like a verb": (['There were reports of "smoke".'], [None]),
    "a country that looks like a verb": (['The United States called it "over".'], ["The United States"]),
    "over several paragraphs, named after": (['"One.', '"Two," said Jane Smith.'], ["Jane Smith"]),
    "an attribution in the first of several paragraphs": (
        ['"One," said Jane Smith. "Two.', '"Three."'],
        ["Jane Smith", "Jane Smith"],
    ),
    "a paragraph that is but a quote goes on": (['"One," said Jane Smith.', '"Two."'], ["Jane Smith"] * 2),
    "an answer is another's": (['"Two?" asked Jane Smith.', '"Two."'], ["Jane Smith", None]),
    "another paragraph is nobody's": (['"One," said Jane Smith.', 'Signs read "Two."'], ["Jane Smith", "Signs"]),
    "a paragraph between": (['"One," said Jane Smith.', "The ferry left.", '"Two."'], ["Jane Smith", None, None][:2]),
    "a pronoun for whom the text is about": (
        ["Jane Smith met Anna Bell.", 'Smith left early. She said: "We go."'],
        ["Jane Smith"],
    ),
    "an office whose holder was named": (
        ["The fire chief, Jane Smith, came at noon.", '"We go," the chief said.'],
        ["Jane Smith"],
    ),
    "an office whose holder was not": (["Jane Smith came at noon.", '"We go," the chief said.'], ["the chief"]),
    "German, verb first": (["„Wir gehen“, sagte Olaf Scholz am Montag."], ["Olaf Scholz"]),
    "German, name first": (["Ein Sprecher des Ministeriums erklärte: „Wir gehen.“"], ["Ein Sprecher des Ministeriums"]),
    "German so": (["„Wir gehen“, so Olaf Scholz."], ["Olaf Scholz"]),
    "German source": (["Laut Olaf Scholz ist es „vorbei“."], ["Olaf Scholz"]),
    "French, verb first": (["« Nous partons », a déclaré Emmanuel Macron lundi."], ["Emmanuel Macron"]),
    "French, name first": (["Emmanuel Macron a déclaré : « Nous partons. »"], ["Emmanuel Macron"]),
    "French inversion": (["« Nous partons », a-t-il déclaré."], ["il"]),
    "French source": (["Selon Emmanuel Macron, c'est « fini »."], ["Emmanuel Macron"]),
    "Spanish, verb first": (["«Nos vamos», dijo Pedro Sánchez."], ["Pedro Sánchez"]),
    "Spanish, name first": (["Pedro Sánchez dijo: «Nos vamos»."], ["Pedro Sánchez"]),
    "Spanish source": (["Según Pedro Sánchez, es «el fin»."], ["Pedro Sánchez"]),
}


@each_row(("paragraphs", "speakers"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_speakers(paragraphs: list[str], speakers: list[str | None]) -> None:
    assert [quote.speaker for quote in find(paragraphs, sentences(paragraphs))] == speakers
    assert [quote.speaker for quote in find(paragraphs, ())] == speakers


# Short articles, and how each of their quotes has its speaker.
ATTRIBUTIONS: dict[str, tuple[list[str], list[str | None]]] = {
    "a verb of saying": (['"We go," said Jane Smith.', 'Bob Lee said: "We stay."'], ["said", "said"]),
    "a source": (['It was "over", according to Jane Smith.'], ["said"]),
    "a line that announces it": (["Jane Smith told reporters:", '"We go."'], ["said"]),
    "in the middle": (['"We go," said Jane Smith, "and we win."'], ["said", "said"]),
    "one cue for two fragments": (['Jane Smith said the "first" and the "second" plan failed.'], ["said", "said"]),
    "a pronoun that stays one": (['"We go," he said.'], ["said"]),
    "a pronoun": (["Jane Smith arrived.", 'She said: "We go."'], ["carried"]),
    "an office": (["The fire chief, Jane Smith, came at noon.", '"We go," the chief said.'], ["carried"]),
    "the quote before": (['"We go," said Jane Smith. "We win."'], ["said", "carried"]),
    "the paragraph before": (['"We go," said Jane Smith.', '"We win."'], ["said", "carried"]),
    "the sentence before": (['Jane Smith told CNN that it was over. "We go at noon on Monday."'], ["near"]),
    "what the sentence before is about": (['Jane Smith put away her notes. "We go at noon on Monday."'], ["near"]),
    "whose words they are called": (['Jane Smith\'s claim that it was "over for good" stood.'], ["near"]),
    "nobody": (["The 'army of drones' grew."], [None]),
}


@each_row(("paragraphs", "how"), ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_how_a_speaker_is_known(paragraphs: list[str], how: list[str | None]) -> None:
    assert [quote.attribution for quote in find(paragraphs, sentences(paragraphs))] == how


def test_the_cue_is_looked_for_in_the_sentence_given() -> None:
    paragraphs = ['"We go" ... Jane Smith said so of the plan']
    text = paragraphs[0]
    assert attribute(text, [(0, len(text))], [0, text.index("Jane")], [(0, 7)]) == [(None, None)]


WORDS = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "'",
        "said",
        "Jane",
        "Smith",
        ",",
        ".",
        ":",
        "the",
        "he",
        "she",
        "according to",
        "who",
        "of",
        "from Ohio",
        "-",
        "Mr.",
        "\n",
        "",
    ]
)


@settings(max_examples=200)
@given(st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=5))
def test_a_speaker_is_named_in_the_article_itself(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    for quote in find(paragraphs, sentences(paragraphs)):
        assert quote.speaker is None or (quote.speaker and quote.speaker in squeeze(text))
        assert (quote.attribution is None) == (quote.speaker is None)
