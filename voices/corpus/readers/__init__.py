"""One file for each way people lay out a corpus, and `detect`, which tells them apart."""
