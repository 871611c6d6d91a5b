"""Tables that come in as files and go out as files: CSV, TSV, XLSX, XLS, ODS.

In: ``read_table`` gives rows, ``guess_mapping`` the field of each column, ``values`` and ``contacts`` read the
cells. Out: ``writing``. The words for every code are in ``words``, the only module here that knows Django.
"""

from .described import Described
from .headings import ColumnMap, Field, Guess, Reason, guess_mapping
from .limits import Limits, Unreadable
from .model import Cell, Column, Mark, OtherSheet, Row, Skip, Skipped, Source, Table
from .reading import read_table
from .shapes import Kind

__all__ = [
    "Cell",
    "Column",
    "ColumnMap",
    "Described",
    "Field",
    "Guess",
    "Kind",
    "Limits",
    "Mark",
    "OtherSheet",
    "Reason",
    "Row",
    "Skip",
    "Skipped",
    "Source",
    "Table",
    "Unreadable",
    "guess_mapping",
    "read_table",
]
