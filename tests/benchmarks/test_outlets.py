"""What is claimed of figures in articles as two outlets write them, over all of the cases together."""

from collections.abc import Sequence

from benchmarks.told_pairs import OUTLETS, Told, hand_made, is_said_so
from schemas.divergence import FigurePair
from worker.text.divergence import divergence

LEAST_REAL, LEAST_FOUND = 0.9, 75


def test_of_the_figures_said_to_conflict_nine_of_ten_do() -> None:
    real, false = list[str](), list[str]()
    for told in hand_made():
        if told.name.startswith(OUTLETS):
            for pair in divergence(told.a, told.b).figures:
                is_claimed = pair.relation == "conflict" and not pair.what.startswith("age ")
                if is_claimed and not _is_among(told, pair, told.unclear):
                    kept = real if _is_among(told, pair, told.conflicts) else false
                    kept.append(f"{told.name}: {pair}")
    assert len(real) >= LEAST_REAL * (len(real) + len(false)), false
    assert len(real) >= LEAST_FOUND


def _is_among(told: Told, pair: FigurePair, known: Sequence[tuple[object, object]]) -> bool:
    one, other = told.a.sentences[pair.a].text, told.b.sentences[pair.b].text
    return any(is_said_so(pair.said_a, one, str(a)) and is_said_so(pair.said_b, other, str(b)) for a, b in known)
