"""Days, limits and alarms: how time is counted."""
