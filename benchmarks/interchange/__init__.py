"""Parts of the benchmark of other programs' files."""
