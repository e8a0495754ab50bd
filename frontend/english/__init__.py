"""What only English needs between spoken words and phones: parts of speech, heteronyms, a dictionary over espeak's."""
