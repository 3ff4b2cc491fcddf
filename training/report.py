"""What the pipeline can do, measured on held texts: training/REPORT.md."""

import csv
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from corpus import recase
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from rashomon.annotate.folding.fold import fold
from rashomon.language import Language, lemmas  # noqa: F401 - registers the lemmatizer
from rashomon.language.products import Products
from rashomon.language.truecase import truecase

HERE = Path(__file__).parent
PARSE = {
    "ewt_test": "EWT test (web)",
    "gum_test_ok": "GUM test",
    "gum_test_news": "GUM test: news",
    "pud_test": "PUD (news, Wikipedia)",
}
NAMES = {"uner_ewt_test": "EWT test", "gum_test": "GUM test", "uner_pud_test": "PUD"}


def report(model: Path, data: Path, beside: Path | None = None) -> str:
    """The report as Markdown.

    Args:
        model: Folder of the pipeline.
        data: Folder with ``parse/`` and ``names/``.
        beside: Folder of another pipeline to score as well, such as one trained with other settings.
    """
    nlp, language = _loaded(model)
    parts = [
        "# The shipped English pipeline",
        (
            "Written by `python training/train.py DATA`, not by hand. Figures are on raw text with predicted words, sentences and tags, "
            "by the weights as shipped (rounded to float16)."
        ),
        f"Trained: {nlp.meta['trained']}.",
        *_scores(nlp, language, data),
        "Headlines and agency texts: the sentences of PUD set in capitals and in Title Case, as they stand and truecased.",
        _table(("PUD", "UPOS", "LAS"), _recased(nlp, data / "parse" / "pud_test.spacy")),
        _table(
            ("size and speed", ""),
            [
                *_sizes(model),
                *_speed(model, language, data),
            ],
        ),
        *(_of_another(beside, data) if beside is not None else ()),
        "## Sources and licences",
        "The weights carry CC BY-SA 4.0, the most demanding of their sources' licences; the program's code is Apache-2.0.",
        _table(("files", "from", "licence", "used for"), [tuple(row.values()) for row in _sources()]),
        (
            "Open questions: GUM's release as a whole is CC BY-NC-SA, while its texts and annotations of the genres used here are CC BY; the "
            "corpus behind the Brown clusters and word probabilities is undocumented."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _loaded(model: Path) -> tuple[Any, Language]:
    nlp = spacy.load(model)
    nlp.add_pipe("rashomon_lemmas")
    return nlp, Language(nlp, "report")


def _scores(nlp: Any, language: Language, data: Path) -> list[str]:  # noqa: ANN401 - spaCy ships no types
    """Tables of parse and names."""
    return [
        _table(
            (
                "held text",
                "UPOS",
                "UAS",
                "LAS",
                "lemmas",
                "subject F1",
                "object F1",
                "sentences F1, parser",
                "sentences F1, rules",
            ),
            [(title, *_parse_row(nlp, language, data / "parse" / f"{name}.spacy")) for name, title in PARSE.items()],
        ),
        "Names, exact span and type, the model alone (the mention layer mends and completes them):",
        _table(
            ("held text", "all", "persons", "organisations", "places"),
            [(title, *_names_row(nlp, data / "names" / f"{name}.spacy")) for name, title in NAMES.items()],
        ),
    ]


def _of_another(model: Path, data: Path) -> list[str]:
    """The same tables for a pipeline that is not shipped."""
    nlp, language = _loaded(model)
    head = [
        "## Another pipeline, not shipped",
        f"Trained: {nlp.meta['trained']}.",
    ]
    return [*head, *_scores(nlp, language, data)]


def attribution() -> str:
    """The notice that goes into the package beside the weights, as Markdown."""
    rows = [
        (row["from"], row["licence"])
        for row in _sources()
        if "training" in row["used for"] or "features" in row["used for"]
    ]
    return (
        "\n\n".join(
            [
                "# Licence and attribution of the English pipeline",
                (
                    "The weights and tables in this folder are offered under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). They were "
                    "made from the following, by training/train.py and training/lexicon.py of the project:"
                ),
                _table(("from", "licence"), rows),
            ]
        )
        + "\n"
    )


def _sources() -> list[dict[str, str]]:
    with (HERE / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    lines = [list(head), *([str(cell) for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _examples(nlp: Any, path: Path) -> list[Example]:  # noqa: ANN401 - spaCy ships no types
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in gold]
    with Products(nlp).single():
        for example, parsed in zip(
            examples, nlp.pipe([example.predicted for example in examples], batch_size=64), strict=True
        ):
            example.predicted = parsed
    return examples


def _parse_row(nlp: Any, language: Language, path: Path) -> list[str]:  # noqa: ANN401 - spaCy ships no types
    examples = _examples(nlp, path)
    scores = Scorer(nlp).score(examples)
    kinds = scores["dep_las_per_type"]
    figures = [
        scores["pos_acc"],
        scores["dep_uas"],
        scores["dep_las"],
        Scorer.score_token_attr(examples, "lemma", getter=lambda token, _: token.lemma_.lower())["lemma_acc"],
        kinds["nsubj"]["f"],
        kinds["obj"]["f"],
        scores["sents_f"],
    ]
    return [*(f"{100 * figure:.1f}" for figure in figures), f"{100 * _sentences(language, examples):.1f}"]


def _sentences(language: Language, examples: list[Example]) -> float:
    """F1 of sentences found by the rules, as spans of characters without blanks at their ends."""
    right = found = wanted = 0
    for example in examples:
        text = example.reference.text
        gold = {(sent.start_char, sent.end_char) for sent in example.reference.sents}
        parse, starts, ends, _ = language.parse(fold(text))
        mine = {(starts[sent.start], ends[sent.end - 1]) for sent in parse.sents}
        right, found, wanted = right + len(gold & mine), found + len(mine), wanted + len(gold)
    return 2 * right / max(1, found + wanted)


def _recased(nlp: Any, path: Path) -> list[tuple[str, str, str]]:  # noqa: ANN401 - spaCy ships no types
    rows = []
    products = Products(nlp)
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    for title, upper in (("in capitals", True), ("in Title Case", False)):
        for helped in (False, True):
            tags = trees = total = 0
            for doc in gold:
                words = [token.text for token in recase(doc, upper=upper)]
                seen = truecase([words])[0] if helped else words
                with products.single():
                    parsed = nlp(Doc(nlp.vocab, words=seen, spaces=[bool(token.whitespace_) for token in doc]))
                total += len(doc)
                tags += sum(a.pos_ == b.pos_ for a, b in zip(parsed, doc, strict=True))
                trees += sum(a.head.i == b.head.i and a.dep_ == b.dep_ for a, b in zip(parsed, doc, strict=True))
            rows.append(
                (
                    f"{title}, {'truecased' if helped else 'as it stands'}",
                    f"{100 * tags / total:.1f}",
                    f"{100 * trees / total:.1f}",
                )
            )
    return rows


def _names_row(nlp: Any, path: Path) -> list[str]:  # noqa: ANN401 - spaCy ships no types
    scores = Scorer.score_spans(_examples(nlp, path), "ents")
    kinds = scores["ents_per_type"]
    return [
        f"{100 * figure:.1f}" for figure in (scores["ents_f"], *(kinds[kind]["f"] for kind in ("PER", "ORG", "LOC")))
    ]


def _sizes(model: Path) -> list[tuple[str, str]]:
    files = [path for path in model.rglob("*") if path.is_file()]
    with tempfile.NamedTemporaryFile(suffix=".zip") as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, path.relative_to(model))
        zipped = Path(packed.name).stat().st_size
    return [
        ("on disk", f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB"),
        ("in the wheel", f"{zipped / 1e6:.1f} MB"),
    ]


def _speed(model: Path, language: Language, data: Path) -> list[tuple[str, str]]:
    del model
    script = "import spacy, time; start = time.process_time(); from rashomon.language import load; load(); print(time.process_time() - start)"
    load_seconds = min(
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    docs = list(DocBin().from_disk(data / "parse" / "gum_test_ok.spacy").get_docs(language.nlp.vocab))
    blocks = [block for doc in docs for block in fold(doc.text)]
    rates = []
    for _ in range(3):
        start = time.process_time()
        parse = language.parse(blocks)[0]
        rates.append(len(parse) / (time.process_time() - start))
    return [
        ("load after spaCy's own import, processor time", f"{load_seconds:.2f} s"),
        ("words a second, one core", f"{max(rates):,.0f}"),
    ]
