"""Words that a small parser reads as nouns where they are verbs: it is shown another verb in their place.

"Police shot and killed two men" has a noun for the parser, since the open treebanks have hardly another "shot"; with "killed" in its
place it finds verb, subject and object. Which words, and beside which others, stands in ``english.toml``; the words of the text come
back into the parse afterwards, with their own dictionary form.
"""

from typing import TYPE_CHECKING

from rashomon.language.english import english

if TYPE_CHECKING:
    from spacy.tokens import Doc

AGENT = 5
"""Words behind such a verb in which "by" makes it a participle."""


def with_stand_ins(words: list[str]) -> list[str]:
    """The words as the parser shall see them; the same list where none is replaced."""
    known = english()
    out = words
    for at in range(1, len(words) - 1):
        stand_in = known.stand_ins.get(words[at])
        if stand_in is None or words[at - 1].lower() in known.not_before_verb:
            continue
        following = words[at + 1].lower()
        told_of = "by" in words[at + 1 : at + AGENT]  # "a man shot dead by police": a participle
        if not told_of and (following in known.behind_verb or following.isdigit()):
            if out is words:
                out = list(words)
            out[at] = stand_in[0]
    return out


def restored(doc: "Doc", words: list[str]) -> "Doc":
    """The same parse with the words of the text."""
    from spacy.tokens import Doc

    known = english()
    lemmas = [
        token.lemma_ if token.text == word else known.stand_ins[word][1] for token, word in zip(doc, words, strict=True)
    ]
    return Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=lemmas,
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
