from worker.text.between.meaning import meaning, named_by


def test_what_sentences_are_about_is_named_as_it_is_written() -> None:
    said = "He was last seen near Ben Lorne's summit, and Ben Lorne was searched"
    assert named_by(said, meaning("seen by walkers at Ben Lorne")) == "seen Ben Lorne"


def test_only_the_first_words_name_it() -> None:
    said = "Ferry Captain Harbour Lantern Signal Rescue"
    assert named_by(said, meaning(said)) == "Ferry Captain Harbour Lantern Signal"
