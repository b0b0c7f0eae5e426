"""The number that says by which folds a stored state was made."""

FOLD_VERSION = 6
"""Raised by one with every change of what folding gives: another fold, or another shape of the state.

A case row keeps the number it was written with. One with a lower number is folded anew from its
entries before anything is decided on it; whoever meets a higher one is too old for it. Rows of
before the number have 0.
"""
