"""The manual is printed from these tests, and what is in the repository is what they print."""

from tests.spec.language.features import feature, names
from tests.spec.manual import CHAPTERS, PAGE, page


def test_the_manual_is_fresh() -> None:
    """After a change of a feature: python -m tests.spec.manual --write."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.spec.manual --write"


def test_every_chapter_has_features() -> None:
    """File numbers decide the chapter."""
    assert {name[0] for name in names()} == set(CHAPTERS)


def test_no_two_features_share_a_title_or_number() -> None:
    """A reader finds each feature once."""
    assert len({feature(name).title for name in names()}) == len(names())
    assert len({name[:2] for name in names()}) == len(names())
