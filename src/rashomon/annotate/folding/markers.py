"""What a block is: headline, byline, dateline, caption, list, furniture or running text.

The wording is data (``knowledge/regions.toml``); here stands where it counts. Precision goes first: no event is read from furniture,
so what might be a sentence of the account stays running text.
"""

import re

from rashomon.annotate.folding.blocks import Block
from rashomon.annotate.folding.line_ends import BULLET, SYMBOL_BULLET
from rashomon.annotate.folding.marker_patterns import DATE_LINE, PERSON, Markers, markers
from rashomon.annotate.folding.playlists import playlists
from rashomon.knowledge import Knowledge

LONGEST_LINE = 600  # characters of a block that can be furniture as a whole
LONGEST_TAIL = 450  # characters of furniture behind the last sentence of a line
LAST_BLOCKS = 4  # blocks from the end in which a tail or a biography may stand
LONGEST_LINK = 120  # characters of a line in a list of links
LONGEST_BIOGRAPHY = 600
LONGEST_HEADING = 150
HEADING_WORDS = 20
FIRST_PARAGRAPHS = 4  # paragraphs from the start before which a dateline or byline may stand
AHEAD = 3  # blocks after a heading in which its text must begin
LONGEST_BYLINE = 140
LONGEST_DATELINE = 80
LONGEST_CAPTION = 400
RUNNING = 60  # characters from which a block without other marks is running text

ENDS_SENTENCE = re.compile(r"[.:;,\u2026\u2013\u2014-][\"'\u2019\u201d)\]*_]*\Z")
ENDS_MARKED = re.compile(r"[.:;,!?\u2026\u2013\u2014-][\"'\u2019\u201d)\]*_]*\Z")
SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"\u201d])[.!?][\"\u201d)]{0,2}(?= [\"\u201c(A-Z0-9])")
ALPHANUMERIC = re.compile(r"[^\W_]")
WORD = re.compile(r"[^\W_]+")
GLUED_BYLINE = re.compile(
    rf"(?P<title>[A-Z\"\u201c][^.!?]{{8,140}}[.!?]? )?(?P<byline>(?:By|BY) {PERSON}(?:, [A-Z][^.,]{{2,40}})?)(?: ?[|\u2013\u2014-] |\. |(?<=[a-z])(?= \(?[A-Z]{{3,}})) ?(?=[A-Z\"\u201c(])"
)
LONG_OPENING = 200  # characters from which a first paragraph may have headline or byline in its line


def classified(blocks: list[Block], knowledge: Knowledge, *, title: str | None, author: str | None) -> list[Block]:
    """The blocks with their kinds; datelines and furniture in the same line as running text become blocks of their own.

    Args:
        blocks: Blocks in order; page furniture is marked already.
        knowledge: The tables.
        title: Title of the document, or None.
        author: Author of the document, or None.
    """
    rules = knowledge.once(markers)
    blocks = _front_matter(blocks)
    blocks = playlists([_line(block, rules) for block in blocks])
    blocks = _sections(blocks, rules)
    blocks = _glued(blocks, title)
    blocks = _tails(blocks, rules)
    blocks = _biographies(blocks, rules, author)
    blocks = _openings(blocks, rules, author)
    return _headings(blocks, title)


def _front_matter(blocks: list[Block]) -> list[Block]:
    """Fields between two lines of dashes, as note-taking programs write them before the text."""
    if not blocks or blocks[0].text != "---":
        return blocks
    end = next((at for at in range(1, min(len(blocks), 40)) if blocks[at].text == "---"), None)
    if end is None:
        return blocks
    return [block.marked("furniture", "front matter") if at <= end else block for at, block in enumerate(blocks)]


def _line(block: Block, rules: Markers) -> Block:
    if block.kind is not None or len(block.text) > LONGEST_LINE:
        return block
    if not ALPHANUMERIC.search(block.text):
        return block.marked("furniture", "rule")
    first = _first_sentence(block.text)
    for pattern in (rules.lines, rules.origin):
        match = pattern.fullmatch(block.text)
        if match and (first == block.text or pattern.fullmatch(first)):
            return block.marked("furniture", _name(match) if match.lastgroup else "origin")
    if len(block.text) <= LONGEST_CAPTION and (rules.caption.match(block.text) or rules.credit.search(block.text)):
        return block.marked("caption", "caption")
    if BULLET.match(block.text) or SYMBOL_BULLET.match(block.text):
        return block.marked("list", "bullet")
    return block


def _first_sentence(text: str) -> str:
    """The first of several sentences: furniture behind a sentence of the account does not make it furniture."""
    match = SENTENCE_END.search(text)
    return text[: match.end()] if match else text


def _name(match: re.Match[str]) -> str:
    return (match.lastgroup or "marker").replace("_", " ")


def _sections(blocks: list[Block], rules: Markers) -> list[Block]:
    """Lists of links: the heading and the short lines after it that end no sentence."""
    out: list[Block] = []
    basis = ""
    for index, block in enumerate(blocks):
        match = rules.sections.fullmatch(block.text) if len(block.text) <= LONGEST_LINK else None
        if match and block.kind in (None, "furniture", "list"):
            following = blocks[index + 1 : index + 3]
            last = index >= len(blocks) - 12
            links = all(_is_link(after) for after in following) and bool(following)
            basis = _name(match)
            if links or (last and basis == "about") or not following:
                out.append(block.marked("furniture", basis))
                continue
            basis = ""
        elif basis == "about" and block.kind is None and len(block.text) <= LONGEST_BIOGRAPHY:
            out.append(block.marked("furniture", "biography"))
            basis = ""
            continue
        elif basis and basis != "about" and _is_link(block):
            out.append(block if block.kind == "furniture" else block.marked("furniture", basis))
            continue
        elif block.kind != "furniture":
            basis = ""
        out.append(block)
    return out


def _is_link(block: Block) -> bool:
    if block.kind == "furniture":
        return True
    return (
        block.kind in (None, "list")
        and len(block.text) <= LONGEST_LINK
        and not block.text.rstrip("\"'\u201d)").endswith((".", ":", ","))
    )


def _glued(blocks: list[Block], title: str | None) -> list[Block]:
    """Cut off headline and byline where they stand in the same line as the first paragraph."""
    first = next((index for index, block in enumerate(blocks) if block.kind is None), None)
    if first is None or len(blocks[first].text) < LONG_OPENING:
        return blocks
    block, at = blocks[first], 0
    parts: list[Block] = []
    if title and (
        match := re.match(
            r"\W*".join(map(re.escape, WORD.findall(title))) + r"(?P<end>[\W_]{1,4})(?=[A-Z\"\u201c])", block.text
        )
    ):
        parts.append(block.part(0, match.end(), "headline", "title"))
        at = match.end()
    if match := GLUED_BYLINE.match(block.text, at):
        if match["title"]:
            parts.append(block.part(at, match.end("title"), "headline", "before a byline"))
        parts.append(block.part(match.start("byline"), match.end(), "byline", "byline"))
        at = match.end()
    return [*blocks[:first], *parts, block.part(at, len(block.text)), *blocks[first + 1 :]] if parts else blocks


def _tails(blocks: list[Block], rules: Markers) -> list[Block]:
    """Cut off furniture that follows the last sentence in the same line."""
    text = [index for index, block in enumerate(blocks) if block.kind is None]
    out = list(blocks)
    for index in text[-LAST_BLOCKS:]:
        block = blocks[index]
        start = max(0, len(block.text) - LONGEST_TAIL)
        match = next(
            (found for found in rules.tails.finditer(block.text, start) if found.start() > start or not start), None
        )
        if match is None:
            continue
        tail = block.part(match.start(), len(block.text), "furniture", _name(match))
        out[index : index + 1] = [tail]
        if block.text[: match.start()].strip():
            out[index] = block.part(0, match.start())
            return [*out[: index + 1], tail, *_tails(out[index + 1 :], rules)]
    return out


def _biographies(blocks: list[Block], rules: Markers, author: str | None) -> list[Block]:
    """Biographies of authors at the end: of a person whom no paragraph before names."""
    text = [index for index, block in enumerate(blocks) if block.kind is None]
    if len(text) < 3:
        return blocks
    out = list(blocks)
    for index in text[-LAST_BLOCKS:]:
        block = blocks[index]
        match = rules.biography.match(block.text) if len(block.text) <= LONGEST_BIOGRAPHY else None
        if match is None:
            continue
        name = match["name"]
        surname = name.split()[-1]
        before = [other for other in blocks[:index] if other.kind is None and not rules.byline.fullmatch(other.text)]
        is_author = author is not None and surname.casefold() in author.casefold()
        named = any(surname in other.text for other in before)
        if (is_author or not named) and all(
            blocks[later].kind is not None or rules.biography.match(blocks[later].text)
            for later in range(index + 1, len(blocks))
        ):
            out[index] = block.marked("furniture", "biography")
    return out


def _openings(blocks: list[Block], rules: Markers, author: str | None) -> list[Block]:
    """Bylines and datelines, which stand before and among the first paragraphs, or at the very end."""
    out: list[Block] = []
    paragraphs = 0
    for index, block in enumerate(blocks):
        if block.kind is not None:
            out.append(block)
            continue
        opening, closing = paragraphs < FIRST_PARAGRAPHS, index >= len(blocks) - 2
        paragraphs += len(block.text) >= RUNNING
        if (
            len(blocks) > 1
            and (opening or closing)
            and (basis := _byline(blocks, index, rules, author, opening=opening))
        ):
            out.append(block.marked("byline", basis))
        else:
            out.extend(_dateline(block, rules, paragraphs) if opening else [block])
    return out


def _byline(blocks: list[Block], index: int, rules: Markers, author: str | None, *, opening: bool) -> str:
    """How a block is told to be a byline; empty where it is none."""
    text = blocks[index].text
    if len(text) > LONGEST_BYLINE:
        return ""
    if rules.byline.fullmatch(text) or (author and _same(text, author)):
        return "byline"
    if not opening:
        return ""
    if not any(
        ENDS_MARKED.search(block.text) for block in blocks[:index] if block.kind is None
    ) and DATE_LINE.fullmatch(text):
        return "date line"
    following = blocks[index + 1].text[: LONGEST_BYLINE + 1] if index + 1 < len(blocks) else ""
    return "name before a date" if re.fullmatch(PERSON, text) and DATE_LINE.fullmatch(following) else ""


def _dateline(block: Block, rules: Markers, nth: int) -> list[Block]:
    head = block.text[:160]
    if len(block.text) <= LONGEST_DATELINE and rules.dateline_alone.fullmatch(block.text):
        return [block.marked("dateline", "dateline alone")]
    match = rules.dateline.match(head)
    basis = "dateline"
    if match is None and nth <= 2 and len(block.text) >= RUNNING:
        match, basis = rules.place.match(head), "place before a dash"
    if match is None or match.end() >= len(block.text) - 20:
        return [block]
    city = next((match[name] for name in ("city", "capitals") if name in match.re.groupindex and match[name]), "")
    if city.upper().strip(" .") in rules.not_places or (match.lastgroup == "capitals" and (nth > 2 or len(city) < 4)):
        return [block]
    return [block.part(0, match.end(), "dateline", basis), block.part(match.end(), len(block.text))]


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", " ", one).casefold().strip() == re.sub(r"\W+", " ", other).casefold().strip()


def _headings(blocks: list[Block], title: str | None) -> list[Block]:
    """Headlines at the top and headings in the text: short, without full stop, before running text."""
    out: list[Block] = []
    first = next((index for index, block in enumerate(blocks) if _is_running(block)), 0)
    top = next((index for index, block in enumerate(blocks) if block.kind is None), 0)
    for index, block in enumerate(blocks):
        if block.kind is not None:
            out.append(block)
        elif title and len(block.text) <= LONGEST_LINE and _same(block.text, title):
            out.append(block.marked("headline", "title"))
        elif _is_heading(block, top=index == top) and (
            index < first or any(map(_is_running, blocks[index + 1 : index + 1 + AHEAD]))
        ):
            out.append(block.marked("headline", "short line before a paragraph"))
        else:
            out.append(block)
    return out


def _is_running(block: Block) -> bool:
    """Whether a block is a paragraph: more than a line, or ending a sentence."""
    return block.kind is None and not _is_heading(block)


def _is_heading(block: Block, *, top: bool = False) -> bool:
    """Short, beginning with a capital or figure, ending without a mark; a question or exclamation only at the top."""
    if len(block.text) > LONGEST_HEADING or block.text.count(" ") >= HEADING_WORDS:
        return False
    first = block.text.lstrip("\"'\u201c\u2018([*_")[:1]
    return not first.islower() and not (ENDS_SENTENCE if top else ENDS_MARKED).search(block.text)
