"""When each word and phone is said, and files that say so."""
