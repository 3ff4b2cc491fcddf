"""Reprints among made articles: ``python benchmarks/reprints.py [--documents 5000 ...] [--rensa]``.

Every text is made here, from a grammar with enough words that two articles share no long run by chance. Of each 5,000 articles 600
are copies: whole, lightly edited, under another headline, cut short, or an agency's report inside a longer article. 200 more quote one
speech in quotation marks, which is no reprint. Each outlet prints its own standing lines round all its articles, unmarked.
Printed: how many copies were found, how many untouched articles were left alone, which way the copy went, CPU seconds of the step.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from rashomon.knowledge import Knowledge
from rashomon.link.candidates import candidates
from rashomon.link.reprints import reprints
from rashomon.link.shingles import split
from rashomon.model import Document, DocumentAccount, SharedPassage, make_document
from rashomon.record import store

SHINGLE = 5
FIRST_DAY = date(1907, 1, 1)
COVERED = 0.8  # share of an embedded report that a shared passage has to cover to count as found


def listed(words: str, between: str | None = None) -> list[str]:
    """Words of a block of text."""
    return [" ".join(word.split()) for word in words.split(between)]


ADJECTIVES = listed("""
able amber ancient angry bare bitter blunt bold bright broad brown calm careful cheap clear clever coarse cold common cool costly crowded
dark deep dense dim distant dry dull eager early eastern empty even faint fair famous firm flat foreign former fresh gentle grave grey half-
built hard heavy hidden high hollow humble idle inner joint keen large late lean light little local long loud lower main merry mild modest
narrow neat new noble noisy northern old open outer pale patient plain polite poor private proud public quiet rapid rare raw rich rough
royal rural rusty second secret severe shallow sharp short silent simple slow small smooth soft solid southern spare steady steep stiff
still strange strict strong sudden swift tall tame thick thin timber tired upper urgent useful vacant vast warm weak western wet wide wild
wise wooden young""")
NOUNS = listed("""
agent alley anchor apron archive army artist assembly attic bailiff baker bank barge barn barrel basin battery bay beacon bell bench bill
bishop board boat bond border bottle boundary box brewer brick bridge brigade broker bucket builder cabin camp canal candle captain cargo
carpenter cart cattle cellar census chain chapel charter chest chimney circus citizen claim clerk cliff clock cloth coach coal coast column
committee company compass convoy cooper copper cottage cotton council court crane crew crop customs dairy dam debt deck deputy dike dock
doctor driver drought duke dyer editor embassy engine envoy escort estate exchange factory fair farm ferry fever field fire fisherman fleet
flock flood forest fort foundry frigate frontier furnace gallery garden garrison gate ghost glacier governor grain granary guard guild
gunner harbour harvest hedge herald herd hill horse hospital hotel hunter index inn inspector island jetty judge jury keeper kitchen
labourer ladder lake lamp landlord lantern lawyer league ledger lens letter library lighthouse loan lock loom lumber magistrate mail mansion
marble market mason mayor meadow medal merchant mill miner minister mission monk museum musician navy net notary nurse oak oath office
orchard orchestra order outpost painter palace pamphlet paper parish park pass pasture patrol pension petition picture pilot pioneer
pipeline plague plough poet police port postman potter prefect press priest printer prison prize quarry quay queen railway ranger rebel
regiment registry reservoir ridge river road roof rope rumour saddler sailor saint salt school schooner scout sculptor senate settler
sheriff shepherd shipyard signal silver singer slate sluice smith smuggler soldier spring squadron square stable statue steamer stone store
storm strike student surgeon swamp tailor tanner tariff tavern tax teacher telegraph temple tenant theatre thief timber toll tower trader
train treasury treaty tribunal trunk tunnel valley vault veteran viaduct village vineyard voyage wagon wall warden warehouse watchman weaver
well wharf wheat widow windmill winter witness wool workshop yard""")
VERBS = listed("""
abandoned accepted addressed admired adopted answered approved armed asked attended avoided awaited backed banned blamed blocked borrowed
bought bound broke brought built burned buried called carried caught changed charged checked chose cleared climbed closed collected copied
counted covered crossed cut defended delayed demanded described destroyed divided doubted drained drew drove emptied encircled ended entered
examined exchanged expected explored faced fed fenced fetched filled fined followed forgot fought found freed gathered greeted guarded
guided halted handed heard held helped hid hired honoured hunted ignored improved inspected invited joined kept knew laid leased led left
lent lifted lighted lined loaded lost lowered made marked measured mended met missed moved named needed noticed obeyed offered opened
ordered owed owned packed painted passed paid picked placed planned planted praised pressed printed promised protected proved pulled pursued
pushed questioned raised reached read rebuilt received refused rented repaired replaced rescued reviewed robbed rolled ruined sank saved saw
searched seized sent served settled shut signed sold sought split stopped stored struck studied supplied surveyed taught tested thanked took
toured towed traced traded trained tried trusted turned unloaded used valued visited voted walked wanted warned washed watched weighed
welcomed won wrote""")
ADVERBS = listed(
    """
at dawn | before noon | after dark | for a week | in the spring | without a word | with great care | against all advice | once more | by
mistake | in secret | under guard | at half price | by telegram | on foot | twice a year | in heavy rain | for the first time | to the
surprise of many | after a long debate | at his own cost | with some delay | in good order | as agreed | by lot | to no effect | in broad
daylight | on a Sunday | with loud cheers | under protest | in thick fog | for want of money""",
    "|",
)
SYLLABLES = listed("""
al bar bek bor dal den dor el fal gar gos hal hel ing kal kor lan lin lor mar mel mos nar nor ost pal rad ras rin sal sel sten sund tal tor
ul ved vin""")
ENDINGS = listed("""
berg borg by dorf fjord ford ham haven holm hus mark mouth stad strand sund torp vik wick wold""")
JOINTS = ["and", "but", "while", "after", "because", "although", "before", "until", "where", "so that", "as", "when"]
KINDS = ["whole", "edited", "headline", "cut", "embedded"]
AGENCIES = ["Northern Telegraph Agency", "Coastal Press Bureau", "United Wire"]


class Made(NamedTuple):
    """A made article with what is true of it.

    Attributes:
        document: The article.
        body: Its paragraphs between the outlet's own lines.
        kind: ``untouched``, ``quotation``, ``whole``, ``edited``, ``headline``, ``cut`` or ``embedded``.
        origin_id: Identifier of the article it was copied from, or None.
        span: Where an embedded report stands in its text.
    """

    document: Document
    body: list[str]
    kind: str
    origin_id: str | None = None
    span: tuple[int, int] = (0, 0)


def place(dice: random.Random) -> str:
    """An invented name."""
    return (dice.choice(SYLLABLES) + dice.choice(["", dice.choice(SYLLABLES)]) + dice.choice(ENDINGS)).capitalize()


def phrase(dice: random.Random) -> str:
    """A noun phrase."""
    head = f"{dice.choice(ADJECTIVES)} {dice.choice(NOUNS)}" if dice.random() < 0.6 else dice.choice(NOUNS)
    return dice.choice(
        [
            f"the {head}",
            f"the {head} of {place(dice)}",
            f"a {head}",
            f"{dice.randint(2, 900)} {head}s",
            f"the {place(dice)} {dice.choice(NOUNS)}",
            f"every {head}",
        ]
    )


def clause(dice: random.Random) -> str:
    """Somebody did something to something, somehow."""
    return f"{phrase(dice)} {dice.choice(VERBS)} {phrase(dice)}" + (
        f" {dice.choice(ADVERBS)}" if dice.random() < 0.5 else ""
    )


def sentence(dice: random.Random) -> str:
    """One to three clauses; a fifth are said by somebody."""
    words = clause(dice)
    for _ in range(dice.choice([0, 1, 1, 2])):
        words += f"{dice.choice([' ', ', '])}{dice.choice(JOINTS)} {clause(dice)}"
    if dice.random() < 0.2:
        words += f", {dice.choice(['the', 'a'])} {dice.choice(NOUNS)} {dice.choice(['said', 'told the paper', 'wrote', 'added'])}"
    return words[0].upper() + words[1:] + "."


def paragraphs(dice: random.Random, words: int) -> list[str]:
    """Paragraphs of so many words, about."""
    out, have = [], 0
    while have < words:
        one = " ".join(sentence(dice) for _ in range(dice.randint(1, 5)))
        have += len(one.split())
        out.append(one)
    return out


def edited(dice: random.Random, text: str, share: float) -> str:
    """The text with some of its words put otherwise, left out or doubled by another."""
    out = []
    for word in text.split(" "):
        turn = dice.random() / share
        out.extend(
            [word] if turn > 1 else [dice.choice(ADJECTIVES)] if turn < 0.5 else [] if turn < 0.75 else ["then", word]
        )
    return " ".join(out)


class Press(NamedTuple):
    """Outlets with the lines that each prints above and below all its articles."""

    outlets: list[str]
    standing: dict[str, tuple[str, str]]


def press(dice: random.Random) -> Press:
    """Two dozen papers and the agencies."""
    outlets = [f"{place(dice)} {dice.choice(['Courier', 'Gazette', 'Observer', 'Post', 'Echo'])}" for _ in range(24)]
    standing = {
        outlet: (
            f"{outlet} · " + " | ".join(dice.sample(NOUNS, 12)),
            f"Subscribe to the {outlet} for {dice.randint(2, 90)} a year: {sentence(dice)} {sentence(dice)}",
        )
        for outlet in [*outlets, *AGENCIES]
    }
    return Press(outlets, standing)


def article(
    dice: random.Random, made_by: Press, kind: str, body: list[str], outlet: str, day: date, **columns: object
) -> Made:
    """An article as the outlet prints it; ``origin_id`` and ``credit`` of a copy are given as columns."""
    top, bottom = made_by.standing[outlet]
    credit = str(columns.get("credit") or "")
    text = "\n\n".join([top, clause(dice).capitalize(), *([f"Via {credit}"] if credit else []), *body, bottom])
    document = make_document(
        uri=f"{dice.randrange(1 << 40):010x}.txt",
        text=text,
        outlet=outlet,
        published=day.isoformat(),
        original_outlet=credit or None,
    )
    return Made(document, body, kind, str(columns["origin_id"]) if "origin_id" in columns else None)


def original(dice: random.Random, made_by: Press, at: int, speeches: list[list[str]]) -> Made:
    """An article of one's own; every fifth an agency's report, and some with a speech that another quotes too."""
    day = FIRST_DAY + timedelta(days=dice.randrange(700))
    if at % 5 == 0:
        return article(dice, made_by, "untouched", paragraphs(dice, dice.randint(80, 350)), dice.choice(AGENCIES), day)
    body = paragraphs(dice, dice.randint(200, 1200))
    kind = "untouched"
    if at % 22 in (1, 2):
        kind = "quotation"
        if not speeches:
            speeches.extend([paragraphs(dice, dice.randint(40, 120))] * 2)
        body.insert(dice.randrange(len(body)), f"“{' '.join(speeches.pop())}” said the {dice.choice(NOUNS)}.")
    return article(dice, made_by, kind, body, dice.choice(made_by.outlets), day)


def copied(dice: random.Random, made_by: Press, kind: str, source: Made) -> Made:
    """A copy of an article; one of the same day always credits its source, as only that tells which was first."""
    outlet = dice.choice([one for one in made_by.outlets if one != source.document.outlet])
    assert source.document.published is not None
    late = dice.choice([0, 0, 0, 1, 1, 1, 1, 2, 3, 5])
    credit = source.document.outlet if late == 0 or dice.random() < 0.4 else None
    report = list(source.body)
    if kind == "edited" or (kind == "embedded" and dice.random() < 0.33):
        share = dice.choice([0.03, 0.05, 0.08])
        report = [edited(dice, each, share) for each in report]
    elif kind == "headline":
        report = [sentence(dice), *report]
    elif kind == "cut":
        report = report[: max(1, len(report) * 2 // 3)]
    body = report
    if kind == "embedded":
        own = paragraphs(dice, max(200, round(1.5 * sum(len(each.split()) for each in report))))
        at = dice.randrange(len(own) + 1)
        body = [*own[:at], *report, *own[at:]]
    day = source.document.published + timedelta(days=late)
    made = article(dice, made_by, kind, body, outlet, day, origin_id=source.document.document_id, credit=credit)
    start = made.document.text.index(report[0])
    return made._replace(span=(start, made.document.text.index(report[-1]) + len(report[-1])))


def corpus(documents: int, seed: int = 7) -> list[Made]:
    """Articles, 12 of 100 of them copies, about 7 of 100 with a speech that another quotes too.

    Args:
        documents: How many.
        seed: Seed of the dice.
    """
    dice = random.Random(seed)
    made_by = press(dice)
    copies = documents * 12 // 100
    kinds = [*KINDS[:4] * (copies * 3 // 20), *["embedded"] * copies][:copies]
    speeches: list[list[str]] = []
    made = [original(dice, made_by, at, speeches) for at in range(documents - copies)]
    wires = [at for at, one in enumerate(made) if one.document.outlet in AGENCIES]
    plain = [at for at, one in enumerate(made) if one.kind == "untouched"]
    for kind in kinds:
        origin = dice.choice(wires if kind == "embedded" or dice.random() < 0.7 else plain)
        made.append(copied(dice, made_by, kind, made[origin]))
    return made


def measure(made: Sequence[Made]) -> None:
    """Run the step on made articles and print what it found."""
    connection = store.memory(one.document for one in made)
    knowledge = Knowledge()
    start, started = time.process_time(), time.perf_counter()
    rows = list(reprints(connection, knowledge))
    seconds, elapsed = time.process_time() - start, time.perf_counter() - started
    connection.close()
    accounts = {row.document_id: row.account_id for row in rows if isinstance(row, DocumentAccount)}
    passages: dict[str, list[SharedPassage]] = {}
    for row in rows:
        if isinstance(row, SharedPassage):
            passages.setdefault(row.document_id, []).append(row)
    by_kind: dict[str, Counter[str]] = {}
    for one in made:
        counts = by_kind.setdefault(one.kind, Counter())
        counts["all"] += 1
        here = one.document.document_id
        if one.origin_id is None:
            counts["left alone"] += accounts[here] == here and here not in passages
            continue
        there = one.origin_id
        forth = [p for p in passages.get(here, ()) if p.origin_document_id == there]
        back = [p for p in passages.get(there, ()) if p.origin_document_id == here]
        if one.kind == "embedded":
            length = one.span[1] - one.span[0]
            shared = sum(
                max(0, min(p.end_char, one.span[1]) - max(p.start_char, one.span[0])) for p in passages.get(here, ())
            ) + sum(p.origin_end_char - p.origin_start_char for p in back)
            counts["found"] += shared >= COVERED * length
        else:
            counts["found"] += accounts[here] == accounts[there]
        counts["this way"] += bool(forth)
        counts["that way"] += bool(back)
    sys.stdout.write(
        f"{len(made)} documents: {seconds:.2f} s CPU ({elapsed:.2f} s), {len(made) / seconds:.0f} documents/s\n"
    )
    for kind, counts in sorted(by_kind.items()):
        word = "left alone" if kind in ("untouched", "quotation") else "found"
        share = f"  {kind}: {word} {counts[word]} of {counts['all']} = {counts[word] / counts['all']:.3f}"
        ways = counts["this way"] + counts["that way"]
        sys.stdout.write(share + (f", direction right {counts['this way'] / ways:.3f}\n" if ways else "\n"))


def compared(made: Sequence[Made]) -> None:
    """Candidate pairs of the index beside those of rensa's MinHash with LSH: what each finds, proposes and costs."""
    try:
        import rensa
    except ImportError as error:
        raise SystemExit("rensa is not installed: pip install rensa") from error
    made = sorted(made, key=lambda one: (one.document.published or FIRST_DAY, one.origin_id is not None))
    ids = {one.document.document_id: at for at, one in enumerate(made)}
    first = [one.origin_id or one.document.document_id for one in made]
    gold = {
        kind: {(ids[one.origin_id], at) for at, one in enumerate(made) if one.origin_id and one.kind == kind}
        for kind in KINDS
    }
    start = time.process_time()
    tokens = [np.unique(split(one.document.text, [], SHINGLE, marks=False).hashes) for one in made]
    hashed = time.process_time() - start
    names = sorted({one.document.outlet or "" for one in made})

    def shown(name: str, began: float, pairs: set[tuple[int, int]]) -> None:
        seconds = time.process_time() - began
        right = sum(first[one] == first[other] for one, other in pairs)
        found = ", ".join(f"{kind} {len(pairs & gold[kind]) / len(gold[kind]):.3f}" for kind in KINDS)
        sys.stdout.write(f"  {name}: {seconds:.2f} s, {len(pairs)} pairs, {right} of them copies; recall: {found}\n")

    sys.stdout.write(f"{len(made)} documents; hashing their shingles takes {hashed:.2f} s, and besides:\n")
    start = time.process_time()
    outlets = [names.index(one.document.outlet or "") for one in made]
    shown("inverted index", start, set(candidates(tokens, outlets, 5).pairs))
    for name, width, bands in (("MinHash of documents", 0, 32), ("MinHash of windows", 48, 32)):
        parts = [
            (at, hashes[low : low + width] if width else hashes)
            for at, one in enumerate(made)
            for hashes in [split(one.document.text, [], SHINGLE, marks=False).hashes]
            for low in range(0, max(1, len(hashes) - width // 2), max(1, width // 2) if width else len(hashes) + 1)
        ]
        tokens_of = [[token.tobytes() for token in part] for _, part in parts]
        start = time.process_time()
        sketches = rensa.RMinHash.from_token_sets(tokens_of, 128, 7)
        index = rensa.RMinHashLSH(0.3, 128, bands)
        index.insert_many(sketches)
        pairs = {
            (min(parts[one][0], parts[other][0]), max(parts[one][0], parts[other][0]))
            for one, others in enumerate(index.query_all(sketches))
            for other in others
            if parts[one][0] != parts[other][0]
            and made[parts[one][0]].document.outlet != made[parts[other][0]].document.outlet
        }
        shown(name, start, pairs)


def main() -> None:
    """Print what is found at each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, nargs="*", default=[5000])
    options.add_argument("--rensa", action="store_true", help="lay the index beside rensa's MinHash")
    given = options.parse_args()
    for documents in given.documents:
        made = corpus(documents)
        measure(made)
        if given.rensa:
            compared(made)


if __name__ == "__main__":
    main()
