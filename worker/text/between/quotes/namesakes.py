"""Whether two people have one family name and are two: Hillary and Bill Clinton."""

from itertools import product

from rapidfuzz.distance import Indel

from worker.text.speech import cues

_ALIASES = """
    Bill Billy Will William Wilhelm Guillermo|Bob Bobby Rob Robert Roberto|Dick Rick Richard Ricardo|Jack Jeb John
    Johnny Jon Juan Ivan Ian Sean Giovanni Johann Johannes Hans Jean|Ted Ned Ed Edward Eddie Eduardo Theodore
    Teddy|Jim James Jimmy Jaime Jamie Diego Jacob|Joe Joseph Jose José Josef Giuseppe Yosef|Tony Anthony Antonio
    Anton|Hank Harry Henry Henri Enrique Heinrich|Chuck Charles Charlie Carlos Karl Carl|Mike Michael Mikhail
    Mykhailo Miguel|Nick Nicholas Nikolai Mykola Nicolas Klaus|Alexei Aleksei Oleksiy Alex Alexander Sasha Aleksandr
    Oleksandr Alejandro|Vladimir Volodymyr|Sergei Sergey Serhiy Sergio|Kirill Kyrylo|Dmitry Dmytro Dmitri|Yevgeny
    Evgeny Eugene Yevhen Gene|George Georgi Giorgi Jorge Jürgen Georg Yuri Yury Juri|Paul Pablo Pavel Paolo|Peter
    Pedro Pyotr Petro Pierre Pete|Stephen Steve Steven Stefan Esteban Stepan|Andrew Andy Drew Andrei Andriy André
    Andrés|Lawrence Larry Laurence|Gerald Gerry Jerry Gerard|Francis Frank Francisco Francesco François Franz Pancho
    Paco|Rafael Rafi|Matthew Matt Mateo|Louis Luis Luigi Lewis Ludwig Lou|Philip Phil Felipe Philippe|Thomas Tom
    Tommy Tomás|David Dave Davide|Liz Elizabeth Beth Betty Elisabeth Lisa Eliza Betsy Isabel Bess Libby|Peggy
    Margaret Maggie Meg Greta Rita Margarita|Kate Katherine Catherine Kathy Cathy Katie Kathleen Ekaterina
    Yekaterina Kateryna Katya Kitty Caitlin|Mary Maria Marie Molly Polly Miriam Masha|Ann Anne Anna Nancy Hannah
    Annie Anita|Helen Elena Olena Yelena Ellen Eleanor|Sue Susan Suzanne Susanna|Sally Sarah Sara|Julia Yulia Julie
    Giulia|Barbara Varvara Babs|Martha Patty|Patricia Pat Patty Trish Tricia|Rebecca Becky|Deborah Debbie|Jennifer
    Jenny|Theresa Teresa Tess|Alexandra Sandra Sasha Oleksandra|Irina Iryna Irene|Natalia Natasha Natalya
    Nataliya|Tatiana Tetiana Tanya
"""
"""Names of one person in one row, by which others know or spell them."""
_ROWS = [frozenset(row.split()) for row in _ALIASES.split("|")]
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_NAMES = 2
_SPELLING = 0.6
"""From here on one given name may be a spelling of the other."""


def are_two(one: str, other: str) -> bool:
    """Whether two speakers are named with one family name and given names that are of two people."""
    named, theirs = named_in_full(one), named_in_full(other)
    if named is None or theirs is None or named[1] != theirs[1]:
        return False
    return not any(_may_be_one(*both) for both in product(named[0], theirs[0]))


def named_in_full(speaker: str) -> tuple[frozenset[str], str] | None:
    """Return the given names and the family name that a speaker ends with, None where they are not all known."""
    run: list[str] = []
    for piece in reversed(speaker.replace(",", " , ").split()):
        if not piece[:1].isupper():
            break
        run.insert(0, piece.strip("."))
    while run and run[-1] in _SUFFIXES:
        run.pop()
    given = frozenset(run[:-1]) & cues.given_names().keys()
    return (given, run[-1]) if len(run) >= _NAMES and given else None


def _may_be_one(one: str, other: str) -> bool:
    if {cues.given_names()[one], cues.given_names()[other]} == {"male", "female"}:
        return False
    is_alias = any(one in row and other in row for row in _ROWS)
    return is_alias or one[0] == other[0] or Indel.normalized_similarity(one, other) >= _SPELLING
