"""Recipes: those that ship inside are sound, and what is wrong with others is said."""

import re

import pytest

from voices.files.configuration import ConfigError, from_mapping
from voices.training.voice.recipe import VoiceRecipe, read_recipe, recipe_names
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.softmax import MuLawSoftmax


@pytest.mark.parametrize("name", recipe_names())
def test_recipes_that_ship_inside_are_sound(name):
    recipe = read_recipe(name).timed(100)
    acoustic = recipe.acoustic.training.minutes if recipe.conditioning.needs_texts else 0
    assert acoustic + recipe.vocoder.training.minutes == pytest.approx(100)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("conditioning: magic", "conditioning: kind is 'magic', but must be one of acoustic, linguistic, none"),
        ("acoustic: 3", "acoustic is 3, but must be a mapping"),
        ("acoustic: {layer: 3}", "acoustic has unknown key 'layer' (did you mean 'layers'?)"),
        ("acoustic: {trained: mel}", "acoustic.trained is 'mel', but must be a list"),
        ("vocoder: {training: {steps: 1.5}}", "vocoder.training.steps is 1.5, but must be of type int"),
        ("acoustic: {trained: [bass]}", "acoustic: trained is not one or more of duration, pitch, mel"),
        ("vocoder: {crops: {frames: 0}}", "vocoder.crops: frames is 0"),
        ("acoustic_share: 1.5", "acoustic_share is 1.5, but must be between 0 and 1"),
        ("- a\n- b", "holds no settings, but must be a mapping"),
        ("a: [", "is not YAML"),
    ],
)
def test_what_is_wrong_with_a_recipe_is_said(tmp_path, text, complaint):
    path = tmp_path / "recipe.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(complaint)):
        read_recipe(str(path))


def test_a_recipe_from_before_there_were_bands_is_read(tmp_path):
    path = tmp_path / "recipe.yaml"
    path.write_text("vocoder: {network: {distribution: {kind: mu_law_softmax, levels: 128, pre_emphasis: 0.5}}}")
    network = read_recipe(str(path)).vocoder.network
    assert (network.distribution, network.coding) == (MuLawSoftmax(128), WaveformCoding(pre_emphasis=0.5))


def test_an_unknown_name_is_met_with_those_there_are():
    with pytest.raises(ConfigError, match="there is no recipe 'x': name a YAML file, or adapt, linguistic"):
        read_recipe("x")


def test_a_precision_is_that_of_all_models_and_none_leaves_each_its_own():
    recipe = from_mapping(VoiceRecipe, {"acoustic": {"training": {"precision": "float32"}}}, "recipe")
    computed = recipe.computed_in("bfloat16")
    assert (computed.acoustic.training.precision, computed.vocoder.training.precision) == ("bfloat16", "bfloat16")
    assert recipe.computed_in(None) == recipe
    assert (recipe.acoustic.training.precision, recipe.vocoder.training.precision) == ("float32", "auto")
