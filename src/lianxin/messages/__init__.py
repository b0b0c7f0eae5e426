"""What goes to residents' telephones, and by which carrier."""
