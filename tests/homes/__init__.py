"""Homes kept as earlier versions left them: made, unpacked, and measured."""
