"""Pictures of dates and figures: what is drawn, measured without a browser."""
