"""Events."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.knowledge import Knowledge
from rashomon.link import event_features
from rashomon.link.event_participants import head_key
from rashomon.link.events import day_words
from rashomon.link.families import family, kindred, relatives
from rashomon.model import Argument, Relation, Time

RELATED = Knowledge().once(relatives)


def _events(rows: list[Any]) -> tuple[dict[str, str], dict[str, Any]]:
    made = {row.event_id: row for row in rows if hasattr(row, "n_accounts")}
    return {row.event_mention_id: row.event_id for row in rows if hasattr(row, "event_mention_id")}, made


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("invade", "invasion"),
        ("withdraw", "withdrawal"),
        ("assassinate", "assassination"),
        ("explode", "explosion"),
        ("die", "death"),
        ("bomb", "bombing"),
        ("destroy", "destroyed"),
    ],
)
def test_a_verb_and_its_noun_are_one_family(verb: str, noun: str) -> None:
    """Endings fall away, and d and s meet; what endings do not show the table of relatives does."""
    assert family(verb, RELATED) == family(noun, RELATED)


@given(st.text(max_size=30))
def test_any_word_has_a_family(word: str) -> None:
    """No word at all breaks the cutting of endings."""
    assert isinstance(family(word, RELATED), str)


def _invasion(story: Any, uri: str, text: str, trigger: str, outlet: str, published: str, **columns: Any) -> str:
    document = story.document(uri, text, published, outlet)
    doer = story.mention(document, "Denmark", "GOVERNMENT")
    island = story.mention(document, "Norway", "GOVERNMENT")
    return story.event(document, trigger, "ASSAULT", actor=("Denmark", doer), recipient=("Norway", island), **columns)


def test_background_tellings_of_one_year_are_one_event(story: Any) -> None:
    """A noun in one outlet and a verb in another, with the same doer, recipient and year, are one event with a plain title."""
    one = _invasion(
        story,
        "a.txt",
        "Since the invasion of 1658 by Denmark the people of Norway have waited.",
        "invasion",
        "A",
        "1900-01-01",
        days=("1658-01-01", "1658-12-31"),
        agent_expression="nominal",
    )
    other = _invasion(
        story,
        "b.txt",
        "In 1658 Denmark invaded and sacked Norway, the book says.",
        "invaded",
        "B",
        "1910-01-01",
        lemma="invade",
        days=("1658-01-01", "1658-12-31"),
    )
    of, made = _events(story.run("events")["events"])
    assert of[one] == of[other] == one
    event = made[of[one]]
    assert event.title == "Denmark → Norway, armed attack, 1658"
    assert (event.n_mentions, event.n_documents, event.n_accounts, event.date_precision) == (2, 2, 2, "year")


def test_another_day_is_another_event(story: Any) -> None:
    """The same act by the same doer on days far apart stays two events."""
    one = _invasion(
        story,
        "a.txt",
        "On 2 May Denmark raided Norway again.",
        "raided",
        "A",
        "1900-05-05",
        lemma="raid",
        days=("1900-05-02", "1900-05-02"),
    )
    other = _invasion(
        story,
        "b.txt",
        "On 9 July Denmark raided Norway again.",
        "raided",
        "B",
        "1900-07-12",
        lemma="raid",
        days=("1900-07-09", "1900-07-09"),
    )
    of, _ = _events(story.run("events")["events"])
    assert of[one] != of[other]


def _killing(story: Any, uri: str, doer: str, days: tuple[str, str] | None, place: str = "Aarhus") -> str:
    document = story.document(
        uri, f"{doer} killed fishermen of the northern villages at {place} harbour that winter.", "1901-01-01", uri
    )
    who = story.mention(document, doer, "GOVERNMENT")
    spot = story.mention(document, place, "PLACE")
    return story.event(
        document,
        "killed",
        "ASSAULT",
        lemma="kill",
        actor=(doer, who),
        recipient=("fishermen", None),
        place=(place, spot),
        days=days,
    )


def test_another_doer_on_one_day_at_one_place_is_the_difference_worth_showing(story: Any) -> None:
    """Accounts that name another doer for one act on one day at one place join, and the actor differs."""
    one = _killing(story, "a.txt", "Sweden", ("1900-12-03", "1900-12-03"))
    other = _killing(story, "b.txt", "Russia", ("1900-12-03", "1900-12-03"))
    rows = story.run("differences")
    of, made = _events(rows["events"])
    assert of[one] == of[other]
    assert " or " in made[of[one]].title
    actor = next(row for row in rows["differences"] if row.aspect == "actor")
    assert (actor.status, [value.value for value in actor.values]) == ("differ", ["Russia", "Sweden"])


def test_another_doer_without_a_common_day_is_only_possibly_related(story: Any) -> None:
    """Background tellings with other doers and no day in common stay apart, and the record says they may be one."""
    one = _killing(story, "a.txt", "Sweden", ("1900-01-01", "1900-12-31"))
    other = _killing(story, "b.txt", "Russia", ("1900-01-01", "1900-12-31"))
    rows = story.run("events")["events"]
    of, _ = _events(rows)
    assert of[one] != of[other]
    possible = [row for row in rows if hasattr(row, "other_event_id")]
    assert [{row.event_id, row.other_event_id} for row in possible] == [{of[one], of[other]}]
    assert "another doer" in possible[0].why


def test_the_order_of_documents_changes_nothing(story: Any) -> None:
    """Rows in another order give the same events, titles and reasons."""
    _killing(story, "a.txt", "Sweden", ("1900-12-03", "1900-12-03"))
    _killing(story, "b.txt", "Russia", ("1900-12-03", "1900-12-03"))
    _invasion(
        story,
        "c.txt",
        "In 1658 Denmark invaded Norway.",
        "invaded",
        "C",
        "1910-01-01",
        lemma="invade",
        days=("1658-01-01", "1658-12-31"),
    )
    forth = story.run()
    story.rows.reverse()
    assert story.run() == forth


def test_how_many_documents_are_read_at_a_time_changes_nothing(story: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One document at a time gives the events, titles and reasons that all at once give."""
    for uri, doer in (("a.txt", "Sweden"), ("b.txt", "Russia"), ("c.txt", "Norway")):
        _killing(story, uri, doer, ("1900-12-03", "1900-12-03"))
    at_once = story.run("events")["events"]
    assert [row.n_documents for row in _events(at_once)[1].values()] == [3]
    monkeypatch.setattr(event_features, "_AT_ONCE", 1)
    assert story.run("events")["events"] == at_once


def test_what_a_reprint_tells_is_the_earlier_account(story: Any) -> None:
    """Two documents of one text tell an event once."""
    text = "On 3 December 1900 Sweden killed fishermen at Aarhus harbour, the mayor of the town wrote to his brother in the capital, and the boats were burnt to the water."
    mentions = []
    for uri in ("a.txt", "b.txt"):
        document = story.document(uri, text, "1901-01-01", uri)
        who = story.mention(document, "Sweden", "GOVERNMENT")
        mentions.append(
            story.event(
                document,
                "killed",
                "ASSAULT",
                lemma="kill",
                actor=("Sweden", who),
                recipient=("fishermen", None),
                days=("1900-12-03", "1900-12-03"),
            )
        )
    rows = story.run("differences")
    of, made = _events(rows["events"])
    assert of[mentions[0]] == of[mentions[1]]
    assert (made[of[mentions[0]]].n_documents, made[of[mentions[0]]].n_accounts) == (2, 1)
    assert not [row for row in rows["differences"] if row.across == "between"]


def test_a_title_names_every_doer_that_accounts_name(story: Any) -> None:
    """Doers without an actor of their own stand in the title too, joined by "or": it takes no side."""
    rows = []
    for uri, doer in (("a.txt", "The Sturmvogel"), ("b.txt", "The Albatros")):
        document = story.document(
            uri, f"{doer} sank the Aurora Star off the northern shoal in heavy weather.", "1905-03-06", uri
        )
        rows.append(
            story.event(
                document,
                "sank",
                "ASSAULT",
                lemma="sink",
                actor=(doer, None),
                recipient=("the Aurora Star", None),
                days=("1905-03-04", "1905-03-04"),
            )
        )
    done = story.run("differences")
    of, made = _events(done["events"])
    assert of[rows[0]] == of[rows[1]]
    assert made[of[rows[0]]].title == "Albatros or Sturmvogel → Aurora Star, armed attack, 1905-03-04"
    actor = next(row for row in done["differences"] if row.aspect == "actor")
    assert actor.status == "differ"


def test_one_act_on_two_named_ones_is_two_events(story: Any) -> None:
    """Two ships sunk on one day are two events, however alike they are told."""
    rows = []
    for uri, ship in (("a.txt", "the Aurora Star"), ("b.txt", "the Morning Glory")):
        document = story.document(
            uri, f"The Sturmvogel sank {ship} off the northern shoal in heavy weather.", "1905-03-06", uri
        )
        rows.append(
            story.event(
                document,
                "sank",
                "ASSAULT",
                lemma="sink",
                actor=("The Sturmvogel", None),
                recipient=(ship, None),
                days=("1905-03-04", "1905-03-04"),
            )
        )
    of, _ = _events(story.run("events")["events"])
    assert of[rows[0]] != of[rows[1]]


def _landing(story: Any, uri: str, text: str, trigger: str, kind: str, year: int, **parties: Any) -> str:
    document = story.document(uri, text, "1905-03-06", uri)
    story.mention(document, "Danish", "GROUP", country="DNK")
    where = story.mention(document, "Norway", "PLACE")
    if parties.pop("doer", True):
        troops = story.mention(document, "Danish troops", "GROUP", form="description", head="troops", country="DNK")
        parties["actor"] = ("Danish troops", troops)
    return story.event(
        document, trigger, kind, place=("Norway", where), days=(f"{year}-01-01", f"{year}-12-31"), **parties
    )


def test_an_arrival_and_an_occupation_of_one_year_are_one_operation(story: Any) -> None:
    """Other words and types for one deployment meet where state, country and year agree, and the title takes no side."""
    one = _landing(
        story, "a.txt", "In 1902 Danish troops arrived in Norway.", "arrived", "MOBILIZE", 1902, lemma="arrive"
    )
    other = _landing(
        story, "b.txt", "The Danish state went on occupying land in Norway in 1902.", "occupying", "ASSAULT", 1902, lemma="occupy", doer=False,
    )  # fmt: skip
    later = _landing(
        story, "c.txt", "In 1904 Danish troops were occupying Norway.", "occupying", "ASSAULT", 1904, lemma="occupy"
    )
    left = _landing(story, "d.txt", "In 1902 Danish troops left Norway.", "left", "RETREAT", 1902, lemma="leave")
    of, made = _events(story.run("events")["events"])
    assert of[one] == of[other]
    assert of[later] != of[one]
    assert of[left] != of[one]
    assert "armed attack or deployment" in made[of[one]].title


def test_another_state_in_the_same_country_and_year_is_another_operation(story: Any) -> None:
    """Without a doer in common, not even one named in the sentence, an occupation is not the arrival of others."""
    one = _landing(
        story, "a.txt", "In 1902 Danish troops arrived in Norway.", "arrived", "MOBILIZE", 1902, lemma="arrive"
    )
    document = story.document("b.txt", "In 1902 bandits were occupying farms in Norway.", "1905-03-06", "b.txt")
    where = story.mention(document, "Norway", "PLACE")
    other = story.event(
        document, "occupying", "ASSAULT", lemma="occupy", place=("Norway", where), days=("1902-01-01", "1902-12-31")
    )
    of, _ = _events(story.run("events")["events"])
    assert of[one] != of[other]


def test_the_day_of_publication_and_open_ends_date_no_event(story: Any) -> None:
    """Only days that stand with a telling or its passage date an event: neither publication's day nor "until today"."""
    document = story.document("a.txt", "Danes raided Oslo. The siege of Bergen went on.", "1905-03-06", "A")
    news = story.event(document, "raided", "ASSAULT", lemma="raid", days=("1905-03-06", "1905-03-06"), basis="document")
    siege = story.event(document, "siege", "ASSAULT")
    story.rows[-1] = msgspec.structs.replace(story.rows[-1], latest=date(1905, 3, 6), time_basis="clause")
    of, made = _events(story.run("events")["events"])
    for one in (news, siege):
        assert (made[of[one]].earliest, made[of[one]].latest, made[of[one]].date_precision) == (None, None, "none")
        assert "1905" not in made[of[one]].title


def test_a_span_of_many_years_is_shown_by_its_years() -> None:
    """The days at which "the past thirty years" begin and end are reckoned, not told: the title has the years."""
    assert day_words(date(1871, 9, 5), date(1902, 9, 5), "span") == "1871–1902"
    assert day_words(date(1902, 9, 5), date(1902, 9, 8), "span") == "1902-09-05/1902-09-08"


def test_one_documents_two_hours_are_two_events(story: Any) -> None:
    """Acts of one kind on one day that a document puts at different hours stay apart."""
    document = story.document("a.txt", "At 4 the Aurora was sunk. At 6 the Borea was sunk.", "1905-03-06", "A")
    found = []
    for at, hour in ((0, "4"), (1, "6")):
        event = story.event(document, "sunk", "ASSAULT", lemma="sink", nth=at, days=("1905-03-04", "1905-03-04"))
        start, end = story.at(document, hour)
        time = Time(
            document_id=document, time_id=f"t{hour}", start_char=start, end_char=end, text=hour, type="TIME",
            value=f"1905-03-04T0{hour}:00", anchor="text",
        )  # fmt: skip
        story.rows += [
            time,
            Argument(
                document_id=document, event_mention_id=event, role="time", start_char=start, end_char=end, text=hour,
                time_id=time.time_id, basis="test",
            ),
        ]  # fmt: skip
        found.append(event)
    of, _ = _events(story.run("events")["events"])
    assert of[found[0]] != of[found[1]]


def _report(story: Any, uri: str, words: str, published: str, trigger: str, lemma: str) -> str:
    document = story.document(uri, words, published, uri)
    return story.event(document, trigger, "ASSAULT", lemma=lemma)


def _archive(story: Any) -> None:
    """Enough documents about other matters for likeness to say something."""
    for at in range(30):
        story.document(
            f"other{at:02}.txt", f"Notes number{at} of the parish about barns{at} and the mills{at}.", "1905-03-06"
        )


def test_first_acts_of_two_like_documents_are_one_event(story: Any) -> None:
    """Two reports of one raid join by what the documents have in common, though the act is told in other words."""
    _archive(story)
    said = (
        "Fishermen of Vadholm and the ferryman Torvald Krag saw it from the quay at Skarnes near the Ormen lighthouse."
    )
    one = _report(story, "a.txt", f"Raiders assaulted a customs boat. {said}", "1905-03-06", "assaulted", "assault")
    other = _report(
        story, "b.txt", f"Gunmen bombarded the customs house boat. {said}", "1905-03-07", "bombarded", "bombard"
    )
    of, _ = _events(story.run("events")["events"])
    assert of[one] == of[other]


def test_first_acts_of_unlike_documents_are_two_events(story: Any) -> None:
    """Without likeness a common kind of act, told of the days of publication, joins nothing."""
    _archive(story)
    one = _report(
        story, "a.txt", "Raiders assaulted a customs boat at Skarnes near the Ormen lighthouse. Torvald Krag rowed out. Fishermen of Vadholm saw it.",
        "1905-03-06", "assaulted", "assault",
    )  # fmt: skip
    other = _report(
        story, "b.txt", "Gunmen assaulted the tollkeeper of Brennia by the western bridge. Mayor Lind wept. Nobody could tell who had sent them.",
        "1905-03-07", "assaulted", "assault",
    )  # fmt: skip
    of, _ = _events(story.run("events")["events"])
    assert of[one] != of[other]


def test_like_documents_of_other_weeks_tell_two_events(story: Any) -> None:
    """A second raid in the same place weeks later is another event, however like the reports are."""
    _archive(story)
    said = (
        "Fishermen of Vadholm and the ferryman Torvald Krag saw it from the quay at Skarnes near the Ormen lighthouse."
    )
    found = []
    for uri, published, days in (("a.txt", "1905-03-06", "1905-03-05"), ("b.txt", "1905-06-07", "1905-06-06")):
        document = story.document(uri, f"Raiders assaulted a customs boat. {said}", published, uri)
        found.append(story.event(document, "assaulted", "ASSAULT", lemma="assault", days=(days, days)))
    of, _ = _events(story.run("events")["events"])
    assert of[found[0]] != of[found[1]]


def test_the_reason_of_a_link_names_what_the_documents_share(story: Any) -> None:
    """The evidence says that the documents are of one story, in words."""
    _archive(story)
    said = (
        "Fishermen of Vadholm and the ferryman Torvald Krag saw it from the quay at Skarnes near the Ormen lighthouse."
    )
    for uri, published in (("a.txt", "1905-03-06"), ("b.txt", "1905-03-07")):
        _report(
            story, uri, f"Raiders assaulted a customs boat by night. {uri} {said}", published, "assaulted", "assault"
        )
    members = [row for row in story.run("events")["events"] if hasattr(row, "event_mention_id")]
    assert all("documents of one story" in row.why and "first of its type" in row.why for row in members)


def test_kindred_words_stand_in_one_set() -> None:
    """Words for one act that no ending shows are kin; a word without a set has none."""
    kin = Knowledge().once(kindred)
    assert kin[family("explosion", RELATED)] & kin[family("burst", RELATED)]
    assert family("lighthouse", RELATED) not in kin


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("grey battleships\nwith  their crews of 857", "battleship"),
        ("the small cruiser Falke", "=falke"),
        ("The Graf von Aldern", "=graf von aldern"),
        ("our", ""),
        ("the battle cruisers of Brandt and Lund", "cruiser"),
        ("THE LINE", "=line"),
    ],
)
def test_a_phrase_without_a_mention_has_the_head_it_is_called_by(phrase: str, head: str) -> None:
    """What follows a head is not the head, and capitals behind a common word are a name."""
    assert head_key(phrase, None, known=False) == head


def test_whose_ships_they_are_tells_doers_apart(story: Any) -> None:
    """Two fleets that turned away on one day are two events, though both are told of as ships."""
    found = []
    for uri, owner in (("a.txt", "Falk"), ("b.txt", "Lund")):
        document = story.document(uri, f"On that day Admiral {owner}'s ships turned away.", "1905-03-06", uri)
        found.append(
            story.event(
                document, "turned away", "RETREAT", lemma="turn away", actor=(f"Admiral {owner}'s ships", None), days=("1905-03-04", "1905-03-04"),
            )
        )  # fmt: skip
    of, _ = _events(story.run("events")["events"])
    assert of[found[0]] != of[found[1]]


def test_a_sum_of_many_years_is_no_single_act(story: Any) -> None:
    """What is told of thirty years sums up many acts: it is not the act of one of them."""
    one = _invasion(
        story, "a.txt", "In 1658 Denmark invaded Norway.", "invaded", "A", "1700-01-01", lemma="invade",
        days=("1658-01-01", "1658-12-31"),
    )  # fmt: skip
    other = _invasion(
        story, "b.txt", "For thirty years Denmark invaded Norway again and again.", "invaded", "B", "1700-01-01", lemma="invade",
        days=("1650-01-01", "1680-12-31"),
    )  # fmt: skip
    of, _ = _events(story.run("events")["events"])
    assert of[one] != of[other]


def test_one_document_that_names_others_tells_another_act(story: Any) -> None:
    """Two sentences with the same verb and day, each with a name and none in common, are two acts."""
    document = story.document("a.txt", "On 4 March the Falke sank her. That day the Borea was sunk.", "1905-03-06", "A")
    day = ("1905-03-04", "1905-03-04")
    one = story.event(document, "sank", "ASSAULT", lemma="sink", actor=("the Falke", None), days=day)
    other = story.event(document, "sunk", "ASSAULT", lemma="sink", recipient=("the Borea", None), days=day)
    of, _ = _events(story.run("events")["events"])
    assert of[one] != of[other]


def _undated(story: Any, whom: str, kind: str) -> list[str]:
    found = []
    for uri, words in (("a.txt", "They sought talks with"), ("b.txt", "Clerks wrote of talks with")):
        document = story.document(uri, f"{words} {whom}.", "1905-03-06", uri)
        other = story.mention(document, whom, kind)
        found.append(story.event(document, "talks", "CONSULT", lemma="talk", recipient=(whom, other)))
    return found


def test_undated_talks_with_one_state_are_not_one_event(story: Any) -> None:
    """A state is talked with often: without a day, a place or a doer in common nothing tells that it was one time."""
    one, other = _undated(story, "Norway", "GOVERNMENT")
    of, _ = _events(story.run("events")["events"])
    assert of[one] != of[other]


def test_undated_acts_on_one_who_is_named_seldom_are_one_event(story: Any) -> None:
    """One whom hardly any telling names vouches for the event without a day."""
    one, other = _undated(story, "General Torvald Krag", "PERSON")
    of, _ = _events(story.run("events")["events"])
    assert of[one] == of[other]


def test_one_misread_victim_does_not_split_the_news_of_a_day(story: Any) -> None:
    """Among reports of one story what most of them tell goes before what one of them names otherwise."""
    _archive(story)
    said = (
        "Fishermen of Vadholm and the ferryman Torvald Krag saw it from the quay at Skarnes near the Ormen lighthouse."
    )
    found = []
    for at, ship in enumerate(("a ship", "a ship", "a ship", "the Aurora", "the Borea")):
        uri = f"story{at}.txt"
        document = story.document(uri, f"Raiders sank {ship} by night. {uri} {said}", f"1905-03-0{at + 3}", uri)
        found.append(
            story.event(
                document, "sank", "ASSAULT", lemma="sink", recipient=(ship, None),
            )
        )  # fmt: skip
    of, _ = _events(story.run("events")["events"])
    assert len({of[one] for one in found}) == 1


@pytest.mark.parametrize("related", [False, True])
def test_what_answers_an_act_is_not_that_act(story: Any, related: bool) -> None:
    """Two attacks on one fort on one day are one event, unless the text says that the one answered the other."""
    text = "On Friday the guards attacked the fort of Gron in answer to an attack on the fort of Gron."
    document = story.document("a.txt", text, "1925-02-03")
    fort = story.mention(document, "the fort of Gron", "FACILITY", head="Gron")
    days = ("1925-01-30", "1925-01-30")
    common = {"lemma": "attack", "days": days, "recipient": ("the fort of Gron", fort)}
    answer = story.event(document, "attacked", "ASSAULT", **common)
    cause = story.event(document, "attack", "ASSAULT", nth=1, agent_expression="nominal", **common)
    if related:
        start, end = story.at(document, "in answer to")
        story.rows.append(
            Relation(
                document_id=document,
                from_id=answer,
                to_id=cause,
                kind="response",
                cue_start_char=start,
                cue_end_char=end,
                attribution_id=None,
            )
        )
    of, _ = _events(story.run("events")["events"])
    assert (of[answer] != of[cause]) == related


@pytest.mark.parametrize(("basis", "joined"), [("clause", False), ("passage", True)])
def test_years_on_end_are_no_act_of_one_day(story: Any, basis: str, joined: bool) -> None:
    """Who has been shelling a fort for thirty years tells of no one day's shelling, where that day is told with the act itself."""
    years, day = ("1895-01-01", "1925-02-03"), ("1905-03-04", "1905-03-04")
    tellings = []
    for uri, text, days, found in (
        ("a.txt", "For thirty years the Ruritanians have been shelling the fort of Gron.", years, "clause"),
        ("b.txt", "On that day the Ruritanians were shelling the fort of Gron.", day, basis),
    ):
        document = story.document(uri, text, "1925-02-03")
        doers = story.mention(document, "the Ruritanians", "GROUP", head="Ruritanians")
        fort = story.mention(document, "the fort of Gron", "FACILITY", head="Gron")
        tellings.append(
            story.event(
                document,
                "shelling",
                "ASSAULT",
                lemma="shell",
                days=days,
                basis=found,
                actor=("the Ruritanians", doers),
                recipient=("the fort of Gron", fort),
            )
        )
    of, _ = _events(story.run("events")["events"])
    assert (of[tellings[0]] == of[tellings[1]]) == joined


def test_a_place_belongs_to_the_act_that_it_stands_by(story: Any) -> None:
    """Of a shelling in answer to a raid on the harbour the harbour is the raid's place."""
    text = "The guards shelled the camp in answer to a raid on Bergen harbour."
    document = story.document("a.txt", text, "1925-02-03")
    harbour = story.mention(document, "Bergen harbour", "FACILITY")
    shelling = story.event(document, "shelled", "ASSAULT", lemma="shell", place=("Bergen harbour", harbour))
    raid = story.event(document, "raid", "ASSAULT", place=("Bergen harbour", harbour), agent_expression="nominal")
    start, end = story.at(document, "in answer to")
    story.rows.append(
        Relation(
            document_id=document,
            from_id=shelling,
            to_id=raid,
            kind="response",
            cue_start_char=start,
            cue_end_char=end,
        )
    )
    titles = {row.title for row in story.run("events")["events"] if hasattr(row, "title")}
    assert sum("Bergen harbour" in title for title in titles) == 1
