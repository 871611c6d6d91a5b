"""An organisation's pages, put together from the wings below."""
