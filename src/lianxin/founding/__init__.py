"""A county as data: files of an organisation, presets and procedures, checked and loaded."""
