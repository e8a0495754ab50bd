"""The voice whose weights a new one starts from, so that a little speech is enough."""

from dataclasses import dataclass, replace
from pathlib import Path

from frontend.errors import TtsError
from frontend.linguistic.contexts import CONTEXTS_VERSION
from frontend.phones.inventory import Inventory
from voices.acoustic.model import load_acoustic_model
from voices.conditioning.conditioning import Conditioning
from voices.conditioning.feature_config import FeatureConfig
from voices.packs.verification import verify_voice
from voices.registry import BUNDLED, FoundVoice, find_voice, voices
from voices.training.voice.recipe import VoiceRecipe
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import load_weights


class UnfitBaseError(TtsError):
    """The voice named to start from is not of the kind that is to be trained."""


@dataclass(frozen=True)
class BaseVoice:
    """A voice to start from: its phones, its weights, the networks these are of, and how its speech was measured."""

    name: str
    inventory: Inventory
    acoustic: Path
    vocoder: Path
    hidden: int
    layers: int
    network: WaveNetConfig
    features: FeatureConfig

    def shapes(self, recipe: VoiceRecipe) -> VoiceRecipe:
        """Return the recipe with the networks of this voice."""
        acoustic = replace(recipe.acoustic, hidden=self.hidden, layers=self.layers)
        return replace(recipe, acoustic=acoustic, vocoder=replace(recipe.vocoder, network=self.network))


def find_base(language: str, sample_rate: int, conditioning: Conditioning) -> BaseVoice | None:
    """Return an installed voice to start from: of that language, rate and conditioning; those that ship come first."""
    fitting = [one for one in voices() if one.manifest and not _misfit(one, language, sample_rate, conditioning)]
    fitting.sort(key=lambda one: one.folder.parent != BUNDLED)
    return _load(fitting[0]) if fitting else None


def named_base(name: str, language: str, sample_rate: int, conditioning: Conditioning) -> BaseVoice:
    """Return the voice of that name to start from.

    Raises:
        UnknownVoiceError: there is none.
        UnfitBaseError: it does not fit.
    """
    found = find_voice(name)
    misfit = _misfit(found, language, sample_rate, conditioning)
    if misfit:
        raise UnfitBaseError(f"voice {found.name} is no start for this one: {misfit}; --from none starts from nothing")
    return _load(found)


def _misfit(found: FoundVoice, language: str, sample_rate: int, conditioning: Conditioning) -> str:
    about = found.manifest
    if about is None:
        return found.problem
    facts = {
        "language": (about.language, language),
        "sample rate": (about.sample_rate, sample_rate),
        "version of contexts": (about.contexts_version, CONTEXTS_VERSION),
        "conditioning": (about.conditioning.kind, conditioning.kind),
    }
    return "; ".join(f"its {what} is {own}, not {wanted}" for what, (own, wanted) in facts.items() if own != wanted)


def _load(found: FoundVoice) -> BaseVoice:
    about = verify_voice(found.folder)
    acoustic, vocoder = (found.folder / about.models[role] for role in ("acoustic", "vocoder"))
    predictors = load_acoustic_model(acoustic).config
    network, _ = load_weights(vocoder)
    inventory = Inventory(tuple(about.phones))
    return BaseVoice(
        about.name, inventory, acoustic, vocoder, predictors.hidden, predictors.layers, network, about.features
    )
