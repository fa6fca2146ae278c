"""Figures drawn as SVG from data: exercise postures and the hip."""
