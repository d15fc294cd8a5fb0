"""The words that tell who speaks: verbs of saying, and what stands around a speaker's name.

English here, in full; other languages in a file each under `words/`, by the verbs that news uses most.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_uppercase

from worker.text.calendar_names import MONTHS, WEEKDAY
from worker.text.listed import words_of

_FINITE = """
said says say told tells tell added adds add announced announces tweeted tweets posted wrote writes claimed claims
warned warns warn insisted insists argued argues explained explains replied replies responded responds answered answers
ask asked asks noted notes stated states declared declares confirmed confirms denied denies admitted admits acknowledged
acknowledges alleged alleges suggested suggests stressed stresses emphasised emphasises emphasized emphasizes urged
urges vowed vows pledged pledges promised promises joked jokes quipped recalled recalls remarked remarks commented
continued continues concluded concludes complained complains lamented boasted bragged predicted predicts testified
shouted shouts yelled screamed whispered muttered called calls cried described describes branded dubbed labelled
labeled accused accuses criticised criticized slammed blasted hailed praised welcomed condemned repeated reiterated
countered retorted conceded concedes cautioned cautions advised advises mused wondered asserted asserts contended
contends maintained maintains proclaimed revealed reveals disclosed reported reports demanded demands ordered
instructed read reads exclaimed begged pleaded write argue insist
dismissed chided derided denounced decried mocked touted likened
characterised characterized counters observes observed quips muses ruled rules agreed agrees fumed thundered
defended defends justified justifies ridiculed apologised apologized
indicated indicates hinted hints signaled signalled wonder wonders voiced voices expressed expresses
admit warn deny explain suggest acknowledge allege concede contend confirm announce accuse predict deplored deplores
referred refers summed testifies reckons reckoned enthused recounted recounts opined tells attacked attacks blamed
blames compared compares call describe yells screams whispers mutters pleads chanted chants encouraged encourages
boasts gushed gushes sighed sighs scoffed scoffs assured assures affirmed affirms bemoaned bemoans boast clarified
confessed confesses confided confides echoed echoes elaborated exhorted fretted frets griped gripes groused grumbled
grumbles implored implores inquired interjected intoned lauded lauds marveled marvelled marvels mentioned moaned
objected objects professed questioned questions ranted reasoned rebuked reminded reminds scolded scolds snapped
speculated speculates surmised summarized summarised taunted teased texted texts theorized trumpeted trumpets
underscored underlined dismisses denounces decries mocks criticizes criticises condemns praises hails blasts
slams touts began begins written retweeted retweets reposted hammered ripped bashed lambasted assailed estimated
estimates termed terms informed informs
"""
PARTICIPLES = words_of("""
    saying telling adding announcing tweeting posting writing claiming warning insisting arguing explaining replying
    noting stating declaring confirming denying admitting acknowledging alleging suggesting stressing emphasising
    emphasizing urging vowing pledging promising joking remarking commenting concluding complaining calling describing
    branding voicing expressing condemning denouncing dismissing deploring slamming blasting praising hailing
    criticising criticizing mocking deriding decrying lamenting bemoaning touting lauding questioning reminding assuring
    boasting dubbing labelling labeling accusing asking shouting repeating reiterating chanting yelling
    encouraging citing blaming reporting proclaiming asserting contending cautioning predicting quipping opining
    countering protesting
    """)
NOUN_TOO = words_of("""
    terms echoes questions objects texts sighs frets gripes boasts marvels blasts hails mocks lauds
    claims tweets reports states notes calls answers replies remarks demands urges promises read chants whispers screams
    """)
LASTING = frozenset(("continued", "continues", "began", "begins", "citing", "blaming"))
"""Verbs of saying only right beside what is said."""
TOLD = words_of("told tells informed informs warned warns urged urges reminded reminds assured assures advised advises")
"""Verbs that are followed by who listens."""
OF_SOMEBODY = words_of("""
    praised praises hailed hails lauded lauds welcomed slammed slams blasted blasts criticised criticises criticized
    criticizes condemned condemns denounced denounces dismissed dismisses mocked mocks accused accuses attacked attacks
    blamed blames defended defends described describes called calls touted derided decried rebuked reminded reminds
    """)
"""Verbs behind which stands whom or what they are of, and never who speaks."""
NAMING = frozenset(("called", "call", "dubbed", "labelled", "labeled", "branded", "termed", "terms"))
ASSAILING = frozenset(("attacked", "attacks", "blamed", "blames", "compared", "compares", "referred", "refers"))
"""Verbs that are of deeds as well."""
_STATED = r"\b(?:[Ii]n|[Aa]) (?:a )?(?:statement|letter|post|release|note) (?:from|by|of) (?=\S)"
_SOURCES = (
    "according to",
    "per(?= (?:the|its|his|her|their) )",
    "in the (?:words|opinion) of",
    "as (?:reported|noted|told) by",
)
_FOLDER = files(__package__) / "words"
_SPEECH_OF_UNKNOWN = ("de", "es", "fr", "it", "nl", "pt")
"""What is looked for beside English where the language is not known."""
# What reports find, speaking for themselves.
_FINDERS = (
    "report",
    "study",
    "review",
    "survey",
    "inquiry",
    "investigation",
    "audit",
    "court",
    "judge",
    "panel",
    "jury",
)
_FOUND = (
    rf"(?:{'|'.join(rf'(?<={who} )' for who in (*_FINDERS, 'It'))})(?:found|finds|held)"
    r"|determined(?= that\b)|(?:found|finds)(?= that\b|\s*\Z)|(?:found|finds)(?= [^,.;:]{1,60} guilty of\b)"
    r"|(?:spoke|speaks)(?= (?:[a-z]+ )?(?:of|about)\b)|(?:used|uses)(?= the (?:words?|phrase|term|expression)\b)"
)
AUXILIARIES = re.compile(
    r"(?:\s+(?:also|however|later|then|has|have|had|since|earlier|himself|herself|themselves|itself|once"
    r"|again|even|did|would|does|could|may|might|will|still|now|just|further|often|always|first|today"
    r"|in recent [a-z]+|(?:this|last) (?:week|month|year|spring|summer|fall|autumn|winter|morning|evening|night)"
    r"|yesterday|(?!(?:family|ally|assembly|bully|daily|weekly|monthly|quarterly)\b)[a-z]+ly"
    r"|(?:in|on) (?:an?|his|her|its|their) (?:[a-z-]+ )?(?:statement|bulletin|tweet|post|letter|interview|e-?mail"
    r"|speech|report|memo|note|release|message|video|address|article|column|blog|voice|tone)"
    r"|(?:went on|goes on|managed|sought|tried|proceeded|plan(?:s|ned)|want(?:s|ed)|intend(?:s|ed)|hope[sd]?) to"
    rf"|hat|haben|ha|han|(?:on|late|early|earlier) {WEEKDAY}))+\Z"
)
"""What stands between a subject and its verb. No word may be read in two ways: a row of them would take for ever."""
# French inverts a pronoun after its verb, whichever it is: a-t-il déclaré, dit-elle, lâche-t-il.
INVERTED_PRONOUN = re.compile(r"[\s,]*(?:a-t-|[a-zà-ÿ]{3,}-(?:t-)?)(il|elle|on)\b")
# A verb in the place of a verb of saying is one: "...", smiled Jane Smith.
ANY_VERB_FIRST = re.compile(
    r"\s*,?\s+(?!(?:and|but|while|with|from|when|where|then|after|before|because|since|than|that|this|sowie|oder|aber|denn|"
    r"dass|wenn|weil|nach|avec|pour|mais|dans|selon|pero|para|sobre|cuando|según|anche|dopo|quando|mentre|como|depois|maar|"
    r"omdat|over|voor|terwijl|both|through|between|under|upon|into|like|unlike|about|against|whom|whose|which)\b)"
    r"(?![a-z]+ing\s)(?:s['\u2019])?[a-zà-ÿ]{4,}\s+(?=[A-ZÀ-Þ][\w'\u2019-]+\s+[A-ZÀ-Þ]|(?:der|die|les?|el|los|las|il|lo|un[ae]?|eine?|het|uma?)\s)"
)
# What may stand between a verb and its subject.
_WHEN = (
    r"(?:(?:este|esta|el)\s(?:lunes|martes|mi\u00e9rcoles|jueves|viernes|s\u00e1bado|domingo|ma\u00f1ana|tarde|noche)|hoy|ayer"
    r"|(?:ce\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?:\s(?:matin|soir))?|hier|aujourd['\u2019]hui"
    r"|am\s(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)|gestern|heute|sich|dazu|daraufhin|zudem|oggi|ieri"
    r"|on\s(?:Twitter|Facebook|Instagram|Telegram|Weibo)|hoje|ontem|vandaag|gisteren|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
)
# German and its neighbours give a source after `so` and `aldus`.
_SO = r"so(?=\s(?:[A-ZÄÖÜ]|der\b|die\b|das\b|eine?\b))"


@dataclass(frozen=True, slots=True)
class Cues:
    """The verbs and prepositions of one language, English always among them."""

    verb: re.Pattern[str]
    verb_first: re.Pattern[str]
    """At the start of what follows a quote, up to where the subject begins."""
    according: re.Pattern[str]
    stated: re.Pattern[str]
    """What stands before the words of a document, `who` being whose it is."""


@cache
def cues_of(language: str | None) -> Cues:
    """Return the cues of `language`, an ISO 639-1 code; of those most met in news where it is not known."""
    names = _SPEECH_OF_UNKNOWN if language is None else (language,)
    finite = _FINITE.split()
    sources = list(_SOURCES)
    perfect: list[str] = []
    stated = [_STATED]
    for name in names:
        if name.isalpha() and (file := _FOLDER / f"{name}.toml").is_file():
            table = tomllib.loads(file.read_text("utf-8"))
            finite += table["verbs"].split()
            perfect += [rf"{auxiliary} (?:{_any(told.split())})" for auxiliary, told in table.get("perfect", ())]
            sources += table["sources"]
            stated += table.get("stated", ())
    several = "".join(f"{pattern}|" for pattern in perfect)
    plain = f"{several}{_FOUND}|{_any(finite)}"
    return Cues(
        verb=re.compile(
            rf"(?<![\w'\u2019-])(?:{plain}|puts? it|point(?:s|ed) out|{_any(list(PARTICIPLES))})(?![\w'\u2019-])"
        ),
        verb_first=re.compile(
            rf"[\s,\u2013\u2014-]*(?:(?:also|then|later|once)\s)?(?:{plain}|{_SO})\s+(?!that\b)(?:{_WHEN}\s+)?"
        ),
        according=re.compile(rf"\b(?:{'|'.join(sources)})\s+", re.IGNORECASE),
        stated=re.compile("|".join(f"(?:{pattern})" for pattern in stated)),
    )


@cache
def given_names() -> dict[str, str]:
    """Return `male` or `female` for each given name that is hardly ever the other."""
    names = tomllib.loads((files(__package__) / "given_names.toml").read_text("utf-8"))
    return {name: kind for kind, told in names.items() for name in told.split()}


def _any(words: list[str]) -> str:
    """Return a pattern for any of `words`, the longest first, by their first letters: that is found out fastest."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(endings)})" for letter, endings in by_letter.items())


PRONOUNS = words_of("""
he she they it i we you who this that these those one er sie es wir ich il elle ils elles nous je on él ella ellos
ellas nosotros yo hij zij ze wij we ik ele ela eles elas eu lui lei egli loro
    """)
HE = frozenset(("he", "il", "él", "er", "hij", "ele", "lui", "egli"))
SHE = frozenset(("she", "elle", "ella", "sie", "zij", "ze", "ela", "lei"))
BODIES = frozenset(("it", "they"))
"""The pronouns that stand for an institution or a group."""
TITLE = r"(?:(?:Lt|Gov|Sen|Rep|Mr|Mrs|Ms|Dr)\u2024?|President|Governor|Senator|Minister)"
"""A pattern for what stands before the name of a person alone."""
MALE_TITLE = re.compile(r"(?:Mr|Sir|Lord|King|Prince|Herr|Señor|Father)\b")
FEMALE_TITLE = re.compile(r"(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess|Baroness|Frau|Mme|Madame|Señora|Sister)\b")

DETERMINERS = words_of("""
a an the one another some many most several two three four five both his her their its our my this that these those no
someone somebody everyone everybody
other all further more such few each every any der die das ein eine einer le la les un une des el los las una unos otro
otra sus su son sa ses leur
dem den des dieser diese il lo gli een het de um uma ett det
    """)
ROLES = words_of("""
spokesman spokeswoman spokesperson spokespeople official officials officer officers police prosecutors prosecutor
counsel lawyers lawyer source sources resident residents witness witnesses analyst analysts expert experts investigators
scientists researchers doctors critics supporters opponents protesters activists campaigners organisers organizers
members authorities ministers minister president governor mayor lawmakers politicians economists teachers parents
neighbours neighbors friends relatives family people others commentators observers aides insiders troops soldiers fans
strangers customers passengers drivers survivors employees colleagues families locals villagers shoppers victims tenants
engineer engineers users demonstrators voters veterans students
workers republicans democrats conservatives liberals senators immigrants
leaders advisers advisors mayors governors candidates nominees directors owners founders
executive executives chiefs coaches
ambassadors diplomats secretaries professors attorneys judges journalists reporters editors mothers fathers authors
hosts staff strategists firefighters advocates bankers
commander commanders general colonel actor actress singer scientist researcher activist advocate employee trooper
detective investigator survivor veteran
nurses patients farmers rebels nominee candidate congressman congresswoman lawmaker strategist pollster adviser advisor
aide host commissioner ambassador doctor author co-author director manager owner founder chairman chairwoman chair chief
coach leader speaker secretary senator
professor attorney sheriff captain judge journalist reporter editor mother father prince princess pope archbishop bishop
billionaire businessman businesswoman médecins responsables autoridades
fuentes
    """)
ANY_ROLE = "|".join(sorted(ROLES))
"""A pattern for any of `ROLES`."""
ANY_BODY = (
    "investigation|inquiry|panel|audit|review|club|league|party|firm|company|ministry|agency|group|charity|report|study|research|council|bank|union|watchdog|regulator"
    "|newspaper|statement|letter|poll|survey|campaign|commission|committee|department|government"
)
"""A pattern for what institutions and documents are called."""
AFTER_AN_OBJECT = (
    "a|an|the|how|why|what|who|whether|if|this|that|last|yesterday|today|to|on|in|at|for|with|from|about|by|as|and|but|when"
    "|after|before|during|out|up|down|off|over|back|away|again|not|into|through|against|because|while|of|until|since"
)
"""A pattern for what goes on behind "asked her", and not behind "offered her own"."""
ABBREVIATIONS = frozenset(ascii_uppercase) | words_of("""
    Mr Mrs Ms Mx Dr Prof Rep Reps Sen Sens Gov Gen Col Lt Maj Cpl Sgt Capt Cmdr Adm Det Supt Insp St Rev Hon Pres Mme Sr
    Sra Del Amb Atty Asst Brig Cllr Pvt Bros Messrs Fr Hr vs
    """)
"""Words whose full stop ends no sentence where a word follows."""
NUMBERED = frozenset(("No", "Sept", *(month[:3] for month in MONTHS if month != "May")))
"""Words whose full stop ends no sentence where a number follows."""
