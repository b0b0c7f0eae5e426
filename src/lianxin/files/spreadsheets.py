"""Cells that a spreadsheet would take for a formula: shown as text going out, as they were coming in."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that Excel, WPS or LibreOffice would work out instead of showing."""


def guarded(cell: str) -> str:
    """Return a cell for a file that somebody will open: a formula becomes its own text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`; any other stays as it is."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell
