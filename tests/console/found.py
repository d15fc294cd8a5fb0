"""What the two outlets of `fill` tell differently, one of several kinds each."""

from collections.abc import Callable

from schemas.divergence import Finding

_SAID = (
    ("figure", "injured", (1, 2), ("four", "five"), "injured: four in Gazette, five in Herald"),
    (
        *("attribution", "The bridge is shut", (0, 0), ("a council spokesman", "the transport minister")),
        "the same words are given to two speakers",
    ),
    ("quote", "Jo Field", (2, 1), ("we were warned in May", "we were told in May"), "Jo Field is quoted in two ways"),
    ("unmarked", "a nurse", (1, 2), ("four people were hurt",) * 2, "Herald prints as its own words what is quoted"),
)


def found(say: Callable[[str], str] = str) -> tuple[Finding, ...]:
    """Make the findings of the divergence; `say` makes the texts that come from outside."""
    return tuple(
        Finding.model_validate(
            {
                "kind": kind,
                "what": say(what),
                "a": (a,),
                "b": (b,),
                "says_a": say(says[0]),
                "says_b": say(says[1]),
                "key_a": f"{kind} a",
                "key_b": f"{kind} b",
                "summary": say(summary),
                "significance": 0.5,
            }
        )
        for kind, what, (a, b), says, summary in _SAID
    )
