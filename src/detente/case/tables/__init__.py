"""Tables: cases from CSV, Excel and KTAB's XML and back to CSV and Excel, with a report of every cell."""

from detente.case.tables.exporting import export_table
from detente.case.tables.importing import import_table
from detente.case.tables.report import CellReport, ImportReport

__all__ = ["CellReport", "ImportReport", "export_table", "import_table"]
