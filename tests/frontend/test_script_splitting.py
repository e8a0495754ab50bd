"""Scripts cut into spans, with the directions that belong to each."""

from frontend.script import Boundary, Mark, Passage, Pause, Script
from frontend.script_splitting import split_script
from frontend.text_splitting import LONGEST_BREATH


def cut(*items):
    return list(split_script(Script(tuple(items)), "en"))


def test_a_passage_is_cut_where_its_sentences_end():
    assert [(one.text, one.start, one.pieces) for one in cut(Passage("First one. Second one."))] == [
        ("First one.", 0, (Passage("First one."),)),
        ("Second one.", 11, (Passage("Second one."),)),
    ]


def test_a_sentence_holds_parts_of_several_passages():
    slow = Passage("one. And", spoken=None, voice="x")
    first, second = cut(Passage("First "), slow, Passage(" two."))
    assert [piece.text for piece in first.pieces] == ["First ", "one."]
    assert [piece.text for piece in second.pieces] == ["And", " two."]
    assert first.pieces[1].voice == second.pieces[0].voice == "x"


def test_directions_between_sentences_are_shared_out_at_the_last_pause():
    a, b = Mark("a"), Mark("b")
    first, second = cut(Passage("First one. "), a, Pause(1.0), b, Passage("Second one."))
    assert first.pieces[1:] == (a, Pause(1.0))
    assert second.pieces[:2] == (Pause(0.0), b)
    first, second = cut(Passage("First one. "), a, Passage("Second one."))
    assert first.pieces[1:] == ()
    assert second.pieces[0] == a


def test_a_boundary_ends_a_sentence_and_the_last_one_the_paragraph():
    found = cut(
        Passage("one"), Boundary(), Passage("two"), Boundary(ends_paragraph=True), Passage(" three"), Boundary()
    )
    assert [(one.text, one.start, one.ends_paragraph) for one in found] == [
        ("one", 0, False),
        ("two", 3, True),
        ("three", 7, True),
    ]


def test_what_is_said_in_place_of_a_text_stands_whole_in_the_sentence_it_begins_in():
    found = cut(Passage("Say "), Passage("a. B. " * 100, spoken="it"), Passage("now."))
    assert [piece.spoken for one in found for piece in one.pieces].count("it") == 1


def test_what_is_said_in_place_of_a_text_is_said_in_breaths_where_it_is_long():
    alias = " ".join(f"word{number}" for number in range(2000))
    found = cut(Passage("Say "), Passage("it", spoken=alias), Pause(1.0), Passage(" now. Bye."))
    spoken = [piece.spoken for one in found for piece in one.pieces if isinstance(piece, Passage) and piece.spoken]
    assert " ".join(spoken) == alias
    assert max(map(len, spoken)) <= LONGEST_BREATH
    assert found[0].pieces[0] == Passage("Say ")
    assert found[-2].pieces[1:] == (Pause(1.0), Passage(" now."))
    assert [one.ends_sentence for one in found] == [False] * (len(found) - 2) + [True, True]
    assert found[-1].text == "Bye."
