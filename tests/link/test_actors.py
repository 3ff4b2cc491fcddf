"""Actors."""

from typing import Any


def _actors(rows: list[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    actors = {row.actor_id: row for row in rows if hasattr(row, "aliases")}
    return actors, {row.mention_id: actors[row.actor_id] for row in rows if hasattr(row, "mention_id")}


def test_names_of_states_and_seats_are_governments_but_states_stay_apart(story: Any) -> None:
    """Names, adjectives and seats of one state meet; look-alike names of two states do not."""
    doc = story.document(
        "a.txt", "Copenhagen protested. Denmark waited. The Danish government answered. Iran and Iraq were silent."
    )
    capital = story.mention(doc, "Copenhagen", "GOVERNMENT")
    state = story.mention(doc, "Denmark", "GOVERNMENT")
    described = story.mention(
        doc, "The Danish government", "GOVERNMENT", form="description", head="government", country="DNK"
    )
    iran, iraq = story.mention(doc, "Iran", "GOVERNMENT"), story.mention(doc, "Iraq", "GOVERNMENT")
    _, of = _actors(story.run("actors")["actors"])
    assert of[capital] == of[state] == of[described]
    assert of[state].name == "Denmark"
    assert of[iran].actor_id != of[iraq].actor_id


def test_forces_of_a_state_are_an_actor_of_their_own(story: Any) -> None:
    """The troops of one state in two documents are one actor, and not the state itself."""
    one = story.document("a.txt", "Danish troops landed at noon.")
    other = story.document(
        "b.txt",
        "Later the soldiers of Denmark, or rather Danish soldiers, left. Denmark said nothing. Danish resistance forces stayed.",
    )
    a = story.mention(one, "Danish troops", "GROUP", form="description", head="troops", country="DNK")
    b = story.mention(other, "Danish soldiers", "GROUP", form="description", head="soldiers", country="DNK")
    state = story.mention(other, "Denmark", "GOVERNMENT", nth=1)
    rebels = story.mention(other, "Danish resistance forces", "GROUP", form="description", head="forces", country="DNK")
    _, of = _actors(story.run("actors")["actors"])
    assert of[a] == of[b]
    assert of[a] != of[state]
    assert of[a].country == "DNK"
    assert rebels not in of


def test_a_surname_joins_the_full_name_of_its_own_document(story: Any) -> None:
    """A surname alone means the bearer named in full beside it, and spellings across documents meet."""
    one = story.document("a.txt", "Admiral Reinhard Skeer sailed. Skeer returned.")
    other = story.document("b.txt", "Anna Skeer wrote a book. Skeer sold it well.")
    full, short = story.mention(one, "Reinhard Skeer", "PERSON"), story.mention(one, "Skeer", "PERSON", nth=1)
    writer, her = story.mention(other, "Anna Skeer", "PERSON"), story.mention(other, "Skeer", "PERSON", nth=1)
    _, of = _actors(story.run("actors")["actors"])
    assert of[full] == of[short]
    assert of[writer] == of[her]
    assert of[full] != of[writer]
    assert of[full].name == "Reinhard Skeer"


def test_texts_define_other_names(story: Any) -> None:
    """An acronym in brackets and "also known as" make two names one, in that document and for the words elsewhere."""
    one = story.document("a.txt", "The Northern Harbour League (NHL) met. The NHL voted.")
    other = story.document(
        "b.txt",
        "Members of the Northern Harbour League, also known as the Dockers Circle, left. The Dockers Circle wept.",
    )
    long = story.mention(one, "The Northern Harbour League", "ORGANISATION", head="Northern Harbour League")
    short = story.mention(one, "NHL", "ORGANISATION", nth=1)
    again = story.mention(other, "Northern Harbour League", "ORGANISATION")
    called = story.mention(other, "Dockers Circle", "ORGANISATION")
    later = story.mention(other, "Dockers Circle", "ORGANISATION", nth=1)
    _, of = _actors(story.run("actors")["actors"])
    assert of[long] == of[short] == of[again] == of[called] == of[later]
    assert "NHL" in of[long].aliases


def test_names_in_use_of_a_listed_group_are_one_actor(story: Any) -> None:
    """Two outlets' names of one listed group meet under the name that the table gives, and all names are kept."""
    one, other = story.document("a.txt", "Daesh withdrew."), story.document("b.txt", "ISIS withdrew.")
    a, b = story.mention(one, "Daesh", "GROUP"), story.mention(other, "ISIS", "GROUP")
    _, of = _actors(story.run("actors")["actors"])
    assert of[a] == of[b]
    assert of[a].name_basis.startswith("table")
    assert set(of[a].aliases) == {"Daesh", "ISIS"}


def test_descriptions_follow_their_antecedents(story: Any) -> None:
    """A pronoun has the actor of what it refers back to, with less strength and the reason."""
    doc = story.document("a.txt", "Reinhard Skeer sailed. He returned.")
    full = story.mention(doc, "Reinhard Skeer", "PERSON")
    story.mention(doc, "He", "PERSON", form="pronoun", antecedent_id=full)
    rows = story.run("actors")["actors"]
    links = [row for row in rows if hasattr(row, "mention_id")]
    assert len({row.actor_id for row in links}) == 1
    assert min(row.score for row in links) < 1
    assert any("refers back" in row.why for row in links)


def test_private_people_are_not_followed_from_document_to_document(story: Any) -> None:
    """One name in two documents is one person only where some text gives it a public part; within a document it is one."""
    texts = {
        "a.txt": "Anna Berg was hurt. Berg went home. Rear-Admiral Otto Falk sailed. Ida Holm waited. Karl Lund sat. Two commanders, Ulf Ravn and Jens Krog, left. Per Dahl, shot by the mayor, fell.",
        "b.txt": "Anna Berg fell. Otto Falk sank. Ida Holm said that it rained. Karl Lund slept. The mayor woke. Jens Krog stayed. Per Dahl slept.",
    }
    of_name: dict[tuple[str, str], str] = {}
    again = ""
    for uri, text in texts.items():
        document = story.document(uri, text)
        for name in ("Anna Berg", "Otto Falk", "Ida Holm", "Karl Lund", "Jens Krog", "Per Dahl"):
            of_name[uri, name] = story.mention(document, name, "PERSON")
        if uri == "a.txt":
            again = story.mention(document, "Berg", "PERSON", nth=1)
        else:
            story.says(document, "Ida Holm", "it rained", mention=of_name[uri, "Ida Holm"])
            story.mention(
                document, "The mayor", "PERSON", form="description", sector="GOV", antecedent_id=of_name[uri, "Karl Lund"],
            )  # fmt: skip
    _, of = _actors(story.run("actors")["actors"])
    assert of[of_name["a.txt", "Anna Berg"]] == of[again]
    assert of[of_name["a.txt", "Anna Berg"]].actor_id != of[of_name["b.txt", "Anna Berg"]].actor_id
    assert of[of_name["a.txt", "Per Dahl"]].actor_id != of[of_name["b.txt", "Per Dahl"]].actor_id
    assert of[of_name["a.txt", "Anna Berg"]].name_basis == "text, no public part"
    assert of[of_name["a.txt", "Otto Falk"]].name_basis == "text"
    for name in ("Otto Falk", "Ida Holm", "Karl Lund", "Jens Krog"):
        assert of[of_name["a.txt", name]] == of[of_name["b.txt", name]]


def test_a_title_makes_a_surname_its_only_bearers(story: Any) -> None:
    """President Falk is the collection's only Falk surely; a Falk without title only perhaps; and "the Falk order" makes him no thing."""
    full = story.document("a.txt", "President Anders Falk spoke.")
    short = story.document("b.txt", "President Falk signed. The Falk order followed.")
    bare = story.document("c.txt", "President Falk signed. So said Falk.")
    last = story.document("d.txt", "Even Falk was heard.")
    story.mention(full, "President Anders Falk", "PERSON", head="Anders Falk")
    titled = story.mention(short, "President Falk", "PERSON", head="Falk")
    story.mention(short, "The Falk", "PERSON", head="Falk")
    story.mention(bare, "President Falk", "PERSON", head="Falk")
    alone = story.mention(last, "Falk", "PERSON")
    scores = {row.mention_id: row.score for row in story.run("actors")["actors"] if hasattr(row, "score")}
    assert scores[titled] > 0.8
    assert scores.get(alone, 0.0) < 0.7


def test_an_embassys_compound_is_the_embassy(story: Any) -> None:
    """Who storms the compound of an embassy storms the embassy; a compound without more is nobody's."""
    document = story.document(
        "a.txt",
        "A crowd stormed the Norwegian embassy compound. The Norwegian embassy closed. A Norwegian compound burned.",
    )
    compound = story.mention(
        document, "the Norwegian embassy compound", "FACILITY", form="description", head="compound", country="NOR"
    )
    embassy = story.mention(
        document, "The Norwegian embassy", "FACILITY", form="description", head="embassy", country="NOR"
    )
    other = story.mention(
        document, "A Norwegian compound", "FACILITY", form="description", head="compound", country="NOR"
    )
    of = {row.mention_id: row.actor_id for row in story.run("actors")["actors"] if hasattr(row, "mention_id")}
    assert of[compound] == of[embassy]
    assert other not in of
