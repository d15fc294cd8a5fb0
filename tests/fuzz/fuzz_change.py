"""Coverage-guided fuzzing of reading and comparing: two texts of any bytes, and whatever is found must be sound.

    make fuzz                                  a minute of it
    make fuzz ARGS="-max_total_time=600"       ten; further arguments are libFuzzer's

What is found is written to a file `crash-...` here, and becomes a case of `tests/text/test_hostile_texts.py`.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["worker.text"]):
    from schemas.article import Reading
    from schemas.change import Change
    from schemas.page import Page
    from worker.text.change import joined, revision
    from worker.text.divergence import divergence
    from worker.text.extract import extract

SEEDS = Path(__file__).parents[2] / "seeds"
KINDS = ("text/html", "text/plain; charset=utf-8")
AT = datetime(2026, 1, 1, tzinfo=UTC)


def one_input(data: bytes) -> None:
    """Read the two halves of `data` as pages, compare them both ways, and check what must always hold."""
    provider = atheris.FuzzedDataProvider(data)
    kind = KINDS[provider.ConsumeIntInRange(0, len(KINDS) - 1)]
    first = provider.ConsumeBytes(provider.ConsumeIntInRange(0, provider.remaining_bytes()))
    old, new = (_read(body, kind) for body in (first, provider.ConsumeBytes(provider.remaining_bytes())))
    check(revision(old, new))
    divergence(old, new)
    if not revision(old, old).is_empty:
        raise AssertionError("a reading differs from itself")


def _read(body: bytes, kind: str) -> Reading:
    reading = extract(Page(url=None, fetched_at=AT, body=body, content_type=kind))
    for sentence in reading.sentences:
        if reading.text[sentence.start : sentence.end] != sentence.text:
            raise AssertionError(f"a sentence does not stand where it says: {sentence}")
    return reading


def check(change: Change) -> None:
    """Raise AssertionError where the edits do not turn the old side into the new."""
    for sign, side, place in (("-", change.old, "old"), ("+", change.new, "new")):
        told = [at for edit in change.edits if edit.field is None for at in getattr(edit, place)]
        if sorted(told) != list(range(len(side.sentences))):
            raise AssertionError(f"of the {place} sentences these are told: {told}")
        for edit in change.edits:
            text = "".join(piece for tag, piece in edit.words if tag in {"=", sign})
            if (
                edit.words
                and edit.field is None
                and text != joined([side.sentences[at] for at in getattr(edit, place)])
            ):
                raise AssertionError(f"the words do not make the {place} sentences: {edit}")


def plant(folder: Path) -> None:
    """Write the texts that the fuzzer sets out from: the seeds, whole and by paragraph, each before itself edited."""
    for seed in SEEDS.glob("*.txt"):
        text = seed.read_text(encoding="utf-8")
        for at, part in enumerate([text, *text.split("\n\n")]):
            half = part[: len(part) // 2]
            whole = f"{part}\n\n{half.upper()}{part[len(half) :]}".encode()
            # The numbers that say where to cut are taken from the end.
            (folder / f"{seed.stem}-{at}").write_bytes(whole + len(part.encode()).to_bytes(4, "little") + b"\x01")


if __name__ == "__main__":
    with TemporaryDirectory() as corpus:
        plant(Path(corpus))
        limits = ["-max_total_time=60", "-timeout=20", "-rss_limit_mb=2048", "-max_len=20000", "-len_control=0"]
        atheris.Setup(["fuzz", corpus, *limits, *sys.argv[1:]], one_input)
        atheris.Fuzz()
