"""Who is told in the house that something happened; what leaves the house has its own carriers."""
