"""What the bot is delivered with: the locked packages, their licences, the bill of materials, known weaknesses.

For those who build and release it; the bot itself imports nothing from here.
"""
