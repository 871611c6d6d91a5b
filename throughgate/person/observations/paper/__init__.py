"""Paper as a first-class channel: sheets for the sports ground, and slips for the person that come back by their code."""
