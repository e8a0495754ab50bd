"""How many words a minute a voice says of ordinary text, by itself: measured once, on the text of the phoneticians."""

from functools import lru_cache

from frontend.analysis import Frontend
from frontend.errors import TtsError
from frontend.linguistic.contexts import contexts, with_known_phones
from frontend.linguistic.segments import segments
from voices.speaking.loaded_voice import LoadedVoice

PASSAGES = {
    "en": "The north wind and the sun were disputing which was the stronger, when a traveller came along wrapped in a "
    "warm cloak. They agreed that the one who first succeeded in making the traveller take his cloak off should "
    "be considered stronger than the other.",
    "de": "Einst stritten sich Nordwind und Sonne, wer von ihnen beiden wohl der Stärkere wäre, als ein Wanderer, der "
    "in einen warmen Mantel gehüllt war, des Weges daherkam. Sie wurden einig, dass derjenige für den Stärkeren "
    "gelten sollte, der den Wanderer zwingen würde, seinen Mantel abzunehmen.",
    "fr": "La bise et le soleil se disputaient, chacun assurant qu'il était le plus fort, quand ils ont vu un voyageur "
    "qui s'avançait, enveloppé dans son manteau. Ils sont tombés d'accord que celui qui arriverait le premier à "
    "le lui faire ôter serait regardé comme le plus fort.",
    "es": "El viento norte y el sol discutían sobre cuál de ellos era el más fuerte, cuando pasó un viajero envuelto "
    "en una ancha capa. Convinieron en que quien antes lograra obligar al viajero a quitarse la capa sería "
    "considerado más poderoso.",
    "it": "Si bisticciavano un giorno il vento di tramontana e il sole, l'uno pretendendo d'esser più forte "
    "dell'altro, quando videro un viaggiatore che veniva innanzi avvolto nel mantello. Convennero allora che si "
    "sarebbe ritenuto più forte chi fosse riuscito a far sì che il viaggiatore si togliesse il mantello di dosso.",
    "nl": "De noordenwind en de zon hadden een discussie over de vraag wie van hun tweeën de sterkste was, toen er "
    "juist iemand voorbijkwam die een dikke, warme jas aanhad. Ze spraken af dat wie de voorbijganger ertoe zou "
    "krijgen zijn jas uit te trekken de sterkste zou zijn.",
    "pl": "Pewnego razu wiatr północny i słońce sprzeczały się, kto z nich jest silniejszy, gdy nadszedł wędrowiec "
    "owinięty w ciepły płaszcz. Zgodzili się, że ten, który pierwszy skłoni wędrowca, by zdjął płaszcz, będzie "
    "uważany za silniejszego.",
    "ru": "Однажды северный ветер и солнце поспорили, кто из них сильнее, когда мимо проходил путник, закутанный в "
    "тёплый плащ. Они решили, что тот, кто первым заставит путника снять плащ, будет считаться сильнейшим.",
    "uk": "Одного разу північний вітер і сонце сперечалися, хто з них дужчий, коли повз них проходив подорожній, "
    "загорнутий у теплий плащ. Вони погодилися, що дужчим буде той, хто перший змусить подорожнього скинути плащ.",
}
"""The beginning of the fable that the International Phonetic Association has every language told in."""


class UnknownPaceError(TtsError):
    """What a voice says in a minute is not known in its language."""


@lru_cache(maxsize=256)
def own_words_per_minute(voice: LoadedVoice, speaker: int) -> float:
    """Return how many words a minute a speaker says at a speed of 1, pauses included.

    Raises:
        UnknownPaceError: there is no text to measure that on in the voice's language.
    """
    language = voice.manifest.language
    passage = PASSAGES.get(language.split("-")[0])
    if passage is None:
        raise UnknownPaceError(
            f"voice {voice.manifest.name} speaks {language}, in which words a minute are not known here, but in "
            f"{', '.join(PASSAGES)}; say a speed"
        )
    words, frames = 0, 0.0
    for utterance in Frontend(language).utterances(passage):
        row = with_known_phones(segments(utterance), voice.inventory)
        frames += float(voice.acoustic.durations(contexts(row, voice.inventory), speaker).sum())
        words += len(utterance.words)
    return 60 * words * voice.manifest.sample_rate / (frames * voice.manifest.features.hop)
