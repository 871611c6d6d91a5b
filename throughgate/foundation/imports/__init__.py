"""One way in for lists of others: upload, mapping, preview, run, results, undo."""
