"""Attack a demo of one's own: access, hostile input, races and kills, with every fault repeatable."""
