"""Measurements: stet beside its peers and limits, in one run and one table (`python -m benchmarks`).

One module for each family of rows; each yields `Row`s from `rows(scale)`.
"""
