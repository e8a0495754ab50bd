"""Scripts: a text with directions, and its parts by voice."""

from frontend.script import Boundary, Mark, Passage, Pause, Script


def test_a_plain_text_is_a_script_of_one_passage():
    assert Script.of("Hello.") == Script((Passage("Hello."),))
    assert Script.of(Script.of("Hello.")) == Script.of("Hello.")


def test_parts_by_voice_keep_their_places_in_the_text():
    script = Script((Passage("One. "), Passage("Two. ", voice="x"), Passage(" "), Passage("Three.")))
    parts = [(voice, part.text, part.start) for voice, part in script.by_voice()]
    assert parts == [(None, "One. ", 0), ("x", "Two.  ", 5), (None, "Three.", 11)]


def test_directions_between_voices_end_the_first_and_its_pause_is_the_only_one():
    script = Script((Passage("a"), Pause(1.0), Mark("m"), Boundary(), Passage("b", voice="x")))
    (_, first), (_, second) = script.by_voice()
    assert first.items == script.items[:4]
    assert second.items == (Pause(0.0), Passage("b", voice="x"))


def test_directions_before_all_text_are_the_first_voices():
    script = Script((Mark("m"), Passage("a", voice="x")))
    assert list(script.by_voice()) == [("x", script)]
