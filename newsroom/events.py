"""Events: what happened, where, to whom, in figures, and what officials and witnesses said of it, word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import product
from random import Random

from newsroom.chance import dice
from newsroom.language import Domain, choose, language

_SURNAMES_EACH = 4
_OWN_QUOTES = 3
_COMMON_QUOTES = 2
_UNTOLD = 1
_BACKGROUND = 6


@dataclass(frozen=True)
class Quote:
    """Words that were said; `source` is the grammar they came from, from which a misquotation is drawn."""

    source: str
    text: str


@dataclass(frozen=True)
class Event:
    """One event of the world. `names` fill the slots of every outlet's telling; `facts` are its true figures."""

    key: str
    language: str
    domain: Domain
    at: datetime
    names: Mapping[str, str]
    facts: Mapping[str, int]
    statement: tuple[Quote, ...]
    witness: tuple[Quote, ...]
    told: tuple[Sequence[str], ...]
    """What there is to tell of it: groups of wordings, each group saying one thing."""
    background: tuple[Sequence[str], ...]
    is_wire: bool
    """Whether an agency's report of it is run word for word by its members."""


@lru_cache(maxsize=64)
def _shuffled(seed: int, code: str, kind: str) -> tuple[str, ...]:
    """Every name of a kind that the language can make, in this world's order."""
    words = language(code).words
    names = ["".join(parts) for parts in product(words[f"{kind}_stems"], words[f"{kind}_endings"])]
    dice(seed, "names", code, kind).shuffle(names)
    return tuple(names)


def unique_name(seed: int, code: str, kind: str, number: int) -> str:
    """The world's `number`-th place or surname: no two alike, doubled ("Ashby-Coldford") once the single are used."""
    names = _shuffled(seed, code, kind)
    rounds, place = divmod(number, len(names))
    return names[place] if rounds == 0 else f"{names[place]}-{names[(place + rounds) % len(names)]}"


def _names(seed: int, number: int, code: str, domain: Domain, rng: Random) -> dict[str, str]:
    tongue = language(code)
    last = [unique_name(seed, code, "surname", number * _SURNAMES_EACH + at) for at in range(_SURNAMES_EACH)]
    names = {
        "place": unique_name(seed, code, "place", number),
        "region": rng.choice(tongue.list("regions")),
        "official_last": last[0],
        "witness_last": last[1],
        "third_last": last[2],
        "company": rng.choice(tongue.list("companies")).format(surname=last[3]),
        "agency": tongue.word("agency"),
    }
    for who, pool in (("official", "first_names"), ("witness", "witness_first_names"), ("third", "first_names")):
        names[who + "_first"] = rng.choice(tongue.list(pool))
    names["organisation"] = rng.choice(domain.organisation).format_map(names)
    names["role"] = rng.choice(domain.roles)
    names |= {thing: rng.choice(choices) for thing, choices in domain.things.items()}
    names["witness_role"] = rng.choice(domain.witness_roles)
    return names


def _said(own: Sequence[str], common: Sequence[str], names: Mapping[str, str], rng: Random) -> tuple[Quote, ...]:
    """What was said at this event: mostly of its own kind, partly what is said at any."""
    grammars = rng.sample(own, min(_OWN_QUOTES, len(own))) + rng.sample(common, _COMMON_QUOTES)
    rng.shuffle(grammars)
    filled = [grammar.format_map(names) for grammar in grammars]
    return tuple(Quote(grammar, choose(grammar, rng)) for grammar in filled)


def _some(groups: Sequence[Sequence[str]], count: int, rng: Random) -> tuple[Sequence[str], ...]:
    """Some of the groups, in their order."""
    return tuple(groups[at] for at in sorted(rng.sample(range(len(groups)), count)))


def happen(seed: int, number: int, code: str, at: datetime, *, is_wire: bool) -> Event:
    """Make the world's `number`-th event."""
    rng = dice(seed, "event", number)
    domains, words = language(code).domains, language(code).words
    domain = domains[(number + rng.randrange(2)) % len(domains)]
    names = _names(seed, number, code, domain, rng)
    facts = {}
    for name, (low, high, *step) in domain.facts.items():
        facts[name] = rng.randrange(low, high + 1, step[0] if step else 1)
    return Event(
        key=f"event-{number:05d}",
        language=code,
        domain=domain,
        at=at,
        names=names,
        facts=facts,
        statement=_said(domain.statement, words["statement"], names, rng),
        witness=_said(domain.witness, words["witness"], names, rng),
        told=_some(domain.told, len(domain.told) - _UNTOLD, rng),
        background=_some(words["background"], _BACKGROUND, rng),
        is_wire=is_wire,
    )
