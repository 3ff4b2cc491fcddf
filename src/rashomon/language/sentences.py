"""Where sentences start: rules on tokens, before the parser."""

TERMINAL = frozenset(".!?…")
CLOSERS = frozenset("\"'’”»)]")


def sentence_starts(words: list[str]) -> list[bool]:
    """For each token of a block, whether a sentence starts there."""
    starts = [True] + [False] * (len(words) - 1)
    at = 0
    while at < len(words):
        if words[at] in TERMINAL or words[at][-1] in "!?":
            end = at + 1
            while end < len(words) and words[end] in CLOSERS:
                end += 1
            if end < len(words) and not words[end][0].islower():
                starts[end] = True
            at = end
        else:
            at += 1
    return starts
