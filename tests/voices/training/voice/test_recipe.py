"""Recipes: those that ship inside are sound, and what is wrong with others is said."""

import re

import pytest

from voices.files.configuration import ConfigError
from voices.training.voice.recipe import read_recipe, recipe_names


@pytest.mark.parametrize("name", recipe_names())
def test_recipes_that_ship_inside_are_sound(name):
    recipe = read_recipe(name).timed(100)
    acoustic = 0 if recipe.conditioning == "none" else recipe.acoustic.training.minutes
    assert acoustic + recipe.vocoder.training.minutes == pytest.approx(100)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("conditioning: magic", "conditioning is 'magic', but must be one of acoustic, linguistic, none"),
        ("acoustic: 3", "acoustic is 3, but must hold settings of its own"),
        ("acoustic: {layer: 3}", "unknown key 'layer'"),
        ("acoustic: {trained: [bass]}", "trained is not one or more of duration, pitch, mel"),
        ("vocoder: {crops: {frames: 0}}", "frames is 0"),
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


def test_an_unknown_name_is_met_with_those_there_are():
    with pytest.raises(ConfigError, match="there is no recipe 'x': name a YAML file, or adapt, linguistic"):
        read_recipe("x")
