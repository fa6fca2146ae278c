"""What goes out in other programs' shapes, a piece of the file at a time."""
