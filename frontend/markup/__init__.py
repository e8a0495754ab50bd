"""What marks a text up rather than says something: Markdown, HTML and mail to a script of what a person would read."""
