"""Places."""

from typing import Any


def _places(rows: list[Any]) -> dict[str, Any]:
    places = {row.place_id: row for row in rows if hasattr(row, "claimed_by")}
    return {row.mention_id: places[row.place_id] for row in rows if hasattr(row, "mention_id")}


def test_the_documents_other_places_settle_a_name_of_many(story: Any) -> None:
    """One name is the American state beside Atlanta and the country beside Tbilisi."""
    one = story.document("a.txt", "A storm passed Georgia and reached Atlanta, Georgia.")
    other = story.document("b.txt", "The road from Tbilisi leads through Georgia to Batumi.")
    story.mention(one, "Georgia", "PLACE")
    near = story.mention(one, "Atlanta", "PLACE")
    story.mention(one, "Georgia", "PLACE", nth=1)
    country = story.mention(other, "Georgia", "PLACE")
    story.mention(other, "Tbilisi", "PLACE")
    of = _places(story.run("places")["places"])
    assert of[near].country == "USA"
    assert of[country].kind == "country"
    assert of[country].country == "GEO"
    assert of[country].latitude is None


def test_a_claimed_area_has_no_country(story: Any) -> None:
    """Where two sides claim a place, both are listed and no country is filled in."""
    doc = story.document("a.txt", "They sailed to the Falkland Islands.")
    of = _places(story.run("places")["places"]) if story.mention(doc, "Falkland Islands", "PLACE") else {}
    (place,) = of.values()
    assert place.country is None
    assert place.claimed_by == ["Argentina", "United Kingdom"]


def test_spellings_of_a_facility_are_one_named_place(story: Any) -> None:
    """A facility that no table has stays a place without coordinates, one for its spellings and for "base" or "airbase"."""
    one, other = (
        story.document("a.txt", "Rockets hit Tell al-Asrad airbase."),
        story.document("b.txt", "Tell Al-Assrad base was hit."),
    )
    a, b = (
        story.mention(one, "Tell al-Asrad airbase", "FACILITY"),
        story.mention(other, "Tell Al-Assrad base", "FACILITY"),
    )
    of = _places(story.run("places")["places"])
    assert of[a] == of[b]
    assert of[a].latitude is None


def test_a_common_facility_name_is_not_one_place_everywhere(story: Any) -> None:
    """A facility named by common words alone is another in each document."""
    one, other = (
        story.document("a.txt", "They seized Central Airport."),
        story.document("b.txt", "Fog closed Central Airport."),
    )
    a, b = story.mention(one, "Central Airport", "FACILITY"), story.mention(other, "Central Airport", "FACILITY")
    of = _places(story.run("places")["places"])
    assert of[a].place_id != of[b].place_id


def test_a_city_with_an_article_is_a_ship(story: Any) -> None:
    """The Southampton that sank is no place; Southampton, where she was built, is."""
    document = story.document("a.txt", "The Southampton sank. She was built in Southampton.")
    ship = story.mention(document, "The Southampton", "PLACE", head="Southampton")
    city = story.mention(document, "Southampton", "PLACE", nth=1)
    of = _places(story.run("places")["places"])
    assert ship not in of
    assert of[city].name == "Southampton"
