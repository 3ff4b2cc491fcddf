"""Forms of time expressions where their words stand."""

import pytest

from rashomon.annotate.times import forms
from rashomon.annotate.times.forms import RUN, build_grammar, find
from rashomon.annotate.times.words import tokenise
from rashomon.knowledge import Knowledge


def spans(text: str, knowledge: Knowledge) -> list[tuple[tuple[int, int], ...]]:
    """Tokens of each form in a text."""
    grammar = knowledge.once(build_grammar)
    return [found.spans for found in find(tokenise(text, grammar.lexicon), grammar)]


def test_a_form_is_found_wherever_it_stands(knowledge: Knowledge) -> None:
    """What runs of words hold is remembered, and holds for the same run in any other place."""
    assert spans("on 31 May 1916", knowledge) == spans("on 31 May 1916", knowledge) == [((1, 4),)]
    assert spans("Ships sank on 31 May 1916 near Jutland", knowledge) == [((3, 6),)]


def test_long_runs_are_read_too(knowledge: Knowledge) -> None:
    """A run too long to remember is read as any other."""
    assert spans("1 2 3 " * RUN + "31 May 1916", knowledge) == [((3 * RUN, 3 * RUN + 3),)]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Past the limit all runs are forgotten, and found again."""
    monkeypatch.setattr(forms, "KNOWN", 1)
    assert spans("on 31 May 1916 or last Friday", knowledge) == spans("on 31 May 1916 or last Friday", knowledge) != []
    assert len(knowledge.once(build_grammar).known) == 1
