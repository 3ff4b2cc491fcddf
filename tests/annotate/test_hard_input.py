"""Hard input through every layer of one document's reading: nothing raises, and every row lies in the text."""

import pytest

from rashomon.annotate import LAYERS

ARABIC = "قال المتحدث إن القوات انسحبت من كيل"
TOLD = "Admiral Scheer said on Monday that 27 sailors were killed when the fleet attacked Kiel. "


@pytest.mark.parametrize(
    "text",
    [
        "Kiel", "killed", "27", "said", "“", "\x00", "🕊", ARABIC, "٣", "٣٤ ships sank on ٣ May", "᪐", "१/२",
        "🕊️ Scheer said 👩‍👩‍👧‍👦 two 🚢 were sunk 🔥🔥🔥! " * 20,
        f"Admiral Scheer said: “{ARABIC}” and 12 sailors ({ARABIC}) were killed in Kiel on \u202b31 مايو 1916\u202c. " * 5,
        TOLD.replace(" ", " \x00").replace("k", "k\x00") * 5,
        "torpedoed by British torpedoed by British torpedoed", "live " * 40 + "Feldt", "business news live " * 14 + "Feldt",
        TOLD * 200, TOLD.replace(". ", " and ") * 80, "killed " * 1000, "“" * 3000 + TOLD, "27 " * 1000, "the U.S. " * 800, "x" * 50_000,
    ],
    ids=lambda text: f"{text[:12]!a}, {len(text)}",
)  # fmt: skip
def test_no_text_is_too_hard(read, text: str) -> None:  # noqa: ANN001
    """One word, emoji, right-to-left script, NUL bytes, long and endless texts are read; each row's offsets lie in the text."""
    annotated = read(text)
    for name, _ in LAYERS:
        for row in getattr(annotated, "event_mentions" if name == "events" else name):
            assert 0 <= row.start_char < row.end_char <= len(text), (name, row)
