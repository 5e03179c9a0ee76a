"""The package as a zip container: judged before it is parsed, its parts found, its bytes copied as packed."""
