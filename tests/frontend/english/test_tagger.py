"""Parts of speech of English words."""

from itertools import pairwise, product

import numpy as np

from frontend.english.tagger import _best_path, tag


def test_plain_sentences_have_the_tags_of_the_treebank():
    words = "The dog did n't eat my sandwich , but Mary 's cats were sleeping .".split()
    tags = ["DT", "NN", "VBD", "RB", "VB", "PRP$", "NN", ",", "CC", "NNP", "POS", "NNS", "VBD", "VBG", "."]
    assert tag(words) == tags


def test_the_neighbours_tell_a_verb_from_a_noun():
    assert tag(["They", "record", "it"])[1].startswith("VB")
    assert tag(["The", "record", "fell"])[1] == "NN"


def test_nothing_has_no_tags_and_a_long_sentence_has_all():
    assert tag([]) == []
    assert len(tag(["and", "so"] * 500)) == 1000


def test_the_best_path_is_the_one_that_trying_all_of_them_finds():
    random = np.random.default_rng(7)
    scores, transitions = random.normal(size=(5, 3)), random.normal(size=(3, 3))

    def score(path):
        return sum(scores[i, at] for i, at in enumerate(path)) + sum(transitions[a, b] for a, b in pairwise(path))

    best = max(product(range(3), repeat=5), key=score)
    assert tuple(_best_path(scores, transitions)) == best
