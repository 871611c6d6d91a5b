"""Pages of plans of the region: who could go where. Nobody is placed by them."""
