"""Everything that leaves the graph for people or other tools: maps, pages, files."""
