"""Files of other programs: read within bounds, written whole and inert.

Each file-format library is imported in one module here.
"""
