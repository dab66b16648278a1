"""The rules, one a file, each with its page beside it (`docgen.lint.rule` says what a rule is)."""
