"""Data: one YAML file a case, the registry of organisations, the sources."""
