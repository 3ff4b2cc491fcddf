"""Letters of all of Unicode through the whole reading."""

import unicodedata

import pytest

from rashomon.collect import MAX_CHARS, Input
from rashomon.engine.reading import Settings, Task, read

SETTINGS = Settings(overlay=None, language_model=None, language="en", max_chars=MAX_CHARS)
PLANES = [range(0x3000), range(0x3000, 0x10000), range(0x10000, 0x20000), range(0x20000, 0x110000)]


def text_of(codes: range) -> str:
    """Sentences, each with some characters of one stretch of 256 code points where a name, a number and a mark stand."""
    out = []
    for start in range(codes.start, codes.stop, 256):
        kept = [
            chr(at)
            for at in range(start, start + 256, 37)
            if unicodedata.category(chr(at)) not in {"Cs", "Cn", "Co", "Cc"}
        ]
        if kept:
            word = "".join(kept)
            out.append(f"The {word} fleet shelled {word}, killing {kept[-1]} of {kept[0]}12 sailors, {word} said.")
    return "\n\n".join(out)


@pytest.mark.parametrize("codes", PLANES, ids=["first", "rest of the first plane", "second plane", "others"])
def test_every_block_is_read(codes: range) -> None:
    """Whatever script the names, numbers and marks of a text are in, every layer reads it, and offsets stay within it."""
    text = text_of(codes)
    result = read(Task(uri="a.txt", input=Input(uri="a.txt", data=text.encode()), corrections={}), SETTINGS)
    assert result.skipped is None, result.skipped
    assert result.annotated
    assert result.document is not None
    assert result.document.text == text
    assert result.tables["sentences"]
