"""Features to sound: models, generators, training, corpora, voice packs and the bundled voices."""
