"""Simulated lifters who follow a rule for half a year: see docs/progression-benchmark.md."""
