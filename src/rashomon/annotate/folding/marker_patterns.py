"""The wording of ``knowledge/regions.toml``, compiled: furniture, bylines, datelines, captions."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun|MON|TUES?|WED(?:NES)?|THU(?:RS)?|FRI|SAT(?:UR)?|SUN)(?:day|DAY)?\.?)"
DAY = rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
CLOCK = r"(?:,? ?(?:[|\u00b7\u2022@-]|at|AT)? ?\d{1,2} ?[:.] ?\d{2}(?: ?[:.] ?\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?\(?[A-Z]{2,4}(?: ?[+-]\d{1,2}(?: ?: ?\d{2})?)?\)?)?)"
PART = r"(?:,? (?:morning|noon|afternoon|evening|night|midnight))"
DATE_LINE = re.compile(rf"\W{{0,3}}(?:{WEEKDAY},? )?{DAY}{CLOCK}?\W{{0,3}}")
PERSON = r"[A-Z][\w.'\u2019-]+(?: (?:[A-Z][\w.'\u2019-]*|de|da|del|van|von|der|bin|ibn|al-\w+|el-\w+)){1,4}"
CITY = r"[A-Z][A-Z.'\u2019-]{1,20}(?: [A-Z][A-Z.'\u2019-]{1,20}){0,3}"
PLACE = r"[A-Z][\w.'\u2019]+(?:[ -][A-Z][\w.'\u2019]+){0,3}"
REGION = r"(?:, ?[A-Z][\w.'\u2019]*(?: [A-Z][\w.'\u2019]*){0,3}){0,2}"
DATED = rf"(?:,? \(?(?:(?:{WEEKDAY},? )?{DAY}{PART}?|{WEEKDAY}{PART}?)\)?)"
GLUED = r"""(?=["\u201c\u2018'(\[A-Z0-9])"""


class Markers(NamedTuple):
    """The tables of ``regions.toml``, compiled.

    Attributes:
        lines: Whole blocks that are furniture.
        sections: Headings of lists of links.
        tails: What may follow the last sentence.
        origin: Lines that name where the text was taken from.
        biography: An author's biography, from its first words.
        byline: Whole blocks that name the author or the date.
        caption: Starts of captions.
        credit: Ends of captions.
        dateline: Datelines with a mark of their own: capitals, date or agency.
        dateline_alone: Datelines on a line of their own.
        place: A place or outlet before a dash, at the very beginning.
        not_places: Capitals before a dash that are no place.
    """

    lines: re.Pattern[str]
    sections: re.Pattern[str]
    tails: re.Pattern[str]
    origin: re.Pattern[str]
    biography: re.Pattern[str]
    byline: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    dateline: re.Pattern[str]
    dateline_alone: re.Pattern[str]
    place: re.Pattern[str]
    not_places: frozenset[str]


def markers(knowledge: Knowledge) -> Markers:
    """Compile the tables.

    Args:
        knowledge: The tables.
    """
    table = knowledge.toml("regions")
    agencies = _any(re.escape(name) for name in table["origin"]["agencies"])
    words, phrases = _any(table["origin"]["words"]), _any(table["origin"]["phrases"])
    word = r"[A-Z0-9][\w.'\u2019&-]*"
    name = rf"(?!\d{{1,2}}\b|\d{{4}}\b|{MONTH} |{WEEKDAY}\b)(?:[Tt]he )?{word}(?: (?:(?:of|the|and|for|&) ){{0,2}}{word}){{0,6}}"
    agency = rf"(?: ?\((?:{agencies}|[A-Z][\w .,/&-]{{1,30}})\))"
    dash = r"(?: ?_(?= |\Z)|\.? ?[\u2013\u2014]+|\.? ?--+|\.? ?-(?= |\Z))"
    return Markers(
        lines=_named(table["line"]),
        sections=_named(table["section"]),
        tails=re.compile(rf"""(?:^|(?<=[.!?"\u201d)] ))(?:{_groups(table["tail"])})""", re.IGNORECASE),
        origin=re.compile(
            rf"\W{{0,3}}(?:(?i:{words}) ?:? (?:{name})\W{{0,3}}(?i:(?:by permission|with permission|on {DAY}).{{0,40}})?"
            rf"|(?i:{phrases}) (?:{name}).{{0,160}})"
        ),
        biography=re.compile(
            rf"\W{{0,3}}(?!(?:{_any(table['biography']['not'])}) )(?P<name>{PERSON})(?:,? (?:who )?(?:is|was) (?:[^.]{{0,80}}[ -])?(?:{_any(table['biography']['roles'])})\b|,? [^.,]{{0,80}},? (?:{_any(table['biography']['verbs'])})\b| (?:{_any(table['biography']['verbs'])})\b)"
        ),
        byline=re.compile(
            rf"\W{{0,3}}(?:(?:{_any(table['byline']['words'])}) (?:{PERSON}|[A-Z][A-Z.' -]{{3,40}}|[Tt]he [A-Z]\w+(?: [A-Z]\w+){{0,3}}|[A-Z]\w+ [Ss]taff)(?:(?:,| and| &| \||;| in| for| -| \u2013| \u2014|/|,? {DAY}| [A-Z(])[^.!?]{{0,80}})?|{_any(table['byline']['names'])}|{_any(table['byline']['dates'])}|{PERSON} ?[|\u00b7\u2022,] ?(?:{WEEKDAY},? )?{DAY}{CLOCK}?)\W{{0,3}}"
        ),
        caption=re.compile(rf"(?:{_any(table['caption']['starts'])})"),
        credit=re.compile(rf"(?:{_any(table['caption']['ends'])})\W{{0,2}}\Z"),
        dateline=re.compile(
            rf"\W{{0,2}}(?:(?P<city>{CITY}){REGION}{DATED}?(?:{agency})?{dash}|(?P<capitals>{CITY}){REGION}{DATED}?{agency}?: (?=\S)"
            rf"|{PLACE}{REGION}(?:{DATED}{agency}?|{agency}){dash}|\((?:{agencies})\) ?{dash}|\((?:{agencies})\) ?|(?:{agencies}) ?[\u2013\u2014] ?) ?{GLUED}"
        ),
        dateline_alone=re.compile(
            rf"(?:{CITY}{REGION}{DATED}?{agency}?{dash}|{CITY}{REGION}(?:{DATED}{agency}?|{agency})[.:]?"
            rf"|{PLACE}{REGION}(?:{DATED}{agency}?|{agency}){dash}|{PLACE}, [A-Z]\w+{agency})\W{{0,2}}"
        ),
        place=re.compile(rf"(?P<city>{PLACE}){REGION}(?: [\u2013\u2014] ?|- | - | -- ){GLUED}"),
        not_places=frozenset(table["dateline"]["not"]),
    )


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{_checked(pattern)})" for pattern in patterns)


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(f'regions.toml: "{pattern}" is no regular expression ({error}): mend it') from error
    return pattern


def _groups(table: dict[str, list[str]]) -> str:
    return "|".join(f"(?P<{name}>{_any(patterns)})" for name, patterns in table.items())


def _named(table: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{_groups(table)})\W{{0,3}}", re.IGNORECASE)
