"""Tables that come in as files and go out as files: CSV, TSV, XLSX, XLS, ODS."""
