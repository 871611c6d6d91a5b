"""Plans of a region: who could go where, made by the worker and kept."""
