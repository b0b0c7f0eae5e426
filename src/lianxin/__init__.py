"""Lianxin 连心桥 carries a resident's matter from the doorstep to a fair, recorded, signed answer."""

__version__ = "0.1.0"
