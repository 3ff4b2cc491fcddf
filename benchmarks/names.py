"""Score the comparing of names on a file of pairs: ``python benchmarks/names.py PAIRS.jsonl [--errors] [--half 0|1]``."""

import json
import sys
from pathlib import Path

from rashomon.knowledge import Knowledge
from rashomon.link.names import SAME, compare, name_rules


def main() -> None:
    """Print accuracy, precision, recall and F1 of "one name" at the shipped threshold."""
    rules = Knowledge().once(name_rules)
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    if "--half" in sys.argv:
        rows = rows[int(sys.argv[sys.argv.index("--half") + 1]) :: 2]
    right = both = found = due = 0
    for row in rows:
        score = compare(row["name1"], row["name2"], rules, person=row["schema"] == "Person")
        said, true = score.value >= SAME, row["is_match"] == "true"
        right += said == true
        both += said and true
        found += said
        due += true
        if "--errors" in sys.argv and said != true:
            print(
                "MISSED" if true else "WRONG",
                row["schema"],
                row["name1"],
                row["name2"],
                f"{score.value:.2f}",
                score.why,
                sep=" | ",
            )
    precision, recall = both / max(1, found), both / max(1, due)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"pairs {len(rows)}  accuracy {right / len(rows):.3f}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
    )


if __name__ == "__main__":
    main()
