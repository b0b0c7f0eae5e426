"""What runs the product on a machine: its database, its processes and its command line."""
