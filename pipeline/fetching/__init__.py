"""Pages from the web: politely, within limits, and never from inside the network that this runs in."""
