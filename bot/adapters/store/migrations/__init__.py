"""Schema steps, applied at start. A new one is a file in `versions/`, named after its revision, and the new `HEAD`."""

HEAD = "0016"
