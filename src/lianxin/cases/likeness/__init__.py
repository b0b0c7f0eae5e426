"""What resembles a case: like matters, nearby ones, answered ones, earlier ones of the same people."""
