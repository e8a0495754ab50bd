"""Files written whole or not at all, weights and settings read from them, and signals put off meanwhile."""
