"""What goes out of Ilium and comes in: its own document, other programs' files, the calendar.

Pure: text and bytes on one side, values on the other. Reading and keeping them is the store's.
"""
