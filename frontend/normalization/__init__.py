"""Written text to spoken words: years, money, abbreviations, symbols and the rest of what is not read as spelled."""
