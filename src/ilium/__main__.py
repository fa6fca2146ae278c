"""`python -m ilium`, the same as `ilium`."""

from ilium.cli.app import main

main()
