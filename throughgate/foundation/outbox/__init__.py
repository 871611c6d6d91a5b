"""Mail goes out after the change is committed, by the worker, tried again where it does not go, and tells how it went."""
