"""The command line: thin, it prints what the core answers."""
