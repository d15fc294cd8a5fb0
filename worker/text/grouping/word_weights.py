"""How much a word tells about which story it belongs to: the less, the more articles bear it.

Two fingerprints must compare well on their own, with no collection to count in, so general frequencies come along: the
words that more than one in eight English news articles of a year bear, in steps of half a unit of ln(1 / share).
Everything else weighs the same until a collection tells more (`seen.Seen`).
"""

from worker.text.grouping.terms import STOPWORDS, counted

RARE = 3.0
"""The weight of a word that fewer than one article in eight bears."""

_COMMON = {
    0.5: """
        house president trump
    """,
    1.0: """
        administration american campaign congress country democratic democrats don't donald election federal former
        government know law long national news office policy political public republican republicans right see senate
        state states think united washington white work
    """,
    1.5: """
        10 act action advertisement already america americans around attorney based become believe big bill case chief
        clear clinton committee congressional conservative control court deal decision democrat department didn't
        director doesn't earlier early end fact far foreign general good gop great group help high investigation issue
        issues justice keep lawmakers leader leaders left legal likely little look major majority media meeting members
        money move need number obama official officials party past percent place plan point post power presidential
        press really recent report reported russia russian secretary security sen set several show something special
        statement story support tax things three top twitter vote want working world wrote york
    """,
    2.0: """
        12 20 30 able across actually ago almost along always announced anti anything bad best better business call
        calling can't candidate care center chairman change children close continue counsel debate defense despite
        different economic effort efforts elections enough evidence expected face family fbi fight find five force found
        four free full future hard health held hill history home i'm idea immigration important information interview
        isn't job key known late lead led legislation life line local lot man march matter means military million
        morning mr nation night north nothing november old open order paul person politics possible problem process
        program question questions race read real reason released rep reporters reports response rights run second seen
        senators senior sign social speech stop strong system taking team term they're thing trying tweeted voters votes
        wants war we're win women
    """,
}
_ELSEWHERE = """
    aber als am an auch auf aus bei bis da das dass dem den der des die doch durch ein eine einem einen einer
    eines er es für gegen haben hat hatte ich ihr im ist kann mehr mit nach nicht noch nur oder sei seine sein
    sich sie sind so über um und unter vom von vor war waren was wegen wenn werden wie wird wurde zu zum zur
    zwischen
    au aux avec ce ces cette comme contre dans de depuis des dont du elle en entre est et été être fait il ils je
    la le les leur leurs lui mais même ne nous on ont ou par pas plus pour qu que qui sa sans se ses son sont sous
    sur un une vers vous
    al ante como con cuando del desde donde el ella ellos entre era es esta este esto fue ha han hasta hay la las
    lo los más muy no para pero por porque que se según ser si sin sobre son su sus también una uno unos y ya
    alla anche che chi ci cui da dal dalla degli dei del della delle di dopo e gli hanno i il in loro ma nel nella
    non per più quella questo sono stato sul sulla suo tra tutti un una
    ao as com da das do dos em foi isso ele mais mas na nas no nos não o os pela pelo quando são seu sua têm um
    uma à é
    aan bij dat de deze die dit door een en er het hij hun ik je maar met naar niet nog om ook op over te tot uit
    van voor was wat we wel werd wordt zegt ze zich zijn zo
"""
"""Small words of German, French, Spanish, Italian, Portuguese and Dutch; other languages go without."""

_OF_FORM = "live liveblog liveticker newsticker newsblog ticker direct diretta directo update updates"
"""What a title says of the form of its article, and nothing of the subject."""

_WEIGHTS = {
    **{word: weight for weight, listed in _COMMON.items() for word in listed.split()},
    **dict.fromkeys([*STOPWORDS, *_ELSEWHERE.split(), *_OF_FORM.split()], 0.0),
}


TERM_WEIGHTS: dict[str, float] = {}
for _word, _weight in zip(counted(" ".join(_WEIGHTS)).split(" "), _WEIGHTS.values(), strict=True):
    TERM_WEIGHTS[_word] = min(_weight, TERM_WEIGHTS.get(_word, _weight))
"""The weights of the words that are not rare, as `terms.counted` gives them."""


def weight(term: str) -> float:
    """Return the weight of a word as `terms.counted` gives it, from 0 (says nothing) to `RARE`."""
    return TERM_WEIGHTS.get(term, RARE) if len(term) > 1 else 0.0
