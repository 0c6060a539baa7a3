"""The site: what MkDocs is told, and how readers are told what was found."""
