"""In which language a document is written.

Method: py3langid (a fork of langid.py: Lui and Baldwin 2012, naive Bayes on byte n-grams), with probabilities normalised.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")
NAMES = {"eng": "en", "english": "en"}
SURE = 0.9  # probability from which a text counts as told apart
SHORTEST = 100  # letters: shorter texts are names and headings, on which the method guesses
SAMPLE = 4000  # characters taken from each of three places: the method walks every byte in Python
LETTERS = re.compile(r"[^\W\d_]+")
LINKS = re.compile(r"(?<!\S)\S*(?://|www\.|@)\S*")  # begins where a word does: linear on a text without blanks


def code(value: str) -> str | None:
    """ISO 639-1 code in lower case of a language tag ("en", "en-GB", "eng", "English"), or None.

    Args:
        value: The tag, as written.
    """
    value = value.strip()
    if match := CODE.fullmatch(value):
        return match[1].lower()
    return NAMES.get(value.lower())


def identify(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where it is too short or not told apart.

    Args:
        text: The text; three places of a long one are looked at.
    """
    sample = text
    if len(text) > 3 * SAMPLE:
        middle = len(text) // 2
        sample = "\n".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))
    sample = " ".join(LETTERS.findall(LINKS.sub(" ", sample)))
    if len(sample) < SHORTEST:
        return None
    label, probability = _identifier().classify(sample)
    return label if probability >= SURE and len(label) == 2 else None


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
