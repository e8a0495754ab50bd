"""SSML as it comes out of the frontend: words with their delivery, pauses, marks, voices."""

from pathlib import Path

import pytest

from frontend.analysis import Frontend
from frontend.errors import TtsError
from frontend.script import Casting, Passage, Pause, Script, Sound
from frontend.ssml.error import SsmlError
from frontend.ssml.read import read_ssml
from frontend.utterance import Delivery, MarkedMoment, PlayedSound


def utterances(ssml, language="en-us"):
    return list(Frontend(language).utterances(read_ssml(f"<speak>{ssml}</speak>", language)))


def words(ssml, language="en-us"):
    return [word.text for utterance in utterances(ssml, language) for word in utterance.words]


TEXTS = [
    "Dr. Smith paid $2.5 million on Jan. 5, 1984. Yes?",
    "Say [[t ə m ˈɑː t oʊ]], please; then (quietly) go...",
    "One\n\ntwo, three! " * 30,
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_without_elements_is_read_as_plain_text_is(text):
    text = " ".join(text.split())
    assert list(Frontend().utterances(read_ssml(f"<speak>{text}</speak>"))) == list(Frontend().utterances(text))


def test_sentences_and_paragraphs_end_where_they_are_marked():
    found = utterances("<p><s>One and</s> <s>two</s></p><p>Three. Four</p>")
    assert [one.text for one in found] == ["One and", "two", "Three.", "Four"]
    assert [int(one.breaks[-1].strength) for one in found] == [4, 5, 4, 5]


def test_white_space_of_the_file_is_no_paragraph():
    (one,) = utterances("\n\n  One\n\n  two\n\n")
    assert one.text == "One two"


def test_prosody_and_emphasis_hold_for_their_words_and_nest():
    (found,) = utterances('a <prosody rate="50%">b <prosody pitch="+2st" volume="-20dB">c</prosody></prosody> d')
    assert [word.delivery for word in found.words] == [
        Delivery(),
        Delivery(rate=0.5),
        Delivery(rate=0.5, semitones=2.0, gain=0.1),
        Delivery(),
    ]


@pytest.mark.parametrize("ssml", ["<emphasis>John</emphasis>'s book", "John<emphasis>'s</emphasis> book"])
def test_an_element_that_ends_inside_a_word_does_not_part_it(ssml):
    assert words(ssml) == ["John's", "book"]


def test_a_break_parts_words_and_lasts_as_long_as_it_says():
    (found,) = utterances('one<break time="300ms"/>two, <break time="2s"/>three <break strength="none"/>, four')
    assert [(one.after_word, one.kind.value, one.seconds) for one in found.breaks] == [
        (0, "clause", 0.3),
        (1, "comma", 2.0),
        (2, "comma", None),
        (3, "period", None),
    ]
    assert [int(one.strength) for one in found.breaks] == [2, 2, 1, 5]  # 1: the voice goes on
    assert found.text == "one two, three , four"


def test_breaks_in_a_row_add_up():
    (found,) = utterances('one <break time="1s"/> <break time="500ms"/> two')
    assert found.breaks[0].seconds == 1.5


def test_a_break_between_sentences_is_the_whole_pause_between_them():
    for ssml in ('First one. <break time="2s"/> Two.', '<s>One.</s><break time="2s"/><s>Two.</s>'):
        first, second = utterances(ssml)
        assert (first.breaks[-1].seconds, second.lead_seconds) == (2.0, 0.0)


def test_a_break_before_all_text_comes_first():
    (found,) = utterances('<break time="1s"/>One.')
    assert found.lead_seconds == 1.0


def test_marks_are_at_the_start_of_the_word_after_them_or_before_a_pause():
    first, second = utterances(
        '<mark name="a"/>One <mark name="b"/>two<mark name="c"/><break/> three. <mark name="d"/>Four<mark name="e"/>.'
    )
    assert first.marks == (MarkedMoment("a", 0), MarkedMoment("b", 1), MarkedMoment("c", 1, at_end=True))
    assert second.marks == (MarkedMoment("d", 0), MarkedMoment("e", 0, at_end=True))


def test_sub_and_phoneme_are_said_in_place_of_their_text():
    (found,) = utterances('<sub alias="World Wide Web">WWW</sub> <phoneme ph="təˈmɑːtoʊ">St. Tomato</phoneme>.')
    assert found.text == "WWW St. Tomato."
    assert [word.text for word in found.words] == ["World", "Wide", "Web", "St. Tomato"]
    assert "".join(map(str, found.words[3].phones)) == "təmˈɑːtoʊ"


def test_phonemes_may_be_written_in_ascii():
    (found,) = utterances('<phoneme alphabet="x-sampa" ph="t@&quot;mA:t@U">tomato</phoneme>')
    assert "".join(map(str, found.words[0].phones)) == "təmˈɑːtəʊ"


def test_no_sentence_ends_inside_what_is_replaced():
    assert [one.text for one in utterances('<sub alias="et cetera">etc. Foo. Bar</sub> and so on.')] == [
        "etc. Foo. Bar and so on."
    ]
    long = f'<sub alias="short">{"word " * 200}</sub>'
    assert words(f"Say {long} now") == ["Say", "short", "now"]


def test_words_marked_as_another_language_are_pronounced_so():
    (found,) = utterances('The <lang xml:lang="de-DE">Jungen</lang> <lang xml:lang="en-GB">car</lang>')
    phones = ["".join(map(str, word.phones)) for word in found.words]
    assert phones[1] == "jˈʊŋən"
    assert phones[2].endswith("ɹ")  # a voice keeps its accent


def test_numbers_are_read_in_the_language_they_are_marked_as():
    assert words('five <lang xml:lang="de">5</lang>') == ["five", "fünf"]


def test_a_language_nobody_speaks_is_read_as_the_voices_own():
    assert words('<lang xml:lang="tlh">5</lang>') == ["five"]


def test_voices_part_the_script_and_what_is_between_them_stays_with_the_first():
    script = read_ssml('<speak><p>A <voice name="x">b</voice> <break/> <voice name="y#z">c</voice></p></speak>')
    parts = list(script.by_voice())
    assert [(name, part.text.strip()) for name, part in parts] == [(None, "A"), ("x", "b"), ("y#z", "c")]
    (b,), (c,) = (list(Frontend().utterances(part)) for _, part in parts[1:])
    assert (b.breaks[-1].seconds, c.lead_seconds) == (0.5, 0.0)
    for part in (b, c):
        assert script.text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    ("attributes", "wish"),
    [
        ('name="x"', "x"),
        ('name="x y#z"', Casting(("x", "y#z"))),
        ('gender="female"', Casting(gender="female")),
        ('name="x" gender="male" languages="de fr"', Casting(("x",), "male", ("de", "fr"))),
        ('gender="neutral"', None),
        ('gender=""', None),
    ],
)
def test_a_voice_is_asked_for_by_names_gender_or_languages(attributes, wish):
    script = read_ssml(f"<speak><voice {attributes}>a</voice></speak>")
    assert [item.voice for item in script.items if isinstance(item, Passage)] == [wish]


def test_a_recording_is_not_played_unless_asked_for_and_what_stands_for_it_is_said():
    script = read_ssml('<speak>One <audio src="/etc/passwd"><desc>a bell</desc>ding</audio> two.</speak>')
    assert script.text == "One ding two."
    assert script.warnings[0] == (
        "SSML <audio> is not played, what it holds is said in its place: recordings are not played here"
    )


BELL = Sound(Path("/bell.wav"), 2.5)


def only_bells(source):
    if source != "bell.wav":
        raise TtsError(f"{source} is no bell")
    return BELL


def test_a_recording_is_heard_in_a_pause_of_its_length_and_what_stands_for_it_is_not_said():
    bell = '<audio src="bell.wav">ding</audio>'
    ssml = f'<speak>One fish. <break time="1s"/>{bell}<break time="2s"/> Two {bell}.</speak>'
    script = read_ssml(ssml, sounds=only_bells)
    assert script.warnings == ()
    first, second = Frontend().utterances(script)
    assert [one.text for one in (*first.words, *second.words)] == ["One", "fish", "Two"]
    assert first.breaks[-1].seconds == 5.5
    assert first.sounds == (PlayedSound(BELL.path, 2.5, 1, 1.0),)
    assert second.sounds == (PlayedSound(BELL.path, 2.5, 0, 0.0),)


def test_a_recording_before_the_first_word_is_heard_before_it():
    (found,) = Frontend().utterances(read_ssml('<speak><audio src="bell.wav"/>One.</speak>', sounds=only_bells))
    assert (found.lead_seconds, found.sounds) == (2.5, (PlayedSound(BELL.path, 2.5, -1, 0.0),))


def test_the_first_recording_that_there_is_of_one_in_another_is_played():
    ssml = '<speak>One <audio src="gong.wav"><audio src="bell.wav">ding</audio></audio> two.</speak>'
    script = read_ssml(ssml, sounds=only_bells)
    assert script.text == "One two."
    assert Pause(2.5, BELL) in script.items
    assert script.warnings == ("SSML <audio> is not played, what it holds is said in its place: gong.wav is no bell",)


def test_what_of_audio_is_not_used_is_a_warning():
    script = read_ssml('<speak>a <audio src="bell.wav" repeatCount="2"/></speak>', sounds=only_bells)
    assert script.warnings == ("SSML <audio repeatCount=...> is not used; src is",)


def test_what_a_lookup_holds_is_spoken():
    assert read_ssml('<speak>a <lookup ref="x">b</lookup></speak>').text == "a b"


def test_a_format_of_say_as_that_is_not_known_is_named():
    script = read_ssml(
        '<speak><say-as interpret-as="date" format="xyz">1/2/2003</say-as>'
        '<say-as interpret-as="date" format="dmy">1/2/2003</say-as>'
        '<say-as interpret-as="cardinal" format="roman">VI</say-as></speak>'
    )
    assert script.warnings == (
        "SSML <say-as interpret-as='date' format='xyz'>: that format is not known here",
        "SSML <say-as interpret-as='cardinal' format='roman'>: that format is not known here",
    )


def test_what_is_not_known_is_named_once_and_its_text_spoken():
    script = read_ssml(
        "<speak><blink>a</blink> <blink>b</blink> <desc>c</desc><voice>d</voice>"
        '<prosody contour="(0%,+20Hz)">e</prosody><say-as interpret-as="song">f</say-as></speak>'
    )
    assert " ".join(script.text.split()) == "a b def"
    assert [warning.split(" is ")[0] for warning in script.warnings] == [
        "SSML <blink>",
        "SSML <desc>",
        "SSML <voice>",
        "SSML <prosody contour=...>",
        "SSML <say-as interpret-as='song'>",
    ]


@pytest.mark.parametrize(
    ("ssml", "message"),
    [
        ('<break time="soon"/>', "line 1, column 8: <break>: time is 'soon', but must be like 500ms or 1.5s"),
        ("<sub>a</sub>", "<sub>: it needs alias="),
        ('<voice gender="robot">a</voice>', "<voice>: gender is 'robot', but must be male, female, neutral"),
        ("<mark/>", "<mark>: it needs name="),
        ("<say-as>a</say-as>", "<say-as>: it needs interpret-as="),
        ('<phoneme ph="q5">a</phoneme>', "<phoneme>: '5' in 'q5' is not a phone"),
        ('<phoneme alphabet="klatt" ph="a">a</phoneme>', "alphabet is 'klatt', but must be ipa, x-sampa"),
        ('<emphasis level="9">a</emphasis>', "<emphasis>: level is '9'"),
    ],
)
def test_an_element_that_makes_no_sense_is_an_error_with_its_place(ssml, message):
    with pytest.raises(SsmlError) as caught:
        read_ssml(f"<speak>{ssml}</speak>")
    assert message in str(caught.value)


def test_only_speak_is_ssml():
    with pytest.raises(SsmlError, match="SSML is one <speak> element, not <html>"):
        read_ssml("<html>x</html>")


def test_a_script_without_words_says_nothing():
    assert utterances('<break time="1s"/><mark name="a"/> <p/>') == []
    assert list(Frontend().utterances(Script(()))) == []
