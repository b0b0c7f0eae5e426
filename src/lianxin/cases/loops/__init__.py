"""What loops do to cases: ring clocks, look for patterns, recount provisional days, pass on what ended bodies had."""
