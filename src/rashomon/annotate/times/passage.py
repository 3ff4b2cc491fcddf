"""The passage a time expression stands in: what was named before it, and what it may count from."""

from datetime import date

from msgspec import Struct

from rashomon.annotate.times.meaning import Meaning

FAR = 300
"""Days from publication at which a date belongs to the background rather than to the news."""
REACH = 120
"""Tokens of a paragraph over which a dated day or month of the past sets the scene in news; a year alone, its sentence."""
CLOSE = 3
"""Days that the news may have told of and still leave a time of day its bounds."""
FINE = {
    "TS": 0,
    "TM": 0,
    "TH": 0,
    "D": 1,
    "W": 2,
    "WE": 2,
    "FN": 2,
    "M": 3,
    "SX": 4,
    "Q": 4,
    "H": 4,
    "Y": 5,
    "DE": 6,
    "CE": 7,
    "ML": 8,
}
"""How fine a unit is: the smaller, the finer."""


class Setting(Struct, frozen=True):
    """Where an expression stands.

    Attributes:
        block: Index of its block.
        tense: ``past``, ``future`` or ``none``: of the clause it stands in.
        scene: Whether a date here places what follows ("In 1916 ..."), or only marks a thing ("the 1916 battle").
        named: Whether a bare year here is at least a time of its own ("until 1933"), for what counts from the last one.
        event: Whether "before" or "after" behind it names an event.
        since: Whether "since" stands before it.
        flashback: Whether "had" shortly before it makes it earlier than what is told ("had warned in 1914").
        at: Its first token in the block.
        sentence: First token of its sentence in the parse.
        narrates: Whether a day named here belongs to what is told: no dateline, no "said on Friday".
        ahead: Whether "will" says that it lies ahead of publication.
        attributive: Whether it only marks a thing ("the 1978 treaty").
    """

    block: int
    tense: str = "none"
    scene: bool = True
    named: bool = True
    event: bool = False
    since: bool = False
    flashback: bool = False
    at: int = 0
    sentence: int = 0
    narrates: bool = True
    ahead: bool = False
    attributive: bool = False

    @property
    def past(self) -> bool:
        """Whether the clause looks back."""
        return self.tense == "past"


class Resolved(Struct, frozen=True):
    """A time expression with its value.

    Attributes:
        anchor: As in :class:`rashomon.model.Time`.
        anchor_index: The earlier expression it hangs on.
        day: A day in it, for what hangs on it; None where it is open.
        unit: How fine it is: ``D``, ``W``, ``M``, ``Q``, ``SX``, ``Y``, ...
    """

    type: str
    value: str | None
    mod: str | None = None
    earliest: date | None = None
    latest: date | None = None
    anchor: str = "none"
    anchor_index: int | None = None
    day: date | None = None
    unit: str = ""


class Focus(Struct, frozen=True):
    """The last date named: a day in it, how fine it is, which expression named it, where."""

    day: date
    unit: str
    index: int
    block: int
    aside: bool = False
    at: int = 0
    sentence: int = 0


class Passage:
    """The dates named so far in a document, and which of them what follows counts from.

    Args:
        published: Day of publication, or None.
        story: Whether dates of this document count from each other rather than from publication.
        day_first: Whether the first number of a date in figures is the day.
        rules: Rules of holidays by name.
        years: First and last of the years that most of the document is about.
    """

    def __init__(
        self, published: date | None, *, story: bool, day_first: bool, rules: dict[str, str], years: tuple[int, int]
    ) -> None:
        self.published = published
        self.story = story
        self.day_first = day_first
        self.rules = rules
        self.years = years
        self.block = self.at = self.sentence = 0
        self.ahead = False
        self._last: Focus | None = None
        self._main: Focus | None = None
        self.scene: Focus | None = None
        self.quarter: Focus | None = None
        self.count = 0
        self._told: list[Focus] = []

    @property
    def focus(self) -> Focus | None:
        """The last date named; one beside the document's own years holds only in its paragraph, a bare year not at all."""
        last = self._last
        if last is not None and last.aside and self._main is not None:
            return last if last.block == self.block and last.unit != "Y" else self._main
        return last

    def told(self, block: int) -> tuple[Focus | None, Focus | None]:
        """First and last of the days that a time of day alone may belong to.

        Of its own paragraph the last one named, else all that the news has told of so far, where they lie close together.
        """
        if self.published is None or self.story:
            last = self.focus
            return (last, last) if last is not None and last.unit == "D" else (None, None)
        if not self._told:
            return None, None
        if self._told[-1].block == block:
            return self._told[-1], self._told[-1]
        first, last = min(self._told, key=lambda one: one.day), max(self._told, key=lambda one: one.day)
        return (first, last) if (last.day - first.day).days <= CLOSE else (None, None)

    def in_story(self, block: int) -> bool:
        """Whether dates here count from the last date named."""
        if self.published is None or self.story:
            return True
        scene = None if self.ahead else self.scene
        if scene is None or scene.block != block:
            return False
        return scene.sentence == self.sentence if scene.unit == "Y" else self.at - scene.at <= REACH

    def remember(self, meaning: Meaning, setting: Setting, resolved: Resolved) -> None:
        """Take in what an expression named."""
        self.count += 1
        if resolved.day is None or resolved.type not in ("DATE", "TIME") or FINE.get(resolved.unit, 9) > 5:
            return
        bare_year = resolved.unit == "Y" and meaning.kind == "date"
        if meaning.kind == "holiday" and resolved.anchor == "absolute" and meaning.year is None:
            return  # "9/11" names an event as much as a day
        if self.story and resolved.unit == "Y" and meaning.kind == "shift" and meaning.direction < 0:
            return  # "as in the previous year": what is told goes on where it was
        if self.story and setting.since and resolved.anchor == "text":
            return
        named = meaning.kind in ("date", "decade") and meaning.year is not None
        aside = not self.years[0] <= resolved.day.year <= self.years[1]
        aside = aside or (bare_year and setting.flashback)
        opening = (
            self.story
            and not aside
            and not setting.attributive
            and (self._last is None or self._last.block != setting.block)
        )
        if (bare_year and not setting.named and not (opening and not setting.since)) or (
            resolved.unit == "SX" and not named
        ):
            return
        if self.story and meaning.base == "speech" and meaning.kind in ("shift", "named", "month_of_year"):
            return
        focus = Focus(resolved.day, resolved.unit, self.count - 1, setting.block, aside, setting.at, setting.sentence)
        if resolved.unit == "Q" and meaning.base != "ago" and meaning.kind not in ("quarter_of", "quarter_in"):
            self.quarter = focus
        self._last = focus
        if focus.unit == "D" and setting.narrates and resolved.type in ("DATE", "TIME"):
            self._told.append(focus)
        if not aside:
            self._main = focus
        if resolved.anchor == "publication":
            self.scene = None
        elif resolved.anchor == "absolute" and self.published is not None:
            self.scene = focus if setting.scene and abs((self.published - resolved.day).days) > FAR else None

    def base(self, meaning: Meaning, setting: Setting) -> tuple[date | None, str, str, int | None]:
        """Day to count from, how fine it is, the name of the anchor, the expression it is."""
        weekday = meaning.kind == "weekday" and not self.story
        text = (
            meaning.base == "text"
            or (meaning.base in ("either", "open") and self.in_story(setting.block) and not weekday)
            or (self.story and meaning.base == "speech" and meaning.kind != "offset")
        )
        if meaning.base == "either" and self.focus and self.focus.block == setting.block:
            text = FINE[self.focus.unit] <= FINE.get(meaning.unit, 1)
        if self.published is None:
            text = True
        if text and self.focus is not None and not (meaning.base == "speech" and self.published is None):
            return self.focus.day, self.focus.unit, "text", self.focus.index
        if meaning.base == "text":
            return None, "", "none", None
        if self.published is not None and not (text and self.story):
            return self.published, "D", "publication", None
        return None, "", "none", None
