"""Whether an article tells of an election of which not all is counted: its numbers are not yet those of the result."""

import re

_SOME = (
    r"(?:about |some |around |nearly |almost |more than |just over )*(?:\d[\d.,]*|half|two[ -]thirds|three[ -]quarters)"
)
_POLLED = r"(?:votes?|ballots?|precincts|(?:polling )?stations|constituencies|districts|counties|returns|results)"
_PART_COUNTED = re.compile(
    rf"\b(?:with|after) {_SOME}[\w\s%]{{0,30}}?\b{_POLLED}\b[^,.;]{{0,20}} (?:counted|reporting|tallied|declared)\b"
    rf"|{_SOME} ?(?:%|per ?cent)? of (?:the |all )?{_POLLED}\b[^,.;]{{0,30}} (?:had|has|have)"
    r" (?:already )?been (?:counted|tallied)\b"
    rf"|\bcounting {_SOME}[\w\s%]{{0,30}}?\b{_POLLED}\b"
    rf"|\bresults (?:of|from|in) {_SOME} ?(?:%|\w+)"
    r"|\b(?:partial|early|preliminary|incomplete|first) (?:official |election )?(?:results|returns|counts?|tally)\b",
    re.IGNORECASE,
)


def tells_of(sentence: str) -> bool:
    """Whether a folded sentence tells of a count that is not over: with 40 per cent of votes counted."""
    return _PART_COUNTED.search(sentence) is not None
