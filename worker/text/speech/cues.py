"""The words that tell who speaks: verbs of saying, and what stands around a speaker's name.

English in full; of German, French and Spanish the verbs that news agencies use most.
"""

import re

_FINITE = """
said says say told tells tell added adds add announced announces tweeted tweets posted wrote writes claimed claims
warned warns warn insisted insists argued argues explained explains replied replies responded responds answered answers
asked asks noted notes stated states declared declares confirmed confirms denied denies admitted admits acknowledged
acknowledges alleged alleges suggested suggests stressed stresses emphasised emphasises emphasized emphasizes urged
urges vowed vows pledged pledges promised promises joked jokes quipped recalled recalls remarked remarks commented
continued continues concluded concludes complained complains lamented boasted bragged predicted predicts testified
shouted shouts yelled screamed whispered muttered called calls cried described describes branded dubbed labelled
labeled accused accuses criticised criticized slammed blasted hailed praised welcomed condemned repeated reiterated
countered retorted conceded concedes cautioned cautions advised advises mused wondered asserted asserts contended
contends maintained maintains proclaimed revealed reveals disclosed reported reports demanded demands ordered
instructed read reads exclaimed begged pleaded write argue insist
dismissed chided derided denounced decried mocked touted likened
characterised characterized counters observes observed quips muses
"""
_PARTICIPLES = """
saying telling adding announcing tweeting posting writing claiming warning insisting arguing explaining replying noting
stating declaring confirming denying admitting acknowledging alleging suggesting stressing emphasising emphasizing
urging vowing pledging promising joking remarking commenting concluding complaining calling describing branding
dubbing labelling labeling accusing asking shouting repeating reiterating
"""
_GERMAN = """
sagte sagt sagten erklärte erklärt erklärten betonte betont schrieb schreibt meinte meint warnte warnt forderte
fordert kündigte berichtete berichtet behauptete nannte
"""
_FRENCH = "déclare affirme explique estime ajoute assure précise souligne écrit"
_FRENCH_PERFECT = (
    r"(?:a|ont|avait) (?:déclaré|dit|affirmé|ajouté|expliqué|annoncé|indiqué|estimé|précisé|assuré|écrit|souligné"
    r"|averti|lancé|réagi|répondu|tweeté|dénoncé)"
)
_SPANISH = """
dijo dice dijeron afirmó afirma declaró señaló señala aseguró asegura explicó explica añadió añade agregó indicó
manifestó advirtió advierte anunció escribió sostuvo comentó subrayó respondió reconoció
"""

_NOUN_TOO = """
claims reports states notes calls answers replies remarks demands urges promises read
"""
NOUN_TOO = frozenset(_NOUN_TOO.split())
NAMING = frozenset(("called", "dubbed", "labelled", "labeled", "branded", "described"))
PARTICIPLES = frozenset(_PARTICIPLES.split())
_PLAIN = [*_FINITE.split(), *_GERMAN.split(), *_FRENCH.split(), *_SPANISH.split()]


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


VERB = re.compile(
    rf"(?<![\w'\u2019-])(?:{_FRENCH_PERFECT}|puts? it|{_any(_PLAIN)}|{_any(list(PARTICIPLES))})(?![\w'\u2019-])"
)
# French inverts a pronoun after its verb: a-t-il déclaré, dit-elle.
INVERTED_PRONOUN = re.compile(r"[\s,]*(?:a-t-|(?:dit|affirme|explique|ajoute|assure|poursuit)-)(il|elle|on)\b")
VERB_FIRST = re.compile(
    rf"[\s,\u2013\u2014-]*(?:(?:also|then|later|once)\s)?(?:{_FRENCH_PERFECT}|{_any(_PLAIN)}|so(?=\s[A-ZÄÖÜ]))\s+(?!that\b)"
)
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|d['\u2019]après|selon|según|de acuerdo con|laut|nach Angaben(?: von)?)\s+",
    re.IGNORECASE,
)

_PRONOUNS = """
he she they it i we you who this that these those one er sie es wir ich il elle ils elles nous je on él ella ellos
ellas nosotros yo
"""
PRONOUNS = frozenset(_PRONOUNS.split())
HE = frozenset(("he", "il", "él", "er"))
SHE = frozenset(("she", "elle", "ella"))
MALE_TITLE = re.compile(r"(?:Mr|Sir|Lord|King|Prince|Herr|Señor|Father)\b")
FEMALE_TITLE = re.compile(r"(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess|Baroness|Frau|Mme|Madame|Señora|Sister)\b")

_DETERMINERS = """
a an the one another some many most several two three four five both his her their its our my this that these those no
other all der die das ein eine einer le la les un une des el los las una unos otro otra sus su
"""
DETERMINERS = frozenset(_DETERMINERS.split())
_ROLES = """
spokesman spokeswoman spokesperson spokespeople official officials officer officers police prosecutors prosecutor
lawyers lawyer source sources resident residents witness witnesses analyst analysts expert experts investigators
scientists researchers doctors critics supporters opponents protesters activists campaigners organisers organizers
members authorities ministers minister president governor mayor lawmakers politicians economists teachers parents
neighbours neighbors friends relatives family people others commentators observers aides insiders troops soldiers fans
users author co-author director manager owner founder chairman chairwoman chair chief coach leader secretary senator
professor attorney sheriff captain judge journalist reporter editor mother father médecins responsables autoridades
fuentes
"""
ROLES = frozenset(_ROLES.split())
# An abbreviation whose full stop ends no sentence.
ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Reps?|Sens?|Gov|Gen|Col|Lt|Maj|Cpl|Sgt|Capt|Cmdr|Adm|Det|Supt|Insp|St|Rev|Hon|Pres|Mme"
    r"|Sra?|Bros|Messrs|Fr|Hr|vs|[A-Z])\.(?=\s*[\w.])"
    r"|\b(?:No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\s*\d)"
)
