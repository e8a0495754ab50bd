"""The written forms that all languages share (dates, times, amounts ...): each module makes rules from a table."""
