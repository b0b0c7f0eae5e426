"""Numbers at the desk: figures, what is stuck, the docket."""
