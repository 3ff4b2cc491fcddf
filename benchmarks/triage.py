"""What triage keeps: ``python benchmarks/triage.py RECORD``.

Of the documents of a record that was built whole, those with an event of a type are what triage must not pass over; its recall is the
share of them that it keeps, and what it saves is the share of the others that it passes over.
"""

import sys

from rashomon.annotate.triage import passed_over
from rashomon.knowledge import Knowledge
from rashomon.model import make_document
from rashomon.record.reader import Record


def main(path: str) -> None:
    """Print recall and saving."""
    knowledge = Knowledge()
    kept = {True: 0, False: 0}
    count = {True: 0, False: 0}
    with Record(path) as record:
        telling = {
            row["document_id"]
            for row in record.rows("SELECT document_id FROM event_mentions WHERE event_type IS NOT NULL")
        }
        for row in record.documents:
            document = make_document(uri=row["uri"], text=row["text"])
            tells = row["document_id"] in telling
            count[tells] += 1
            kept[tells] += passed_over(document, knowledge) is None
    sys.stdout.write(
        f"triage by words: keeps {kept[True]} of {count[True]} documents that tell an event "
        f"(recall {kept[True] / max(1, count[True]):.3f}); passes over {count[False] - kept[False]} of {count[False]} others\n"
    )


if __name__ == "__main__":
    main(sys.argv[1])
