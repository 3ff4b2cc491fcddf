"""What all tests share."""

import pytest

from rashomon.annotate import Annotated, annotate
from rashomon.knowledge import Knowledge
from rashomon.language import Language, load
from rashomon.model import make_document


@pytest.fixture(scope="session")
def language() -> Language:
    """The shipped pipeline, loaded once."""
    return load()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped tables."""
    return Knowledge()


@pytest.fixture(scope="session")
def read(language, knowledge):  # noqa: ANN001, ANN201
    """A function that annotates a text: ``read("...", published="1916-06-03")``."""

    def _read(text: str, **columns: object) -> Annotated:
        return annotate(make_document(uri="test", text=text, **columns), language, knowledge)

    return _read
