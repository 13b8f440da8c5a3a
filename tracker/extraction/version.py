"""The version of the extraction, recorded with every mention so that a later one can tell what is its own to replace."""

# Raised whenever the same article can give other events than before.
EXTRACTOR_VERSION = "4"
