"""Forms of time expressions, compiled from the table: where in a block's tokens they stand."""

import re
from dataclasses import dataclass, field

from msgspec import Struct

from rashomon.annotate.times.words import OTHER, Lexicon, Tokens, build_lexicon, phrase_form
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge

PIECE = re.compile(r"'[^']+'|[a-z_]+|[()\[\]|?*]|\S")


class Found(Struct, frozen=True):
    """A form found in a block.

    Attributes:
        kind: What the form means: the name of its list in the table.
        spans: Tokens of each expression in it, half-open; several where expressions share parts.
    """

    kind: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Form:
    """One compiled form: its kind, its expression over letters, the letters it can begin with."""

    kind: str
    expression: re.Pattern[str]
    first: frozenset[str]


Best = tuple[str, int, tuple[tuple[int, int], ...]]
"""Kind, number of tokens and expressions of the longest form at a place."""
RUN = 24
"""Tokens up to which a run of words that are in forms is remembered."""
KNOWN = 20_000
"""Runs remembered at most: bounds memory on endless input."""


@dataclass(frozen=True)
class Grammar:
    """All forms, by the letter they can begin with, an expression that finds such letters, the words, and what runs of letters hold."""

    starts: dict[str, list[Form]]
    start: re.Pattern[str]
    lexicon: Lexicon
    known: dict[str, Best | None] = field(default_factory=dict)


def build_grammar(knowledge: Knowledge) -> Grammar:
    """The grammar of a set of tables; ``knowledge.once(build_grammar)`` remembers it."""
    lexicon = knowledge.once(build_lexicon)
    table = knowledge.toml("times")
    compiler = _Compiler(lexicon, table["shapes"])
    starts: dict[str, list[Form]] = {}
    phrases = [phrase_form(phrase) for phrase in table["phrases"]]
    for kind, forms in [*table["forms"].items(), ("reference", phrases)]:
        for form in forms:
            compiled = compiler.compile(kind, form)
            for letter in sorted(compiled.first):
                starts.setdefault(letter, []).append(compiled)
    return Grammar(starts, re.compile(f"[{''.join(sorted(starts))}]"), lexicon)


def find(tokens: Tokens, grammar: Grammar) -> list[Found]:
    """The forms in a block, from left to right, without overlap; at each place the longest form."""
    found, at, letters = [], 0, tokens.letters
    while match := grammar.start.search(letters, at):
        at = match.start()
        best = _longest(letters, at, grammar)
        if best is None:
            at += 1
            continue
        kind, length, spans = best
        found.append(Found(kind, tuple((at + first, at + end) for first, end in spans)))
        at += length
    return found


def _longest(letters: str, at: int, grammar: Grammar) -> Best | None:
    """The longest form at a place; remembered by the letters from there to the next word that is in no form."""
    end = letters.find(OTHER, at, at + RUN)
    if end < 0:
        if at + RUN <= len(letters):
            return _match(letters, at, grammar)
        end = len(letters)
    run = letters[at:end]
    if run not in grammar.known:
        if len(grammar.known) >= KNOWN:
            grammar.known.clear()
        grammar.known[run] = _match(run, 0, grammar)
    return grammar.known[run]


def _match(letters: str, at: int, grammar: Grammar) -> Best | None:
    best: re.Match[str] | None = None
    kind = ""
    for form in grammar.starts[letters[at]]:
        hit = form.expression.match(letters, at)
        if hit and (best is None or hit.end() > best.end()):
            best, kind = hit, form.kind
    if best is None:
        return None
    spans = tuple(span for span in best.regs[1:] if span[0] >= 0) or (best.span(),)
    return kind, best.end() - at, tuple((first - at, end - at) for first, end in spans)


class _Compiler:
    """Reads forms: names of classes and shapes, quoted words, ``| ? * ( ) [ ]``."""

    def __init__(self, lexicon: Lexicon, shapes: dict[str, str]) -> None:
        self.lexicon = lexicon
        self.shapes = shapes
        self.by_class: dict[str, str] = {}
        for classes, letter in lexicon.letters.items():
            for name in classes:
                self.by_class[name] = self.by_class.get(name, "") + letter

    def compile(self, kind: str, form: str) -> Form:
        pieces = PIECE.findall(form)
        self.form = form
        expression, first, nullable, rest = self._choice(pieces)
        if rest or nullable:
            raise KnowledgeError(
                f'times.toml, form "{form}": {"can be empty" if nullable else "brackets do not match"}: mend it'
            )
        return Form(kind, re.compile(expression), frozenset(first))

    def _choice(self, pieces: list[str]) -> tuple[str, set[str], bool, list[str]]:
        options, first, nullable = [], set[str](), False
        while True:
            expression, mine, empty, pieces = self._sequence(pieces)
            options.append(expression)
            first |= mine
            nullable = nullable or empty
            if pieces and pieces[0] == "|":
                pieces = pieces[1:]
                continue
            return "|".join(options), first, nullable, pieces

    def _sequence(self, pieces: list[str]) -> tuple[str, set[str], bool, list[str]]:
        out, first, nullable = "", set[str](), True
        while pieces and pieces[0] not in ("|", ")", "]"):
            expression, mine, empty, pieces = self._item(pieces)
            if pieces and pieces[0] in ("?", "*"):
                # a repeated word is bounded: no form needs more, and matching stays linear
                expression += "?" if pieces[0] == "?" else "{0,3}"
                empty, pieces = True, pieces[1:]
            out += expression
            if nullable:
                first |= mine
            nullable = nullable and empty
        return out, first, nullable, pieces

    def _item(self, pieces: list[str]) -> tuple[str, set[str], bool, list[str]]:
        piece, rest = pieces[0], pieces[1:]
        if piece in ("(", "["):
            expression, first, nullable, rest = self._choice(rest)
            if not rest or rest[0] != {"(": ")", "[": "]"}[piece]:
                raise KnowledgeError(f'times.toml, form "{self.form}": brackets do not match: mend it')
            return (f"(?:{expression})" if piece == "(" else f"({expression})"), first, nullable, rest[1:]
        if piece in self.shapes:
            expression, first, nullable, left = self._choice(PIECE.findall(self.shapes[piece]))
            if left:
                raise KnowledgeError(f'times.toml, shape "{piece}": brackets do not match: mend it')
            return f"(?:{expression})", first, nullable, rest
        letters = self.by_class.get(piece, "")
        if not letters or OTHER in letters:
            raise KnowledgeError(
                f'times.toml, form "{self.form}": "{piece}" is no class of words and no shape: mend it'
            )
        return f"[{letters}]", set(letters), False, rest
