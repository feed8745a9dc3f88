"""From case files to answers: check, load, query, project, analyse."""
