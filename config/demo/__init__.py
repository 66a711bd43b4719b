"""The sample newsroom: outlets, people and events that we made up, served on loopback."""
