"""English verbs: which form of which one a word is, and which of them say one thing: took, stolen."""

from collections.abc import Mapping

from worker.text.remembered import by_word

_IRREGULAR = """
    arise arose arisen|be was been|bear bore borne|beat beat beaten|become became become|begin began begun
    bend bent bent|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken
    bring brought brought|build built built|burn burnt burnt|buy bought bought|catch caught caught
    choose chose chosen|come came come|deal dealt dealt|dig dug dug|do did done|draw drew drawn|drink drank drunk
    die died died|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
    find found found|flee fled fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten
    freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|hang hung hung|have had had
    hear heard heard|hide hid hidden|hold held held|keep kept kept|know knew known|lay laid laid|lead led led
    leave left left|lend lent lent|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant
    meet met met|overturn overturned overturned|pay paid paid|ride rode ridden|ring rang rung|rise rose risen
    run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|shake shook shaken
    shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|sing sang sung|sink sank sunk
    sit sat sat|sleep slept slept|slide slid slid|speak spoke spoken|spend spent spent|spill spilt spilt
    spring sprang sprung|stand stood stood|steal stole stolen|stick stuck stuck|strike struck stricken
    swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken|teach taught taught
    tear tore torn|tell told told|think thought thought|throw threw thrown|understand understood understood
    use used used|wear wore worn|win won won|withdraw withdrew withdrawn|withhold withheld withheld|write wrote written
    hit hit hit|cut cut cut|put put put|set set set|shut shut shut|let let let|quit quit quit|cost cost cost
    hurt hurt hurt|burst burst burst|spread spread spread|split split split|bid bid bid|read read read
    undergo underwent undergone|overcome overcame overcome|breed bred bred|mistake mistook mistaken
    foresee foresaw foreseen|overthrow overthrew overthrown|rebuild rebuilt rebuilt|resell resold resold
    retake retook retaken|uphold upheld upheld|wind wound wound|awake awoke awoken|overrun overran overrun
"""
_FORMS: Mapping[str, str] = {
    form: verb.split()[0] for verb in _IRREGULAR.replace("\n", "|").split("|") if verb.strip() for form in verb.split()
}
_PASTS = frozenset(
    verb.split()[1] for verb in _IRREGULAR.replace("\n", "|").split("|") if verb.strip() and "be " not in verb
)
_PARTICIPLES = frozenset(verb.split()[2] for verb in _IRREGULAR.replace("\n", "|").split("|") if verb.strip())
_ALIKE = """
    take steal copy grab|find discover recover detect uncover locate|arrest detain seize apprehend|die kill
    tell inform warn notify alert|hurt injure wound harm|use deploy employ|release free|approve back endorse pass
    reject refuse decline|pay compensate reimburse|see witness|leave quit|end finish|begin start open launch
    stop halt|hold stage|attack strike hit bomb shell|destroy demolish|evacuate clear|sack fire dismiss
    buy purchase acquire|get receive|throw hurl|shoot fire|ask request|agree accept|meet see|inspect check examine
    happen occur|build construct|phone call ring|damage hit
"""
_CLASSES: Mapping[str, frozenset[int]] = {
    verb: frozenset(place for place, row in enumerate(_ALIKE.split("|")) if verb in row.split())
    for verb in _ALIKE.replace("|", " ").split()
}
_LEAST = 3
_VOWELS = "aeiou"


@by_word
def verb(word: str) -> str:
    """Return the stem of the verb that `word`, in lower case, is a form of: `paid` gives that of `pay`."""
    return _stem(_FORMS.get(word) or word)


def _stem(word: str) -> str:
    for ending, instead in (("ied", "y"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST - (ending not in {"ing", "ed", "es"}):
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in _VOWELS else word


def verbs_of(written: str) -> frozenset[str]:
    """Return the verbs of a list of words, as `verb` gives them."""
    return frozenset(map(verb, written.split()))


_STEM_CLASSES: Mapping[str, frozenset[int]] = {_stem(written): found for written, found in _CLASSES.items()}


def are_alike(one: str, other: str) -> bool:
    """Whether two verbs, as `verb` gives them, may tell one thing: to take and to steal."""
    return one == other or not _STEM_CLASSES.get(one, frozenset()).isdisjoint(_STEM_CLASSES.get(other, ()))


def is_participle(word: str) -> bool:
    """Whether a word in lower case may be a past participle: paid, taken, fired."""
    return word in _PARTICIPLES or (word.endswith("ed") and len(word) > _LEAST)


def is_past(word: str) -> bool:
    """Whether a word in lower case may be a past tense: paid, took, fired."""
    return word in _PASTS or (word.endswith("ed") and len(word) > _LEAST)
