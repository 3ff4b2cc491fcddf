"""Which outlet or agency a printed line names as where the text came from."""

import re

from rashomon.collect.outlets import canonical
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge

WITHIN = 1500  # characters from the beginning and the end: such lines stand round the text, not in it
WORD = r"[A-Z0-9][\w.'’&-]*"
NOT_A_DATE = (
    r"(?!\d{1,2}\b|\d{4}\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b)"
)
NAME = rf"{NOT_A_DATE}(?:[Tt]he\s)?{WORD}(?:[ ](?:(?:of|the|and|for|&)[ ]){{0,2}}{WORD}){{0,6}}"
BEGIN = r"(?:^|[\n\r\f]|[.!?”\"]\s{2,4})[ \t*_>(\[]*"
END = r"[ \t]*+[.)\]*_]*+[ \t]*+(?=[\n\r\f,(|–—-]|\Z)"
CITY = r"[A-Z][A-Z.'’-]{1,20}(?:[ ][A-Z][A-Z.'’-]{1,20}){0,3}(?:,[^\n\r\f()]{1,40})?"


def original_outlet(text: str, knowledge: Knowledge) -> str | None:
    """Outlet that the text says it was taken from: "Via The Daily Bugle", "(Reuters) -", "Originally published by ...".

    Args:
        text: The document's text.
        knowledge: The tables; ``regions.toml`` holds the wording under ``origin``.

    Returns:
        The outlet's one name, or None where no line says so.
    """
    line, agency = knowledge.once(_patterns)
    ends = (text,) if len(text) <= 2 * WITHIN else (text[:WITHIN], text[-WITHIN:])
    for end in ends:
        if match := line.search(end):
            name = match["alone"] or match["phrase"]
            return canonical(name.removeprefix("the ").removesuffix("."), knowledge)
    match = agency.search(ends[0])
    return canonical(match["agency"] or match["acronym"], knowledge) if match else None


def _patterns(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    origin = knowledge.toml("regions")["origin"]
    words, phrases = (
        "|".join(sorted(origin[key], key=lambda word: (-len(word), word))) for key in ("words", "phrases")
    )
    agencies = "|".join(re.escape(name) for name in sorted(origin["agencies"], key=lambda name: (-len(name), name)))
    alone = rf"(?i:{words})(?:[ \t]++(?::[ \t]++)?|:[ \t]++)[*_\[]*(?P<alone>{NAME}){END}"
    phrase = rf"(?i:{phrases})[ \t]+[*_\[]*(?P<phrase>{NAME})"
    bracket = rf"[^\n\r\f]{{0,80}}?\((?P<agency>{agencies})(?:[ /,][^()\n]{{0,20}})?\)[ \t]*[-–—:]"
    acronym = rf"{CITY}[ ]?\((?P<acronym>[A-Z]{{2,6}})\)[ ]?[-–—]"
    try:
        line = re.compile(rf"{BEGIN}(?:{alone}|{phrase})")
    except re.error as error:
        raise KnowledgeError(
            f"regions.toml: a pattern under origin is no regular expression ({error}): mend it"
        ) from error
    return line, re.compile(rf"(?:^|[\n\r\f])[ \t*_]*(?:{bracket}|{acronym})")
