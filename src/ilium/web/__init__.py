"""The web: pages, JSON API, and the shell of the session player. Thin, as the command line is."""
